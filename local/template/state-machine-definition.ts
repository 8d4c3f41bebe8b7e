import { isObject } from './parse-template.ts';
import { inside, TemplateError, type Place } from './template-error.ts';

/**
 * A state machine's properties with `DefinitionString` as Step Functions would receive it: `Definition` written out,
 * every `${Placeholder}` of `DefinitionSubstitutions` filled in. Throws `TemplateError` for a placeholder left over.
 */
export function withDefinition(
  properties: Readonly<Record<string, unknown>>,
  place: Place,
): Record<string, unknown> {
  const source = definitionText(properties, place);
  const substitutions = properties['DefinitionSubstitutions'] ?? {};
  if (!isObject(substitutions))
    throw new TemplateError(inside(place, 'DefinitionSubstitutions'), 'is not an object');
  const DefinitionString = source.text.replaceAll(PLACEHOLDER, (placeholder, name: string) => {
    const value = substitutions[name];
    if (value === undefined) {
      const given = Object.keys(substitutions).join(', ') || 'nothing';
      throw new TemplateError(
        inside(place, source.field),
        `${placeholder} is not filled in (given: ${given}). Add it to the definition substitutions, or correct its spelling`,
      );
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new TemplateError(inside(place, 'DefinitionSubstitutions', name), 'is not a text');
    }
    return escapeInJson(String(value));
  });
  return { ...properties, DefinitionString };
}

// JSONata has `${…}` too, to group, but then a key and a colon follow the brace, never a bare name.
const PLACEHOLDER = /\$\{([A-Za-z0-9_-]+)\}/g;

/** What stands inside a JSON text stays valid JSON whatever the value. */
const escapeInJson = (value: string) => JSON.stringify(value).slice(1, -1);

function definitionText(properties: Readonly<Record<string, unknown>>, place: Place) {
  const { DefinitionString: text, Definition: object } = properties;
  if (typeof text === 'string') return { text, field: 'DefinitionString' };
  if (isObject(object)) return { text: JSON.stringify(object), field: 'Definition' };
  throw new TemplateError(
    inside(place, 'DefinitionString'),
    'is missing. Put the definition into the template: DefinitionBody.fromString, not a file asset in S3',
  );
}
