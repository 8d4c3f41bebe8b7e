import type { DeployedResource, Deployment } from './deployment.ts';
import { resolveValue } from './intrinsics.ts';
import { isObject, parseTemplate, type ParsedTemplate } from './parse-template.ts';
import { ReferenceGraph } from './reference-order.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { StackScope, type World } from './stack-scope.ts';
import { withDefinition } from './state-machine-definition.ts';
import { inside, TemplateError, type Place } from './template-error.ts';

/**
 * What CloudFormation would have created from these templates, with every reference filled in. The same templates
 * give the same names and ARNs at every start. Throws `TemplateError` for what could not be deployed, or not run here.
 */
export function loadTemplates({ templates, port, stage, parameters = {} }: LoadOptions): LoadedDeployment {
  const parsed = Object.entries(templates).map(([stack, template]) => parseTemplate(stack, template));
  const given = stage === undefined ? parameters : { Stage: stage, ...parameters };
  const assembly = new Assembly(parsed, { port, parameter: (name) => given[name] });
  const outputs = assembly.outputs();
  const resources = assembly.resources();
  assembly.refuseCircles();
  refuseSameNames(resources);
  return {
    resources,
    outputs,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    notEmulated: notEmulatedLines(resources),
  };
}

export interface LoadOptions {
  /** Template JSON by stack name. */
  readonly templates: Readonly<Record<string, unknown>>;
  /** The port of the embedded cloud; queue URLs and the API's endpoint point there. */
  readonly port: number;
  /** The value of a template parameter called `Stage`. */
  readonly stage?: string;
  /** Values of template parameters by name, for all stacks. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface LoadedDeployment extends Deployment {
  /** One line for each type without local meaning, with the reason. */
  readonly notEmulated: readonly string[];
  /** Values of the templates' Outputs, by stack and output name. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Export {
  readonly stack: string;
  readonly value: unknown;
}

/** All stacks of one app, which may import each other's outputs. */
class Assembly {
  readonly #templates: readonly ParsedTemplate[];
  readonly #scopes = new Map<string, StackScope>();
  readonly #exports = new Map<string, Export>();
  readonly #resourceGraph = new ReferenceGraph();
  readonly #stackGraph = new ReferenceGraph();

  constructor(templates: readonly ParsedTemplate[], { port, parameter }: Pick<World, 'port' | 'parameter'>) {
    this.#templates = templates;
    const world: World = {
      port,
      parameter,
      imported: (name, place) => this.#imported(name, place),
      referred: (from, to) => {
        if (from.resource === undefined) return;
        this.#resourceGraph.add(`${from.stack}.${from.resource}`, `${to.stack}.${to.logicalId}`);
      },
    };
    for (const template of templates) this.#scopes.set(template.stack, new StackScope(template, world));
    for (const template of templates) this.#collectExports(template);
  }

  outputs(): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
      this.#templates.map((template) => {
        const scope = this.#scope(template.stack);
        const values = Object.entries(this.#activeOutputs(template)).map(([name, output]) => [
          name,
          resolveValue(output['Value'], outputPlace(template.stack, name, 'Value'), scope),
        ]);
        return [template.stack, Object.fromEntries(values)];
      }),
    );
  }

  resources(): DeployedResource[] {
    return this.#templates.flatMap((template) =>
      [...template.resources.keys()]
        .filter((logicalId) => this.#scope(template.stack).exists(logicalId))
        .map((logicalId) => this.#deploy(template, logicalId)),
    );
  }

  refuseCircles(): void {
    const between = this.#stackGraph.circle();
    if (between !== undefined) {
      throw new TemplateError(
        { stack: between[0] ?? '', path: [] },
        `stacks import from each other in a circle: ${between.join(' → ')}. Move one of the shared resources`,
      );
    }
    const circle = this.#resourceGraph.circle();
    if (circle === undefined) return;
    const [stack = '', resource = ''] = circle[0]?.split('.') ?? [];
    throw new TemplateError(
      { stack, resource, path: [] },
      `resources depend on each other in a circle: ${circle.join(' → ')}. ` +
        'Build one of the ARNs from a name instead of referring to the resource',
    );
  }

  #deploy(template: ParsedTemplate, logicalId: string): DeployedResource {
    const { stack, resources } = template;
    const scope = this.#scope(stack);
    const { type, properties, metadata, dependsOn } = resources.get(logicalId)!;
    const place: Place = { stack, resource: logicalId, path: ['Properties'] };
    const rules = scope.typeOf(logicalId);
    for (const other of dependsOn) {
      if (!resources.has(other)) {
        throw new TemplateError(
          { ...place, path: ['DependsOn'] },
          `there is no resource ${other} in stack ${stack}. Correct the name`,
        );
      }
      this.#resourceGraph.add(`${stack}.${logicalId}`, `${stack}.${other}`);
    }
    const resolved = resolveValue(properties, place, scope);
    if (!isObject(resolved)) throw new TemplateError(place, 'is not an object');
    const facts = scope.facts(logicalId);
    const attributes = Object.entries(rules.attributes ?? {}).map(([name, rule]) => [name, rule(facts)]);
    return {
      stack,
      logicalId,
      type,
      physicalId: rules.ref?.(facts) ?? facts.name,
      attributes: Object.fromEntries(attributes),
      properties: type === 'AWS::StepFunctions::StateMachine' ? withDefinition(resolved, place) : resolved,
      metadata,
    };
  }

  #imported(name: string, place: Place): unknown {
    const exported = this.#exports.get(name);
    if (exported === undefined) {
      const known = [...this.#exports.keys()].join(', ') || 'none';
      throw new TemplateError(place, `no stack exports ${name} (exports: ${known}). Load that stack as well`);
    }
    if (exported.stack !== place.stack) this.#stackGraph.add(place.stack, exported.stack);
    return resolveValue(exported.value, place, this.#scope(exported.stack));
  }

  #collectExports(template: ParsedTemplate): void {
    const { stack } = template;
    for (const [output, { Value: value, Export: declared }] of Object.entries(
      this.#activeOutputs(template),
    )) {
      if (!isObject(declared)) continue;
      const place = outputPlace(stack, output, 'Export');
      const name = resolveValue(declared['Name'], inside(place, 'Name'), this.#scope(stack));
      if (typeof name !== 'string') throw new TemplateError(inside(place, 'Name'), 'is not a text');
      const other = this.#exports.get(name);
      if (other !== undefined) {
        throw new TemplateError(place, `stack ${other.stack} exports ${name} too. Names are used once`);
      }
      this.#exports.set(name, { stack, value });
    }
  }

  #activeOutputs({ stack, outputs }: ParsedTemplate): ParsedTemplate['outputs'] {
    const active = Object.entries(outputs).filter(
      ([name, { Condition: condition }]) =>
        typeof condition !== 'string' ||
        this.#scope(stack).condition(condition, outputPlace(stack, name, 'Condition')),
    );
    return Object.fromEntries(active);
  }

  #scope(stack: string): StackScope {
    return this.#scopes.get(stack)!;
  }
}

function refuseSameNames(resources: readonly DeployedResource[]): void {
  const owners = new Map<string, DeployedResource>();
  for (const resource of resources) {
    const { stack, logicalId, physicalId, attributes } = resource;
    const identity = attributes['Arn'] ?? physicalId;
    if (!identity.startsWith('arn:')) continue;
    const other = owners.get(identity);
    if (other !== undefined) {
      throw new TemplateError(
        { stack, resource: logicalId, path: [] },
        `has the same name as ${other.logicalId} of stack ${other.stack} (${identity}). Rename one of them`,
      );
    }
    owners.set(identity, resource);
  }
}

const outputPlace = (stack: string, output: string, field: string): Place => ({
  stack,
  path: ['Outputs', output, field],
});

function notEmulatedLines(resources: readonly DeployedResource[]): string[] {
  const found = new Map<string, { count: number; reason: string }>();
  for (const { type, properties } of resources) {
    const given = RESOURCE_TYPES[type]?.notEmulated;
    const reason = typeof given === 'function' ? given(properties) : given;
    if (reason !== undefined) found.set(type, { count: (found.get(type)?.count ?? 0) + 1, reason });
  }
  return [...found].map(([type, { count, reason }]) => `not emulated: ${type} (${count}): ${reason}`);
}
