import type { Branch } from './execution.ts';
import { checkNumber, type NumberRange } from './fields.ts';
import { dataLimitExceeded, EvaluationError, wrongType } from './failure.ts';
import { exceedsBytes, type Json, jsonText } from './json.ts';
import { MAX_DATA_BYTES } from './limits.ts';
import { type ScopeExtras, StateScope } from './state-scope.ts';
import type { Template } from './template.ts';
import type { Turn } from './turn.ts';

/** Evaluates fields of one state at one point of its life. Throws EvaluationError and StateError. */
export class FieldEvaluator {
  private readonly scope: StateScope;
  private readonly branch: Branch;

  constructor(turn: Turn, branch: Branch, extras?: ScopeExtras) {
    this.scope = new StateScope(turn, branch, extras);
    this.branch = branch;
  }

  value(template: Template): Json | Promise<Json> {
    return template.constant === undefined ? template.render(this.scope) : template.constant;
  }

  /** The field's value, or the fallback without such a field; within the quota for a payload. */
  async payload(template: Template | undefined, fallback: Json): Promise<Json> {
    if (template === undefined) return fallback;
    const value = await this.value(template);
    if (exceedsBytes(value, MAX_DATA_BYTES)) throw dataLimitExceeded(this.branch.state);
    return value;
  }

  async number(template: Template | undefined, range: NumberRange): Promise<number | undefined> {
    if (template === undefined) return undefined;
    const value = await this.value(template);
    if (typeof value !== 'number') throw wrongType('number', value, sourceOf(template));
    const problem = checkNumber(value, range);
    if (problem === undefined) return value;
    throw new EvaluationError(
      `The JSONata expression '${sourceOf(template).source}' specified for the field '${template.location}' ` +
        `returned a value that is not valid: it ${problem} but was: ${jsonText(value)}`,
      template.location,
    );
  }

  async string(template: Template | undefined): Promise<string | undefined> {
    if (template === undefined) return undefined;
    const value = await this.value(template);
    if (typeof value !== 'string') throw wrongType('string', value, sourceOf(template));
    return value;
  }

  async boolean(template: Template): Promise<boolean> {
    const value = await this.value(template);
    if (typeof value !== 'boolean') throw wrongType('boolean', value, sourceOf(template));
    return value;
  }
}

/** The expression and place of a field, for error texts. */
export function sourceOf(template: Template): { source: string; location: string } {
  return { source: template.source ?? '', location: template.location };
}
