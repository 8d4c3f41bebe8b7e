import type { IncomingMessage } from 'node:http';

/**
 * The whole body of a request. Throws `BodyTooLarge` beyond `limit` bytes, after the rest was read and dropped: a client
 * that is still sending would otherwise see a broken connection instead of the answer.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > limit) throw new BodyTooLarge(limit);
  return Buffer.concat(chunks);
}

export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`the body has more than ${limit} bytes`);
    this.name = 'BodyTooLarge';
  }
}
