import { Match } from 'aws-cdk-lib/assertions';
import { functionFolders } from '#infra/permissions';
import { pascalCase } from '#infra/names';
import { allowedActions, statementsOf } from './support/policies.ts';
import { keptStage, stacksOf } from './support/stacks.ts';

const originationIdentityArn = `arn:aws:sms-voice:us-east-1:000000000000:phone-number/phone-${'0a'.repeat(16)}`;
const endUserMessaging = { textProvider: 'end-user-messaging', originationIdentityArn };

const bySns = stacksOf({ stage: 'local', context: { originationNumber: '+12025550199' } });
const byEum = stacksOf({
  stage: 'local',
  context: { ...endUserMessaging, originationNumber: '+12025550199' },
});

const sendText = (stacks: typeof bySns) => ({
  statements: statementsOf(stacks.workflows, 'SendText'),
  environment: Object.values(
    stacks.workflows.findResources('AWS::Lambda::Function', {
      Properties: { FunctionName: 'alongside-local-send-text' },
    }),
  )[0]?.['Properties'].Environment.Variables as Record<string, unknown>,
});

describe('texts through SNS', () => {
  const { statements, environment } = sendText(bySns);

  test('may go to any phone number and to no topic', () => {
    const onSns = statements.filter(({ actions }) => actions.includes('sns:Publish'));

    expect(onSns).toEqual([
      expect.objectContaining({ effect: 'Allow', resources: ['*'] }),
      expect.objectContaining({ effect: 'Deny', resources: [expect.stringContaining(':sns:*:*:*')] }),
    ]);
    expect(allowedActions(statements, 'sms-voice')).toEqual([]);
  });

  test('leave from the number of the stage, and no configuration set is made', () => {
    expect(environment).toMatchObject({ ORIGINATION_NUMBER: '+12025550199', TEXTS_PER_SECOND: '100' });
    expect(environment).not.toHaveProperty('ORIGINATION_IDENTITY');
    bySns.messaging.resourceCountIs('AWS::SMSVOICE::ConfigurationSet', 0);
  });
});

describe('texts through End User Messaging', () => {
  const { statements, environment } = sendText(byEum);

  test('may leave from the one number or pool that is ours, and nothing may be published', () => {
    const onSms = statements.filter(({ actions }) => actions.includes('sms-voice:SendTextMessage'));

    expect(onSms).toEqual([
      expect.objectContaining({
        effect: 'Allow',
        actions: ['sms-voice:SendTextMessage'],
        resources: [originationIdentityArn],
      }),
    ]);
    expect(allowedActions(statements, 'sns')).toEqual([]);
  });

  test('no other function may send them', () => {
    const texting = functionFolders.filter((folder) =>
      [byEum.workflows, byEum.api].some(
        (stack) => allowedActions(statementsOf(stack, pascalCase(folder)), 'sms-voice').length > 0,
      ),
    );

    expect(texting).toEqual(['send-text']);
  });

  test('the sender is told from where, and with which configuration set', () => {
    expect(environment).toMatchObject({
      ORIGINATION_IDENTITY: originationIdentityArn,
      TEXT_CONFIGURATION_SET: 'alongside-local-texts',
    });
    expect(environment).not.toHaveProperty('ORIGINATION_NUMBER');
  });

  test('everything that becomes of them is told to the topic of delivery events', () => {
    byEum.messaging.hasResource('AWS::SMSVOICE::ConfigurationSet', {
      Properties: {
        ConfigurationSetName: 'alongside-local-texts',
        EventDestinations: [
          {
            EventDestinationName: 'delivery-events',
            Enabled: true,
            MatchingEventTypes: ['TEXT_ALL'],
            SnsDestination: { TopicArn: { Ref: Match.stringLikeRegexp('^DeliveryEvents') } },
          },
        ],
      },
      // Or nobody may publish to the topic yet.
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DeliveryEventsPolicy')]),
    });
  });
});

describe('delivery events', () => {
  const publishers = (stacks: typeof bySns): unknown[] =>
    Object.values(stacks.messaging.findResources('AWS::SNS::TopicPolicy'))
      .filter(({ Properties }) => JSON.stringify(Properties.Topics).includes('DeliveryEvents'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Record<string, unknown>[])
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Principal, Condition }) => [Principal, Condition]);
  const smsVoice = [
    { Service: 'sms-voice.amazonaws.com' },
    { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  ];
  const ses = [{ Service: 'ses.amazonaws.com' }, expect.anything()];

  test('may be published by SES, and by End User Messaging where texts leave through it', () => {
    expect(publishers(bySns)).toEqual([ses]);
    expect(publishers(byEum)).toEqual(expect.arrayContaining([ses, smsVoice]));
    expect(publishers(byEum)).toHaveLength(2);
  });

  test('of emails are delivery, bounce, complaint and reject: nobody is watched while they read', () => {
    bySns.messaging.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'],
        SnsDestination: { TopicARN: { Ref: Match.stringLikeRegexp('^DeliveryEvents') } },
      },
    });
  });

  test('reach the queue as they are, and their reader may send nothing', () => {
    bySns.messaging.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RawMessageDelivery: true,
      TopicArn: { Ref: Match.stringLikeRegexp('^DeliveryEvents') },
      Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeliveryEventsQueue'), 'Arn'] },
    });
    const reader = statementsOf(byEum.workflows, 'ReceiveDeliveryEvents');
    expect(['sns', 'ses', 'sms-voice'].flatMap((service) => allowedActions(reader, service))).toEqual([]);
    expect(allowedActions(reader, 'dynamodb').toSorted()).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem']);
  });

  test('may be encrypted by those who publish them, for us only', () => {
    byEum.data.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: ['ses.amazonaws.com', 'sms-voice.amazonaws.com'] },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  test('an email to the coordinators that came back rings, since no task can tell', () => {
    bySns.workflows.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'alongside-local-coordinator-emails-lost',
      MetricName: 'CoordinatorEmailsLost',
      Dimensions: Match.arrayWith([{ Name: 'function', Value: 'receive-delivery-events' }]),
    });
  });
});

describe('the settings', () => {
  const { stage, context } = keptStage;

  test('name what End User Messaging needs', () => {
    expect(() => stacksOf({ stage, context: { ...context, textProvider: 'end-user-messaging' } })).toThrow(
      'setting "originationIdentityArn" is missing',
    );
  });

  test.each([
    ['originationIdentityArn', '+12025550199'],
    ['textProvider', 'carrier-pigeon'],
    ['textsPerSecond', 0],
  ])('refuse a wrong %s', (name, value) => {
    expect(() => stacksOf({ stage, context: { ...context, [name]: value } })).toThrow(
      `setting "${name}" is not valid`,
    );
  });

  test('let one text leave a second where nothing else is said', () => {
    const kept = stacksOf(keptStage);

    kept.workflows.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'alongside-production-send-text',
      Environment: { Variables: Match.objectLike({ TEXTS_PER_SECOND: '1' }) },
    });
  });
});
