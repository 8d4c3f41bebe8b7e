import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import { evaluateCondition, resolveValue, type AttributeTarget, type Scope } from './intrinsics.ts';
import { isObject, type ParsedResource, type ParsedTemplate } from './parse-template.ts';
import { generatedName, stableUuid } from './physical-name.ts';
import { RESOURCE_TYPES, type Facts, type ResourceType } from './resource-types.ts';
import { inside, TemplateError, type Place } from './template-error.ts';

/** One stack's template as something to refer to: names, attributes, parameters, conditions, mappings. */
export class StackScope implements Scope {
  readonly #template: ParsedTemplate;
  readonly #world: World;
  readonly #conditions = new Map<string, boolean | 'evaluating'>();
  /** Names being worked out, to find a name that needs itself. */
  readonly #naming: string[] = [];

  constructor(template: ParsedTemplate, world: World) {
    this.#template = template;
    this.#world = world;
  }

  /** Whether the resource's condition lets it exist. */
  exists(logicalId: string): boolean {
    const condition = this.#template.resources.get(logicalId)?.condition;
    const place: Place = { stack: this.#template.stack, resource: logicalId, path: ['Condition'] };
    return condition === undefined || this.condition(condition, place);
  }

  ref(logicalId: string, place: Place): unknown {
    if (logicalId.startsWith('AWS::')) return this.#pseudo(logicalId, place);
    const parameter = this.#template.parameters[logicalId];
    if (parameter !== undefined) return this.#parameter(logicalId, place);
    const resource = this.#resource(logicalId, place);
    return this.#named(logicalId, () => {
      const facts = this.facts(logicalId);
      return (RESOURCE_TYPES[resource.type]?.ref ?? nameOf)(facts);
    });
  }

  attribute({ logicalId, attribute }: AttributeTarget, place: Place): string {
    const { type } = this.#resource(logicalId, place);
    const known = this.typeOf(logicalId).attributes ?? {};
    const rule = known[attribute];
    if (rule === undefined) {
      const names = Object.keys(known).join(', ') || 'none';
      throw new TemplateError(
        place,
        `${logicalId} (${type}) has no attribute ${attribute} here. Known: ${names}; add it to resource-types.ts`,
      );
    }
    return this.#named(logicalId, () => rule(this.facts(logicalId)));
  }

  condition(name: string, place: Place): boolean {
    const known = this.#conditions.get(name);
    if (known === 'evaluating') throw new TemplateError(place, `condition ${name} depends on itself`);
    if (known !== undefined) return known;
    const definition = this.#template.conditions[name];
    if (definition === undefined) {
      throw new TemplateError(place, `there is no condition ${name}. Add it under Conditions`);
    }
    this.#conditions.set(name, 'evaluating');
    const at: Place = { stack: this.#template.stack, path: ['Conditions', name] };
    const holds = evaluateCondition(definition, at, this);
    this.#conditions.set(name, holds);
    return holds;
  }

  mapping([map, top, second]: readonly [string, string, string], place: Place): unknown {
    const entry = this.#template.mappings[map]?.[top];
    const value = isObject(entry) ? entry[second] : undefined;
    if (value === undefined)
      throw new TemplateError(place, `there is no ${map}.${top}.${second} under Mappings`);
    return value;
  }

  imported(exportName: string, place: Place): unknown {
    return this.#world.imported(exportName, place);
  }

  /** The rules of the resource's type. Throws `TemplateError` for a type this cloud does not know. */
  typeOf(logicalId: string): ResourceType {
    const type = this.#template.resources.get(logicalId)?.type ?? '';
    const rules = RESOURCE_TYPES[type];
    if (rules !== undefined) return rules;
    throw new TemplateError(
      { stack: this.#template.stack, resource: logicalId, path: ['Type'] },
      `the embedded cloud does not know ${type}. Add a row to local/template/resource-types.ts: its Ref and ` +
        'attributes and, if it means nothing on one machine, why (notEmulated)',
    );
  }

  facts(logicalId: string): Facts {
    const { stack, resources } = this.#template;
    const properties = resources.get(logicalId)?.properties ?? {};
    const place: Place = { stack, resource: logicalId, path: ['Properties'] };
    const optional = (property: string): string | undefined => {
      const value = resolveValue(properties[property], inside(place, property), this);
      if (value === undefined || typeof value === 'string') return value;
      throw new TemplateError(inside(place, property), 'is not a text');
    };
    const required = (property: string): string => {
      const value = optional(property);
      if (value === undefined) throw new TemplateError(inside(place, property), 'is missing');
      return value;
    };
    const rule = this.typeOf(logicalId).name;
    const name = (rule && optional(rule.property)) ?? this.#defaultName(logicalId);
    return { stack, logicalId, name, port: this.#world.port, required, optional };
  }

  #defaultName(logicalId: string): string {
    const { stack, resources } = this.#template;
    const suffix = resources.get(logicalId)?.properties['FifoQueue'] === true ? '.fifo' : '';
    const limit = RESOURCE_TYPES[resources.get(logicalId)?.type ?? '']?.name?.limit ?? 64;
    return generatedName({ stack, logicalId }, limit - suffix.length) + suffix;
  }

  #resource(logicalId: string, place: Place): ParsedResource {
    const resource = this.#template.resources.get(logicalId);
    if (resource === undefined) {
      throw new TemplateError(
        place,
        `refers to ${logicalId}, which is neither a resource nor a parameter of stack ${this.#template.stack}. ` +
          'Correct the name or add the resource',
      );
    }
    if (!this.exists(logicalId)) {
      throw new TemplateError(
        place,
        `refers to ${logicalId}, which condition ${resource.condition} leaves out`,
      );
    }
    this.typeOf(logicalId);
    this.#world.referred(place, { stack: this.#template.stack, logicalId });
    return resource;
  }

  #named<T>(logicalId: string, work: () => T): T {
    const start = this.#naming.indexOf(logicalId);
    if (start >= 0) {
      const chain = [...this.#naming.slice(start), logicalId].join(' → ');
      throw new TemplateError(
        { stack: this.#template.stack, resource: logicalId, path: ['Properties'] },
        `its name depends on itself: ${chain}. Name one of them with a plain text`,
      );
    }
    this.#naming.push(logicalId);
    try {
      return work();
    } finally {
      this.#naming.pop();
    }
  }

  #pseudo(name: string, place: Place): unknown {
    const { stack } = this.#template;
    switch (name) {
      case 'AWS::Region':
        return LOCAL_REGION;
      case 'AWS::AccountId':
        return LOCAL_ACCOUNT;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stack;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${LOCAL_REGION}:${LOCAL_ACCOUNT}:stack/${stack}/${stableUuid({ stack, logicalId: '' })}`;
      case 'AWS::NotificationARNs':
        return [];
      case 'AWS::NoValue':
        return undefined;
      default:
        throw new TemplateError(place, `${name} is not a pseudo parameter`);
    }
  }

  #parameter(name: string, place: Place): unknown {
    const { Type: type, Default: fallback } = this.#template.parameters[name] ?? {};
    const value = this.#world.parameter(name) ?? fallback;
    if (typeof type === 'string' && type.startsWith('AWS::SSM::') && value === fallback) {
      throw new TemplateError(place, `parameter ${name} is read from SSM on AWS. Give its value at start`);
    }
    if (value === undefined) {
      throw new TemplateError(
        place,
        `parameter ${name} has no value. Give it a Default, or a value at start`,
      );
    }
    const isList = typeof type === 'string' && (type.startsWith('List<') || type === 'CommaDelimitedList');
    return isList && typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  }
}

/** What lies outside one stack. */
export interface World {
  readonly port: number;
  parameter(name: string): string | undefined;
  imported(exportName: string, place: Place): unknown;
  /** Told of every reference, to find circles. */
  referred(from: Place, to: { stack: string; logicalId: string }): void;
}

const nameOf = (facts: Facts) => facts.name;
