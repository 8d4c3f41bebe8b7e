import { advance } from './advance.ts';
import type { StateMachine } from './definition.ts';
import type { Effect, Execution, Signal, TaskRequest } from './execution.ts';
import type { HistoryEvent } from './history.ts';
import type { Json } from './json.ts';
import { nextDeadline, startExecution } from './lifecycle.ts';

/**
 * Runs an execution to its end in virtual time: waits, back-offs and timeouts take none. Whoever runs the tasks says
 * when each of them answers. Throws what `runTask` throws.
 */
export async function simulate(machine: StateMachine, setup: Simulation): Promise<Simulated> {
  const startTime = setup.startTime ?? DEFAULT_START;
  const { between = (execution) => execution, random = seededChance() } = setup;
  let execution = startExecution(machine, { ...IDENTITY, input: setup.input, startTime, ...setup.identity });
  const history: HistoryEvent[] = [];
  const answers: Answer[] = [];
  let now = startTime;
  let signal: Signal = { type: 'start' };
  for (;;) {
    const step = await advance(machine, execution, { signal, now, random });
    execution = between(step.execution);
    history.push(...step.events);
    for (const effect of step.effects)
      for (const answer of answersTo(effect, setup, now)) insert(answers, answer);
    const deadline = nextDeadline(execution);
    if (deadline === undefined) return { execution, history };
    const answer = answers[0] && answers[0].at < deadline ? answers.shift() : undefined;
    signal = answer?.signal ?? { type: 'time' };
    now = Math.max(now, answer?.at ?? deadline);
  }
}

export interface Simulation {
  input: Json;
  runTask: TaskRunner;
  startTime?: number;
  random?: () => number;
  identity?: Partial<typeof IDENTITY>;
  /** Gets the execution between two steps and gives the one to go on with: the place to store and reload it. */
  between?: (execution: Execution) => Execution;
}

export interface Simulated {
  execution: Execution;
  history: HistoryEvent[];
}

/** What a task answers, and how long after it was scheduled; nothing at all if it never does. */
export type TaskRunner = (request: TaskRequest) => { afterMs?: number; signal: Signal }[];

/** What the execution, its state machine and role are called when nobody says otherwise. */
export const IDENTITY = {
  arn: 'arn:aws:states:us-east-1:000000000000:execution:state-machine:execution',
  name: 'execution',
  stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:state-machine',
  stateMachineName: 'state-machine',
  roleArn: 'arn:aws:iam::000000000000:role/state-machine',
};

const DEFAULT_START = Date.UTC(2026, 0, 1);

interface Answer {
  at: number;
  signal: Signal;
}

function answersTo(effect: Effect, { runTask }: Simulation, now: number): Answer[] {
  if (effect.type !== 'runTask') return [];
  return runTask(effect).map(({ afterMs = 0, signal }) => ({ at: now + afterMs, signal }));
}

/** Keeps the answers in the order in which they come; those of the same time in the order in which they were given. */
function insert(answers: Answer[], answer: Answer): void {
  let place = answers.length;
  while (place > 0 && answers[place - 1]!.at > answer.at) place--;
  answers.splice(place, 0, answer);
}

/** Chance that is the same in every run. */
function seededChance(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
