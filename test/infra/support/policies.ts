import type { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';

/** One statement of a function's or a machine's role, with everything in lists. */
export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  /** Intrinsics as JSON text, so that a name inside them can be looked for. */
  readonly resources: readonly string[];
  readonly condition: unknown;
}

/** The statements of the role whose logical id starts with `owner`. */
export function statementsOf(stack: Template, owner: string): Statement[] {
  return Object.entries(stack.findResources('AWS::IAM::Policy'))
    .filter(([id]) => owner === everyRole || id.startsWith(`${owner}Role`))
    .flatMap(([, resource]) => policySchema.parse(resource).Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition }) => ({
      effect: Effect,
      actions: [Action].flat(),
      resources: [Resource].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
      condition: Condition,
    }));
}

/** For `statementsOf`: whoever it belongs to. */
export const everyRole = '';

/** What is allowed, as `service:Action`, for one service. */
export const allowedActions = (statements: readonly Statement[], service: string): string[] =>
  statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions }) => actions)
    .filter((action) => action.startsWith(`${service}:`));

const policySchema = z.object({
  Properties: z.object({
    PolicyDocument: z.object({
      Statement: z.array(
        z.object({
          Effect: z.string(),
          Action: z.union([z.string(), z.array(z.string())]),
          Resource: z.unknown(),
          Condition: z.unknown().optional(),
        }),
      ),
    }),
  }),
});
