import type { Answer, Stage } from './stage.ts';

/** The fields of the first form of a page as a browser would send them, before anybody fills anything in. */
export function fieldsOf(html: string): Record<string, string[]> {
  const form = /<form\b[\s\S]*?<\/form>/i.exec(html)?.[0] ?? '';
  const fields: Record<string, string[]> = {};
  const add = (name: string | undefined, value: string): void => {
    if (name !== undefined) fields[name] = [...(fields[name] ?? []), value];
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/gi)) {
    const type = attribute(tag, 'type') ?? 'text';
    const isOff = (type === 'checkbox' || type === 'radio') && !/\schecked\b/i.test(tag);
    if (type !== 'submit' && type !== 'button' && !isOff)
      add(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [select] of form.matchAll(/<select\b[\s\S]*?<\/select>/gi)) {
    const options = [...select.matchAll(/<option\b[^>]*>/gi)].map(([tag]) => tag);
    const chosen = options.find((tag) => /\sselected\b/i.test(tag)) ?? options[0];
    if (chosen !== undefined) add(attribute(select, 'name'), attribute(chosen, 'value') ?? '');
  }
  for (const [area] of form.matchAll(/<textarea\b[\s\S]*?<\/textarea>/gi)) add(attribute(area, 'name'), '');
  return fields;
}

/** Opens a page, fills in what is given over what the page holds, and sends its form. */
export async function submitForm(
  stage: Stage,
  url: string,
  filled: Readonly<Record<string, string | readonly string[]>>,
): Promise<Answer> {
  const page = await stage.page(url);
  if (page.status !== 200) throw new Error(`a page that should be there was answered with ${page.status}`);
  return stage.page(url, { ...fieldsOf(page.text), ...filled });
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value
    ?.replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
