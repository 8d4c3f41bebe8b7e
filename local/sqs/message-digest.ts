import { createHash } from 'node:crypto';

/** The MD5 that SQS answers for a body: of its UTF-8 bytes, as lower-case hex. */
export function digestOfBody(body: string): string {
  return createHash('md5').update(body, 'utf8').digest('hex');
}

/**
 * The MD5 that SQS answers for message attributes: sorted by name, each as length-prefixed name, data type and value,
 * with one byte between that says whether the value is text (1) or binary (2). Undefined without attributes.
 */
export function digestOfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).toSorted();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const binary = attribute.BinaryValue !== undefined;
    hash.update(sized(Buffer.from(name, 'utf8')));
    hash.update(sized(Buffer.from(attribute.DataType, 'utf8')));
    hash.update(Buffer.from([binary ? 2 : 1]));
    hash.update(sized(valueBytes(attribute)));
  }
  return hash.digest('hex');
}

/** What the attributes add to a message's size: names, data types and values. */
export function sizeOfAttributes(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return bytes;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** `BinaryValue` is base64 text, as it travels. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

function valueBytes({ StringValue, BinaryValue }: MessageAttribute): Buffer {
  return BinaryValue === undefined
    ? Buffer.from(StringValue ?? '', 'utf8')
    : Buffer.from(BinaryValue, 'base64');
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
