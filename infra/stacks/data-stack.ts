import { Stack, type App } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { removalPolicy } from '../removal.ts';
import { physicalName, type Settings } from '../settings.ts';
import { stackProps } from '../stack-props.ts';

/** What is kept about people: the one table, and the keys: of everything that carries a text, and of links. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly key: Key;
  /** Signs the links that act without a login; nobody ever holds it. */
  readonly linkKey: Key;

  constructor(app: App, settings: Settings) {
    super(app, 'Data', stackProps(settings, 'data', 'The table of everything Alongside knows, and its key'));
    this.key = this.createKey(settings);
    this.linkKey = new Key(this, 'LinkKey', {
      alias: physicalName(settings, 'links'),
      description: `Alongside ${settings.stage}: signs links that act without a login`,
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: removalPolicy(settings),
    });
    // Not TableV2: with a key of ours it needs to know the region, and these templates fit any.
    this.table = new Table(this, 'Table', {
      tableName: physicalName(settings, 'data'),
      partitionKey: { name: 'PK', type: AttributeType.STRING },
      sortKey: { name: 'SK', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      // What a person asked us to erase stays recoverable for this long, and no longer.
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 14 },
      deletionProtection: settings.removal === 'retain',
      removalPolicy: removalPolicy(settings),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'GSI1',
      partitionKey: { name: 'GSI1PK', type: AttributeType.STRING },
      sortKey: { name: 'GSI1SK', type: AttributeType.STRING },
    });
  }

  private createKey(settings: Settings): Key {
    const key = new Key(this, 'Key', {
      alias: physicalName(settings, 'data'),
      description: `Alongside ${settings.stage}: the table, inbound texts and alarms`,
      enableKeyRotation: true,
      removalPolicy: removalPolicy(settings),
    });
    // Whoever publishes to an encrypted topic, or delivers to an encrypted queue, needs the key itself. The topics are
    // named here, not referenced: they live in a stack that stands on this one.
    const sourceAccount = { 'aws:SourceAccount': this.account };
    const topics = ['inbound-sms', 'delivery-events'].map((name) =>
      this.formatArn({ service: 'sns', resource: physicalName(settings, name) }),
    );
    allowService(key, 'sms-voice.amazonaws.com', { StringEquals: sourceAccount });
    allowService(key, 'ses.amazonaws.com', { StringEquals: sourceAccount });
    allowService(key, 'sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': topics } });
    // AWS documents no condition that CloudWatch fulfils here; what alarms may reach, their topic's policy says.
    allowService(key, 'cloudwatch.amazonaws.com');
    return key;
  }
}

function allowService(key: Key, service: string, conditions: Record<string, unknown> = {}): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(service)],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions,
    }),
  );
}
