import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** How long a failure may go unnoticed. */
export const alarmPeriod = Duration.minutes(5);

/** What an alarm watches, and the sentence that it says. */
export interface FailureAlarmProps {
  readonly alarmName: string;
  readonly metric: IMetric;
  /** What the failure means for people, as a sentence: whoever is woken reads this first. */
  readonly failureMeans: string;
  /** Fires at this value; 1 when left out. */
  readonly threshold?: number;
  readonly alarmTopic: ITopic;
}

/** An alarm that fires on the first failure of a period and tells a person what it means. Silence is health. */
export class FailureAlarm extends Construct {
  constructor(scope: Construct, id: string, props: FailureAlarmProps) {
    super(scope, id);
    if (!/^[A-Z].{10,}\.$/.test(props.failureMeans)) {
      throw new Error(
        `${props.alarmName}: failureMeans must be a sentence about people, ending in a full stop`,
      );
    }

    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.alarmName,
      alarmDescription: props.failureMeans,
      metric: props.metric,
      threshold: props.threshold ?? 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.alarmTopic));
  }
}
