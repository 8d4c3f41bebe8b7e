import type { Stack } from 'aws-cdk-lib';
import type { Foundation } from './foundation.ts';
import { stateMachineArnPrefix } from './permission-statements.ts';
import type { Permissions } from './permissions.ts';

/**
 * The variables that go with a function's permissions: whoever may do a thing is told where. The names are those of
 * `shared/runtime/environment.ts`.
 */
export function functionEnvironment(
  stack: Stack,
  permitted: Permissions,
  foundation: Foundation,
): Record<string, string> {
  const { settings, table, outbound, linkKey } = foundation;
  const usesWorkflows = (permitted.starts ?? permitted.watches) !== undefined;
  const knowsLinks = permitted.signsLinks === true || permitted.verifiesLinks === true;
  return {
    TABLE_NAME: table.tableName,
    STAGE: settings.stage,
    TRACING: settings.tracing,
    PROGRAMME_NAME: settings.programmeName,
    TIME_ZONE: settings.timeZone,
    ...(usesWorkflows && { STATE_MACHINE_ARN_PREFIX: stateMachineArnPrefix(stack, settings) }),
    ...(permitted.plans && {
      TEXT_QUEUE_URL: outbound.text.queueUrl,
      TEXT_QUEUE_ARN: outbound.text.queueArn,
      EMAIL_QUEUE_URL: outbound.email.queueUrl,
      EMAIL_QUEUE_ARN: outbound.email.queueArn,
      SCHEDULER_ROLE_ARN: outbound.schedulerRole.roleArn,
      SCHEDULE_GROUP: outbound.scheduleGroup,
    }),
    // Whoever speaks to participants says where to ask.
    ...((permitted.sendsTexts === true || permitted.verifiesLinks === true) && {
      SUPPORT_PHONE: settings.supportPhone,
    }),
    ...(permitted.sendsTexts && textEnvironment(foundation)),
    ...(permitted.sendsEmail && {
      MAIL_FROM: settings.mailFrom,
      COORDINATOR_EMAIL: settings.coordinatorEmail,
      COORDINATOR_LANGUAGE: settings.coordinatorLanguage,
      CONSOLE_URL: settings.consoleUrl,
    }),
    ...(knowsLinks && { LINK_KEY_ID: linkKey.keyId, PUBLIC_URL: foundation.publicUrl() }),
  };
}

/** The provider of texts: the sender takes End User Messaging where it is told of an origination identity. */
function textEnvironment({ settings, textConfigurationSet }: Foundation): Record<string, string> {
  const { textProvider, originationNumber, originationIdentityArn, textsPerSecond } = settings;
  return {
    TEXTS_PER_SECOND: String(textsPerSecond),
    ...(textProvider === 'sns' &&
      originationNumber !== undefined && { ORIGINATION_NUMBER: originationNumber }),
    ...(textProvider === 'end-user-messaging' &&
      originationIdentityArn !== undefined && { ORIGINATION_IDENTITY: originationIdentityArn }),
    ...(textConfigurationSet !== undefined && { TEXT_CONFIGURATION_SET: textConfigurationSet }),
  };
}
