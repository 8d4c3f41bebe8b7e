import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../aws-service.ts';
import { LOWER_HEX, stableId } from '../template/physical-name.ts';
import type { DeployedResource, Deployment } from '../template/deployment.ts';
import { DEFAULT_LIST } from './opt-outs.ts';
import { isPhoneNumber } from './phone-number.ts';

/**
 * What texts can come from: the numbers and pools of the template. Numbers are mostly bought outside of it, after weeks
 * of registration, so a number, id or ARN that the template does not know is taken for one that the account has.
 */
export function originatorsOf(deployment: Deployment): Originators {
  const numbers = deployment.ofType('AWS::SMSVOICE::PhoneNumber').map(numberOf);
  refuseTwins(numbers);
  const byName = new Map(numbers.flatMap((number) => number.names.map((name) => [name, number])));
  for (const resource of deployment.ofType('AWS::SMSVOICE::Pool')) {
    const pool = poolOf(resource, byName);
    for (const name of pool.names) byName.set(name, pool);
  }
  const [first] = numbers;
  return {
    default: first ?? {
      ...BOUGHT_ELSEWHERE,
      arn: arnOf('phone-number', 'phone-local'),
      phoneNumber: SHARED_NUMBER,
    },
    find: (identity) => byName.get(identity) ?? boughtElsewhere(identity),
    inTemplate: (phoneNumber) => numbers.find((number) => number.phoneNumber === phoneNumber),
  };
}

export interface Originators {
  /** Where the sender names none: the first number of the template, else a fictional one. */
  readonly default: Originator;
  /** By number, id or ARN; undefined for what cannot be one. */
  find(identity: string): Originator | undefined;
  /** The number of the template, with its settings. */
  inTemplate(phoneNumber: string): Originator | undefined;
}

export interface Originator {
  readonly arn: string;
  /** A pool sends from its first number. */
  readonly phoneNumber: string;
  readonly optOutList: string;
  /** False: AWS answers STOP, HELP and START itself. */
  readonly selfManagedOptOuts: boolean;
  /** What AWS answers itself, by keyword, where the template says it. */
  readonly replies: Readonly<Record<string, string>>;
  /** Where texts to the number are published. */
  readonly inboundTopicArn?: string | undefined;
}

interface Named extends Originator {
  readonly names: readonly string[];
}

/** What texts come from when nobody names a number. Fictional, as all 555-01xx numbers. */
export const SHARED_NUMBER = '+12065550100';

/** With numbers from outside, opt-outs are taken for self-managed: the programme must act on every STOP. */
const BOUGHT_ELSEWHERE = { optOutList: DEFAULT_LIST, selfManagedOptOuts: true, replies: {} };

const flag = z.stringbool().or(z.boolean()).default(false);
const keyword = z.object({ Message: z.string().optional() }).optional();
const settings = z.object({
  OptOutListName: z.string().default(DEFAULT_LIST),
  SelfManagedOptOutsEnabled: flag,
  MandatoryKeywords: z.object({ HELP: keyword, STOP: keyword }).optional(),
  TwoWay: z.object({ Enabled: flag, ChannelArn: z.string().optional() }).optional(),
});
const pool = settings.extend({ OriginationIdentities: z.array(z.string()).min(1) });

/** Made-up numbers are few: two logical ids may come to the same one. */
function refuseTwins(numbers: readonly Originator[]): void {
  const twin = numbers.find(({ phoneNumber }, at) =>
    numbers.slice(0, at).some((other) => other.phoneNumber === phoneNumber),
  );
  if (twin === undefined) return;
  throw new Error(`two phone numbers of the template are ${twin.phoneNumber} here. Change a logical id`);
}

function numberOf(resource: DeployedResource): Named {
  const { PhoneNumber: phoneNumber = '', PhoneNumberId: id = '', Arn: arn = '' } = resource.attributes;
  return { names: [phoneNumber, id, arn], arn, phoneNumber, ...settingsOf(read(settings, resource)) };
}

function poolOf(resource: DeployedResource, numbers: ReadonlyMap<string, Originator>): Named {
  const asked = read(pool, resource);
  const { PoolId: id = '', Arn: arn = '' } = resource.attributes;
  const [first = ''] = asked.OriginationIdentities;
  const number = numbers.get(first) ?? boughtElsewhere(first);
  if (number === undefined) throw new Error(`${resource.logicalId}: ${first} is no origination identity`);
  return { names: [id, arn], arn, phoneNumber: number.phoneNumber, ...settingsOf(asked) };
}

function settingsOf({ OptOutListName, SelfManagedOptOutsEnabled, ...given }: z.output<typeof settings>) {
  const replies = Object.entries(given.MandatoryKeywords ?? {}).flatMap(([word, said]) =>
    said?.Message === undefined ? [] : [[word, said.Message] as const],
  );
  return {
    optOutList: OptOutListName.split('/').at(-1) ?? DEFAULT_LIST,
    selfManagedOptOuts: SelfManagedOptOutsEnabled,
    replies: Object.fromEntries(replies),
    inboundTopicArn: given.TwoWay?.Enabled === true ? given.TwoWay.ChannelArn : undefined,
  };
}

function boughtElsewhere(identity: string): Originator | undefined {
  if (isPhoneNumber(identity)) {
    const id = stableId({ stack: 'bought', logicalId: identity }, { length: 32, alphabet: LOWER_HEX });
    return { ...BOUGHT_ELSEWHERE, arn: arnOf('phone-number', `phone-${id}`), phoneNumber: identity };
  }
  const [, kind, id] =
    /^(?:arn:aws:sms-voice:[^:]+:\d{12}:(?:phone-number|pool)\/)?(phone|pool)-([0-9a-f]{32})$/.exec(
      identity,
    ) ?? [];
  if (kind === undefined || id === undefined) return undefined;
  const arn = arnOf(kind === 'pool' ? 'pool' : 'phone-number', `${kind}-${id}`);
  return { ...BOUGHT_ELSEWHERE, arn, phoneNumber: SHARED_NUMBER };
}

function read<S extends z.ZodType>(schema: S, resource: DeployedResource): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId}: ${z.prettifyError(parsed.error)}`);
}

const arnOf = (kind: string, id: string) =>
  `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${kind}/${id}`;
