import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { HourlyRun } from '../constructs/hourly-run.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/service-function.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { Foundation } from '../foundation.ts';
import { stateMachineArn } from '../permission-statements.ts';
import type { FunctionFolder } from '../permissions.ts';
import { physicalName } from '../settings.ts';
import { stackProps } from '../stack-props.ts';
import { workflowFunctions } from '../definitions/workflow-functions.ts';
import { receiveTimeout } from './messaging-stack.ts';

type StepFolder = (typeof workflowFunctions)['check-in'][number];

/** The check-in cycle: its state machine, its steps, the texts that answer it, and the sweep that finds the lost. */
export class WorkflowsStack extends Stack {
  private readonly foundation: Foundation;

  constructor(app: App, foundation: Foundation, inboundTexts: Queue) {
    const { settings } = foundation;
    super(app, 'Workflows', stackProps(settings, 'workflows', 'The check-in cycle and its functions'));
    this.foundation = foundation;

    const workflow = this.addCheckIn();
    this.addReceiver(inboundTexts);
    this.addSweep();

    new CfnOutput(this, 'CheckInStateMachineArn', { value: workflow.stateMachine.stateMachineArn });
  }

  private addCheckIn(): Workflow {
    const texts = this.texting();
    const steps: Record<StepFolder, Pick<ServiceFunctionProps, 'failureMeans' | 'environment'>> = {
      'ask-check-in': {
        failureMeans: 'A participant does not get the question of a check-in.',
        environment: texts,
      },
      'nudge-check-in': {
        failureMeans: 'A participant who has not answered yet is not reminded.',
        environment: texts,
      },
      'close-check-in': {
        failureMeans: 'A check-in that nobody answered is not marked as missed, so nobody follows it up.',
      },
      'hand-over': {
        failureMeans: 'A coordinator does not learn that a check-in needs a person.',
        environment: this.mailing(),
      },
    };
    return new Workflow(this, {
      name: 'check-in',
      functions: workflowFunctions['check-in'].map((folder) =>
        this.addFunction({ folder, ...steps[folder] }),
      ),
      failureMeans:
        'A check-in stopped half-way: its participant may be waiting for a text that does not come.',
      foundation: this.foundation,
    });
  }

  private addReceiver(inboundTexts: Queue): void {
    const receiver = this.addFunction({
      folder: 'receive-sms',
      failureMeans: 'Texts from participants are not read; they wait in the queue and are tried again.',
      timeout: receiveTimeout,
    });
    receiver.lambda.addEventSource(
      new SqsEventSource(inboundTexts, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
  }

  private addSweep(): void {
    const sweep = this.addFunction({
      folder: 'sweep-check-ins',
      failureMeans: 'Check-ins that were lost on the way are not found and handed to a person.',
      environment: { ...this.checkInArn(), ...this.mailing() },
    });
    new HourlyRun(this, 'HourlySweep', {
      target: sweep,
      failureMeans: 'The hourly search for lost check-ins did not start.',
      foundation: this.foundation,
    });
  }

  private addFunction(props: Omit<ServiceFunctionProps, 'foundation'> & { folder: FunctionFolder }) {
    return new ServiceFunction(this, { ...props, foundation: this.foundation });
  }

  /** By name: as a reference it would close the circle function → machine → role → function. */
  private checkInArn(): Record<string, string> {
    const name = physicalName(this.foundation.settings, 'check-in');
    return { CHECK_IN_STATE_MACHINE_ARN: stateMachineArn(this, name) };
  }

  private texting(): Record<string, string> {
    const { originationNumber, programmeName } = this.foundation.settings;
    return {
      PROGRAMME_NAME: programmeName,
      ...(originationNumber === undefined ? {} : { ORIGINATION_NUMBER: originationNumber }),
    };
  }

  private mailing(): Record<string, string> {
    const { mailFrom, coordinatorEmail, programmeName, consoleUrl } = this.foundation.settings;
    return {
      MAIL_FROM: mailFrom,
      COORDINATOR_EMAIL: coordinatorEmail,
      PROGRAMME_NAME: programmeName,
      CONSOLE_URL: consoleUrl,
    };
  }
}
