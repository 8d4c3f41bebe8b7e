import { compileTemplate, type Template, TemplateSyntaxError } from './template.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** A definition that cannot be run. The message names the state and the field. */
export class InvalidDefinition extends Error {
  override name = 'InvalidDefinition';
}

/** Reads the fields of one JSON object of a definition; every complaint says where in the definition it is. */
export class Fields {
  readonly object: JsonObject;
  readonly where: string;
  private readonly prefix: string;

  /** `where` introduces messages (`State "Ask"`), `prefix` is the path of the object within that state, if any. */
  constructor(object: JsonObject, where: string, prefix = '') {
    this.object = object;
    this.where = where;
    this.prefix = prefix;
  }

  fail(field: string, problem: string): never {
    throw new InvalidDefinition(`${this.where}: field "${this.prefix}${field}": ${problem}`);
  }

  has(field: string): boolean {
    return this.object[field] !== undefined;
  }

  /** A nested object, read with the same introduction. */
  nested(field: string): Fields | undefined {
    const value = this.object[field];
    if (value === undefined) return undefined;
    if (!isObject(value)) this.fail(field, 'must be an object');
    return new Fields(value, this.where, `${this.prefix}${field}/`);
  }

  list(field: string): Fields[] {
    const value = this.object[field] ?? [];
    if (!Array.isArray(value)) this.fail(field, 'must be an array');
    return value.map((item, index) => {
      if (!isObject(item)) this.fail(`${field}[${index}]`, 'must be an object');
      return new Fields(item, this.where, `${this.prefix}${field}[${index}]/`);
    });
  }

  string(field: string): string | undefined {
    const value = this.object[field];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      return this.fail(field, 'must be a non-empty string');
    }
    return value;
  }

  requiredString(field: string): string {
    return this.string(field) ?? this.fail(field, 'is missing');
  }

  strings(field: string): string[] {
    const value = this.object[field];
    if (value === undefined) this.fail(field, 'is missing');
    if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) {
      this.fail(field, 'must be a non-empty array of strings');
    }
    return value;
  }

  number(field: string, range: NumberRange): number | undefined {
    const value = this.object[field];
    if (value === undefined) return undefined;
    const problem = checkNumber(value, range);
    return problem === undefined ? (value as number) : this.fail(field, problem);
  }

  /** Any JSON with expressions in it. */
  template(field: string): Template | undefined {
    const value = this.object[field];
    if (value === undefined) return undefined;
    try {
      return compileTemplate(value, this.prefix + field);
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      throw new InvalidDefinition(`${this.where}: field "${error.location}": ${error.message}`);
    }
  }

  /** An expression, or a constant that passes the check (which gives a complaint or undefined). */
  checkedTemplate(field: string, check: (value: Json) => string | undefined): Template | undefined {
    const template = this.template(field);
    if (template === undefined || template.source !== undefined) return template;
    const problem = template.constant === undefined ? undefined : check(template.constant);
    return problem === undefined ? template : this.fail(field, `${problem}, or a {% JSONata %} expression`);
  }

  /** An expression or a number. */
  numberTemplate(field: string, range: NumberRange): Template | undefined {
    return this.checkedTemplate(field, (value) => checkNumber(value, range));
  }
}

export interface NumberRange {
  min: number;
  max: number;
  integer: boolean;
}

/** A complaint about the value, or undefined if it is a number in the range. */
export function checkNumber(value: Json, { min, max, integer }: NumberRange): string | undefined {
  const fits =
    typeof value === 'number' && value >= min && value <= max && (!integer || Number.isInteger(value));
  return fits ? undefined : `must be ${integer ? 'an integer' : 'a number'} from ${min} to ${max}`;
}
