/** What a task token says to those who can read it. To everybody else it is opaque, and its nonce cannot be guessed. */
export interface TaskToken {
  executionArn: string;
  taskId: string;
  nonce: string;
}

export function encodeToken({ executionArn, taskId, nonce }: TaskToken): string {
  return Buffer.from(JSON.stringify([executionArn, taskId, nonce])).toString('base64');
}

/** The parts of a token, or undefined for text that never was one. Whether the task is still open is another question. */
export function decodeToken(token: string): TaskToken | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64').toString());
    if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => typeof part === 'string'))
      return undefined;
    const [executionArn, taskId, nonce] = parts as [string, string, string];
    return { executionArn, taskId, nonce };
  } catch {
    return undefined;
  }
}
