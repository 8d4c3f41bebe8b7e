import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { FunctionFolder } from './permissions.ts';
import type { Settings } from './settings.ts';

/** What every construct of ours stands on; a stack hands it on unchanged. */
export interface Foundation {
  readonly settings: Settings;
  readonly sources: Sources;
  /** Where an alarm goes that a person must hear of. */
  readonly alarmTopic: ITopic;
  readonly table: Table;
  /** Encrypts the table, the inbound texts and the alarms. */
  readonly key: IKey;
  readonly mail: { readonly identity: string; readonly configurationSet: string };
}

/** Where the app's own files come from. Both throw an error that names the missing file. */
export interface Sources {
  readonly code: (folder: FunctionFolder) => Code;
  /** The text of `workflows/<name>.asl.json`. */
  readonly definition: (name: string) => string;
}
