import type { AwsError } from '../aws-error.ts';
import type { Members } from '../aws-service.ts';

/**
 * Members of a query-protocol form: `A.member.N` becomes a list, `A.entry.N` a map, dotted names nested objects.
 * Values stay texts, as the protocol carries them.
 */
export function decodeQuery(form: URLSearchParams): Members {
  const root: Tree = new Map();
  for (const [name, value] of form) {
    if (name === 'Action' || name === 'Version') continue;
    const path = name.split('.');
    const last = path.pop() ?? name;
    let node = root;
    for (const part of path) {
      const next = node.get(part);
      if (next instanceof Map) node = next;
      else {
        const made: Tree = new Map();
        node.set(part, made);
        node = made;
      }
    }
    node.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, toMember(value)]));
}

/** The answer of a query-protocol operation as XML. */
export function encodeQuery(answer: {
  operation: string;
  namespace: string;
  output: Members;
  requestId: string;
}): string {
  const { operation, namespace, output, requestId } = answer;
  return (
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${membersXml(output)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
  );
}

export function encodeQueryError(error: AwsError, requestId: string): string {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  return (
    `<ErrorResponse><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code>` +
    `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
  );
}

type Tree = Map<string, string | Tree>;

function toMember(value: string | Tree): unknown {
  if (typeof value === 'string') return value;
  const list = value.get('member');
  if (value.size === 1 && list instanceof Map) return inOrder(list).map(toMember);
  const entries = value.get('entry');
  if (value.size === 1 && entries instanceof Map) return Object.fromEntries(inOrder(entries).map(toEntry));
  return Object.fromEntries([...value].map(([name, member]) => [name, toMember(member)]));
}

function inOrder(numbered: Tree): (string | Tree)[] {
  return [...numbered].sort(([a], [b]) => Number(a) - Number(b)).map(([, member]) => member);
}

function toEntry(entry: string | Tree): [string, unknown] {
  if (typeof entry === 'string') return [entry, undefined];
  const name = entry.get('Name') ?? entry.get('key');
  const value = entry.get('Value') ?? entry.get('value');
  return [String(name), value === undefined ? undefined : toMember(value)];
}

function membersXml(members: Members): string {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${valueXml(value)}</${name}>`)
    .join('');
}

function valueXml(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${valueXml(item)}</member>`).join('');
  if (typeof value === 'object' && value !== null) return membersXml(value as Members);
  return escapeXml(String(value));
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
