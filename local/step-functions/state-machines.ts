import { AwsError } from '../aws-error.ts';
import type { Deployment } from '../template/deployment.ts';
import { InvalidDefinition, parseStateMachine } from './parse-state-machine.ts';
import type { StateMachine } from './definition.ts';

/** The state machines of the template, checked and compiled. Throws naming resource, state and field of a bad one. */
export class StateMachines {
  readonly #byArn = new Map<string, DeployedMachine>();

  constructor(deployment: Deployment) {
    for (const resource of deployment.ofType('AWS::StepFunctions::StateMachine')) {
      const { StateMachineName, RoleArn, DefinitionString, StateMachineType } = resource.properties;
      const arn = resource.physicalId;
      const name = String(StateMachineName ?? arn.split(':').at(-1));
      if (StateMachineType !== undefined && StateMachineType !== 'STANDARD') {
        throw new Error(
          `${resource.stack}/${resource.logicalId}: only STANDARD state machines run here, not ${String(StateMachineType)}`,
        );
      }
      const definition = String(DefinitionString);
      this.#byArn.set(arn, {
        arn,
        name,
        roleArn: String(RoleArn),
        definition,
        machine: compile(name, definition),
      });
    }
  }

  all(): readonly DeployedMachine[] {
    return [...this.#byArn.values()];
  }

  /** Throws StateMachineDoesNotExist. Takes an ARN with a version or alias too. */
  get(arn: string): DeployedMachine {
    const machine = this.#byArn.get(arn.split(':').slice(0, 7).join(':'));
    if (machine !== undefined) return machine;
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
}

export interface DeployedMachine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly definition: string;
  readonly machine: StateMachine;
}

function compile(name: string, definition: string): StateMachine {
  try {
    return parseStateMachine(definition);
  } catch (error) {
    if (error instanceof InvalidDefinition)
      throw new InvalidDefinition(`State machine "${name}": ${error.message}`);
    throw error;
  }
}
