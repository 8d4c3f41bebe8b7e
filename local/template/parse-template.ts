import { inside, TemplateError, type Place } from './template-error.ts';

/** Checks the outer shape of a template; intrinsics inside stay as they are. Throws `TemplateError`. */
export function parseTemplate(stack: string, template: unknown): ParsedTemplate {
  const root: Place = { stack, path: [] };
  if (!isObject(template)) {
    throw new TemplateError(root, 'the template is not a JSON object. Give the synthesized template itself');
  }
  if (template['Transform'] !== undefined) {
    throw new TemplateError(
      inside(root, 'Transform'),
      'transforms run only on AWS. Synthesize a template without them',
    );
  }
  if (!isObject(template['Resources'])) {
    throw new TemplateError(
      inside(root, 'Resources'),
      'is missing or not an object. Every template needs Resources',
    );
  }
  return {
    stack,
    parameters: section(template, 'Parameters', root),
    mappings: section(template, 'Mappings', root),
    conditions: objectOrEmpty(template['Conditions'], inside(root, 'Conditions')),
    resources: new Map(
      Object.entries(template['Resources']).map(([id, resource]) => [id, parseResource(stack, id, resource)]),
    ),
    outputs: section(template, 'Outputs', root),
  };
}

export interface ParsedTemplate {
  readonly stack: string;
  readonly parameters: Readonly<Record<string, JsonObject>>;
  readonly mappings: Readonly<Record<string, JsonObject>>;
  readonly conditions: JsonObject;
  readonly resources: ReadonlyMap<string, ParsedResource>;
  readonly outputs: Readonly<Record<string, JsonObject>>;
}

export interface ParsedResource {
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseResource(stack: string, id: string, resource: unknown): ParsedResource {
  const place: Place = { stack, resource: id, path: [] };
  if (!isObject(resource)) {
    throw new TemplateError(place, 'is not an object. A resource is {"Type": …, "Properties": …}');
  }
  const { Type: type, Condition: condition, DependsOn: dependsOn } = resource;
  if (typeof type !== 'string' || type === '') {
    throw new TemplateError(
      inside(place, 'Type'),
      'is missing. Name the resource type, e.g. AWS::SQS::Queue',
    );
  }
  if (condition !== undefined && typeof condition !== 'string') {
    throw new TemplateError(inside(place, 'Condition'), 'is not the name of a condition');
  }
  return {
    type,
    properties: objectOrEmpty(resource['Properties'], inside(place, 'Properties')),
    metadata: objectOrEmpty(resource['Metadata'], inside(place, 'Metadata')),
    condition,
    dependsOn: names(dependsOn, inside(place, 'DependsOn')),
  };
}

function names(value: unknown, place: Place): readonly string[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((name) => {
    if (typeof name !== 'string') throw new TemplateError(place, 'is not a logical id or a list of them');
    return name;
  });
}

function section(template: JsonObject, name: string, root: Place): Record<string, JsonObject> {
  const entries = Object.entries(objectOrEmpty(template[name], inside(root, name)));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, objectOrEmpty(value, inside(root, name, key))]),
  );
}

function objectOrEmpty(value: unknown, place: Place): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TemplateError(place, 'is not an object');
  return value;
}
