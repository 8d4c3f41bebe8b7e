/** The receipt handle of one handing out of one message. */
export function receiptOf(receipt: Receipt): string {
  return Buffer.from(JSON.stringify([receipt.queue, receipt.id, receipt.receiveCount])).toString('base64');
}

/** Reads a receipt handle; undefined for anything this emulator did not write. */
export function readReceipt(handle: string): Receipt | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(handle, 'base64').toString('utf8'));
    if (!Array.isArray(parts)) return undefined;
    const [queue, id, receiveCount]: unknown[] = parts;
    if (typeof queue !== 'string' || typeof id !== 'string' || typeof receiveCount !== 'number')
      return undefined;
    return { queue, id, receiveCount };
  } catch {
    return undefined;
  }
}

export interface Receipt {
  readonly queue: string;
  readonly id: string;
  /** Only the receipt of the latest receive is good. */
  readonly receiveCount: number;
}
