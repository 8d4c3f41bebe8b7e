/** A template that cannot run here. The message names the stack, the resource, the field, and what to change. */
export class TemplateError extends Error {
  constructor(place: Place, problem: string) {
    super(`${describePlace(place)}: ${problem}`);
    this.name = 'TemplateError';
  }
}

/** Where in the templates something stands. */
export interface Place {
  readonly stack: string;
  /** Logical id; absent for parameters, conditions and outputs. */
  readonly resource?: string;
  readonly path: readonly (string | number)[];
}

export const inside = (place: Place, ...steps: readonly (string | number)[]): Place => ({
  ...place,
  path: [...place.path, ...steps],
});

function describePlace({ stack, resource, path }: Place): string {
  const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return [
    `stack ${stack}`,
    ...(resource === undefined ? [] : [`resource ${resource}`]),
    ...(field === '' ? [] : [field.replace(/^\./, '')]),
  ].join(', ');
}
