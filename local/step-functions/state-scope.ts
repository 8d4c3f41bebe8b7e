import type { Branch, Execution } from './execution.ts';
import type { Json, JsonObject } from './json.ts';
import type { Scope } from './scope.ts';
import type { Turn } from './turn.ts';

/** What the expressions of a state see at one point of its life. */
export class StateScope implements Scope {
  readonly input: Json;
  readonly now: number;
  readonly random: () => number;
  private readonly turn: Turn;
  private readonly branch: Branch;
  private readonly more: ScopeExtras;
  private states: JsonObject | undefined;

  constructor(turn: Turn, branch: Branch, more: ScopeExtras = {}) {
    this.turn = turn;
    this.branch = branch;
    this.more = more;
    this.input = branch.input;
    this.now = turn.now;
    this.random = turn.random;
  }

  lookup(name: string): Json | undefined {
    if (name === 'states') return (this.states ??= this.buildStates());
    for (let at: Branch | undefined = this.branch; at; at = this.turn.parent(at)) {
      if (Object.hasOwn(at.variables, name)) return at.variables[name];
      // An iteration of a distributed Map is an execution of its own.
      if (at.lastOwnEventId !== undefined) return undefined;
    }
    return undefined;
  }

  private buildStates(): JsonObject {
    const { result, errorOutput } = this.more;
    return {
      input: this.input,
      ...(result !== undefined && { result }),
      ...(errorOutput !== undefined && { errorOutput }),
      context: this.buildContext(),
    };
  }

  private buildContext(): JsonObject {
    const { execution } = this.turn;
    const item = this.more.item ?? this.itemInReach();
    return {
      Execution: executionContext(execution),
      State: {
        Name: this.branch.state,
        EnteredTime: new Date(this.branch.enteredTime).toISOString(),
        RetryCount: this.branch.retryCount,
      },
      StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineName },
      ...(this.more.token !== undefined && { Task: { Token: this.more.token } }),
      ...(item && { Map: { Item: { ...item } } }),
    };
  }

  private itemInReach(): Branch['item'] {
    for (let at: Branch | undefined = this.branch; at; at = this.turn.parent(at)) if (at.item) return at.item;
    return undefined;
  }
}

export interface ScopeExtras {
  result?: Json;
  errorOutput?: Json;
  token?: string;
  item?: NonNullable<Branch['item']>;
}

function executionContext(execution: Execution): JsonObject {
  return {
    Id: execution.arn,
    Input: execution.input,
    Name: execution.name,
    RoleArn: execution.roleArn,
    StartTime: new Date(execution.startTime).toISOString(),
    RedriveCount: execution.redriveCount,
    ...(execution.redriveTime !== undefined && {
      RedriveTime: new Date(execution.redriveTime).toISOString(),
    }),
  };
}
