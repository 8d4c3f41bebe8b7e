import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionFolder } from './permissions.ts';
import type { Settings } from './settings.ts';

/** What every construct of ours stands on; a stack hands it on unchanged. */
export interface Foundation {
  readonly settings: Settings;
  readonly sources: Sources;
  /** Where an alarm goes that a person must hear of. */
  readonly alarmTopic: ITopic;
  readonly table: Table;
  /** Encrypts the table, the texts on their way and the alarms. */
  readonly key: IKey;
  /** Signs the links that act without a login. */
  readonly linkKey: IKey;
  readonly mail: { readonly identity: string; readonly configurationSet: string };
  readonly outbound: Outbound;
  /** What tells about texts that left, where texts leave through End User Messaging. */
  readonly textConfigurationSet: string | undefined;
  /** Where the public pages and the API are; asked for when it is needed, since one stack is made before the other. */
  readonly publicUrl: () => string;
}

/** The way to the two functions that may send. */
export interface Outbound {
  readonly text: Queue;
  readonly email: Queue;
  /** What EventBridge Scheduler may do for us: put a message id into one of the two. */
  readonly schedulerRole: IRole;
  readonly scheduleGroup: string;
}

/** Where the app's own files come from. Both throw an error that names the missing file. */
export interface Sources {
  readonly code: (folder: FunctionFolder) => Code;
  /** The text of `workflows/<name>.asl.json`. */
  readonly definition: (name: string) => string;
}
