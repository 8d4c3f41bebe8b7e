/** What is wrong with a page, in words; nothing where it is well formed and its parts find each other. */
export function faultsIn(html: string): string[] {
  return [...nestingFaults(html), ...referenceFaults(html), ...labelFaults(html)];
}

const voids: ReadonlySet<string> = new Set(['meta', 'input', 'br', 'link', 'img', 'hr']);
const withoutStyle = (html: string): string => html.replace(/<style>.*?<\/style>/s, '');

/** Every tag is closed, in the order in which it was opened. */
function nestingFaults(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, slash, name = '', rest = ''] of withoutStyle(html).matchAll(
    /<(\/?)([a-z0-9]+)((?:[^<>"]|"[^"]*")*)>/g,
  )) {
    if (slash === '/') {
      const expected = open.pop();
      if (expected !== name) faults.push(`</${name}> closes <${expected}>`);
    } else if (!voids.has(name)) open.push(name);
    if (/=[^"\s]/.test(rest.replace(/"[^"]*"/g, '""')))
      faults.push(`<${name}> has an attribute without quotation marks`);
  }
  const stray = withoutStyle(html).replace(/<!doctype html>|<(\/?)([a-z0-9]+)((?:[^<>"]|"[^"]*")*)>/g, '');
  if (/[<>]/.test(stray)) faults.push('a stray < or >');
  return [...faults, ...open.map((name) => `<${name}> is not closed`)];
}

/** An id stands once, and whoever names one finds it. */
function referenceFaults(html: string): string[] {
  const ids = valuesOf(html, 'id');
  const named = [
    ...valuesOf(html, 'for'),
    ...valuesOf(html, 'aria-describedby').flatMap((list) => list.split(' ')),
    ...valuesOf(html, 'href').flatMap((href) => (href.startsWith('#') ? [href.slice(1)] : [])),
  ];
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${id} stands twice`),
    ...named.filter((id) => !ids.includes(id)).map((id) => `nothing has the id ${id}`),
  ];
}

/** Every field has a label: around it or by its id. */
function labelFaults(html: string): string[] {
  const labelled = new Set(valuesOf(html, 'for'));
  const outside = html.replace(/<label(?:[^<>"]|"[^"]*")*>.*?<\/label>/gs, (label) =>
    /<(?:input|select)/.test(label) ? '' : label,
  );
  return [...outside.matchAll(/<(?:input|select)((?:[^<>"]|"[^"]*")*)>/g)]
    .map(([, attributes = '']) => attributes)
    .filter((attributes) => !attributes.includes('type="hidden"'))
    .filter((attributes) => !labelled.has(/ id="([^"]*)"/.exec(attributes)?.[1] ?? ''))
    .map((attributes) => `a field without a label:${attributes}`);
}

const valuesOf = (html: string, attribute: string): string[] =>
  [...withoutStyle(html).matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
