import * as z from 'zod';

/** A state machine, or one branch of a Parallel, or what a Map does with an item. */
export interface StateMachineDefinition {
  readonly QueryLanguage?: string | undefined;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** One state, as far as the house rules look at it. */
export type State = z.infer<typeof stateSchema>;

/** Reads a definition as far as the house rules look at it; throws when it is not even that. */
export const parseDefinition = (text: string): StateMachineDefinition =>
  definitionSchema.parse(JSON.parse(text));

/** Every state by its name, at any depth. Names are unique within a file. */
export const allStates = (definition: StateMachineDefinition): [name: string, state: State][] =>
  Object.entries(definition.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...innerMachines(state).flatMap(allStates),
  ]);

/** The states that no path from the start leads to, at any depth. */
export function unreachableStates(definition: StateMachineDefinition): string[] {
  const reached = new Set<string>();
  const toVisit = [definition.StartAt];
  for (let name = toVisit.pop(); name !== undefined; name = toVisit.pop()) {
    const state = definition.States[name];
    if (state === undefined || reached.has(name)) continue;
    reached.add(name);
    toVisit.push(...successors(state));
  }
  const here = Object.keys(definition.States).filter((name) => !reached.has(name));
  return [...here, ...Object.values(definition.States).flatMap(innerMachines).flatMap(unreachableStates)];
}

const successors = ({ Next, Default, Catch = [], Choices = [] }: State): string[] =>
  [Next, Default, ...[...Catch, ...Choices].map((rule) => rule.Next)].filter((name) => name !== undefined);

const innerMachines = ({ Branches = [], ItemProcessor }: State): StateMachineDefinition[] =>
  ItemProcessor === undefined ? Branches : [...Branches, ItemProcessor];

const errorRule = z.looseObject({
  ErrorEquals: z.array(z.string()).default([]),
  Next: z.string().optional(),
});

const stateSchema = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string().optional() })).optional(),
  Retry: z.array(errorRule).optional(),
  Catch: z.array(errorRule).optional(),
  TimeoutSeconds: z.unknown().optional(),
  QueryLanguage: z.string().optional(),
  Arguments: z.unknown().optional(),
  Output: z.unknown().optional(),
  get Branches() {
    return z.array(definitionSchema).optional();
  },
  get ItemProcessor() {
    return definitionSchema.optional();
  },
});

const definitionSchema: z.ZodType<StateMachineDefinition> = z.looseObject({
  QueryLanguage: z.string().optional(),
  StartAt: z.string(),
  States: z.record(
    z.string(),
    z.lazy(() => stateSchema),
  ),
});
