/**
 * The parts of a raw message that a mailbox shows. Reads what mail libraries write: folded headers, one text or HTML
 * part, or multipart bodies of any depth, in base64, quoted-printable or plain. Parts of other kinds are attachments.
 */
export function parseRawMessage(raw: string): RawMessage {
  const { headers, body } = splitEntity(raw);
  const parts = leavesOf(headers, body);
  const first = (type: string) =>
    parts.find((part) => part.type === type && part.fileName === undefined)?.text;
  const html = first('text/html');
  const text = first('text/plain');
  return {
    headers,
    subject: decodeWords(headers.get('subject') ?? ''),
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    attachments: parts.flatMap(({ fileName, type }) => (fileName === undefined ? [] : [{ fileName, type }])),
  };
}

export interface RawMessage {
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments: readonly { readonly fileName: string; readonly type: string }[];
}

interface Part {
  readonly type: string;
  readonly text: string;
  readonly fileName?: string;
}

function splitEntity(entity: string): { headers: ReadonlyMap<string, string>; body: string } {
  const lines = entity.replaceAll('\r\n', '\n');
  const end = lines.indexOf('\n\n');
  const head = end === -1 ? lines : lines.slice(0, end);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: end === -1 ? '' : lines.slice(end + 2) };
}

function leavesOf(headers: ReadonlyMap<string, string>, body: string): Part[] {
  const contentType = headers.get('content-type') ?? 'text/plain';
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!type.startsWith('multipart/') || boundary === undefined) {
    const name = /(?:file)?name="?([^";]+)"?/i.exec(headers.get('content-disposition') ?? '')?.[1];
    return [{ type, text: decodeBody(headers, body), ...(name !== undefined && { fileName: name }) }];
  }
  const inside = `\n${body}`.split(`\n--${boundary}`).slice(1);
  return inside
    .filter((part) => !part.startsWith('--'))
    .flatMap((part) => {
      const entity = splitEntity(part.replace(/^[ \t]*\n/, ''));
      return leavesOf(entity.headers, entity.body);
    });
}

function decodeBody(headers: ReadonlyMap<string, string>, body: string): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(body.replaceAll('=\n', '')) : body;
}

/** `=?utf-8?B?…?=` and `=?utf-8?Q?…?=`, as subjects carry anything but ASCII. */
function decodeWords(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : decodeQuotedPrintable(text.replaceAll('_', ' ')),
    );
}

function decodeQuotedPrintable(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCodePoint(parseInt(hex, 16)),
  );
  // Escaped bytes are now characters below 256; anything above was never escaped, and is UTF-8 already.
  return bytes === text ? text : Buffer.from(bytes, 'latin1').toString('utf8');
}
