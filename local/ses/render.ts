import { AwsError } from '../aws-error.ts';

/**
 * Fills `{{name}}` and `{{a.b}}` from the template data. Values are not escaped, as on SES. A name without a value makes
 * the rendering fail, which SES tells by an event and not by an error; blocks (`{{#…}}`) are refused.
 */
export function render(template: string, data: unknown): Rendered {
  if (/\{\{[#/>^!&{]/.test(template)) {
    throw new AwsError('BadRequestException', 'Template: only simple substitution {{name}} is emulated');
  }
  let missing: string | undefined;
  const text = template.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (_all, name: string) => {
    const value = name.split('.').reduce(memberOf, data);
    if (value === undefined || value === null) missing ??= name;
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  });
  return missing === undefined ? { text } : { text, missing };
}

/** Template data: a JSON object as text. */
export function readTemplateData(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    throw new AwsError('BadRequestException', 'TemplateData: is not valid JSON');
  }
}

export interface Rendered {
  readonly text: string;
  /** The first name that has no value. */
  readonly missing?: string;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
