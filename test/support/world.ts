import { readFileSync } from 'node:fs';
import { startCloud, type Cloud, type CloudOptions } from '#local/cloud';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { sfnWaitingSteps, sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import type { Journey } from '#shared/contracts/journey';
import type { Mentor } from '#shared/contracts/mentor';
import type { Participant } from '#shared/contracts/participant';
import type { Task } from '#shared/contracts/task';
import { checkInIdOf } from '#shared/contracts/ids';
import { newJourney } from '#shared/domain/journey';
import type { Clock } from '#shared/ports/clock';
import type { Records } from '#shared/ports/records';
import type { WaitingSteps, Workflows } from '#shared/ports/workflows';
import type { AwsClientConfig } from '#shared/runtime/platform';
import { beginLoop } from '#shared/steps/begin-loop';
import { put } from '#shared/steps/change-row';
import { aParticipant } from './builders.ts';
import { aMentor } from './mentors.ts';
import { TEMPLATES_FILE } from './templates-file.ts';
import { recordCoverage } from './workflow-coverage.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Tuesday in the United States: ten in the morning in New York. */
export const START = Date.UTC(2026, 10, 24, 15);

/** What the ARN of every state machine begins with. */
export const MACHINES = 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-local-';

/** The synthesized templates; a copy, so that a test may spoil it. */
export function theTemplates(): Record<string, CloudTemplate> {
  return JSON.parse(readFileSync(TEMPLATES_FILE, 'utf8')) as Record<string, CloudTemplate>;
}

export interface CloudTemplate {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** A running programme: the embedded cloud with time standing still, and the words that tests need to act in it. */
export async function aWorld(options: Partial<CloudOptions> = {}): Promise<World> {
  const reports: string[] = [];
  const logs: string[] = [];
  const record = recordCoverage(expect.getState().testPath ?? '');
  const cloud = await startCloud({
    templates: theTemplates(),
    startAt: START,
    report: (line) => reports.push(line),
    logSink: (line) => logs.push(line),
    ...options,
    observe: (observation) => {
      record(observation);
      options.observe?.(observation);
    },
  });
  const aws = { region: 'us-east-1', endpoint: cloud.url, credentials: cloud.iam.accessKeys.operator };
  const deps = {
    records: dynamoRecords(tableNameOf(cloud), aws),
    workflows: sfnWorkflows(aws, MACHINES),
    steps: sfnWaitingSteps(aws),
    clock: { now: () => new Date(cloud.clock.now()) },
  };
  const now = (): string => deps.clock.now().toISOString();
  let accessToken: string | undefined;
  const signedIn = async (): Promise<string> => (accessToken ??= await coordinatorToken(cloud));

  async function api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const response = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await signedIn()}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as ApiAnswer['body']) };
  }

  async function reply(phone: string, body: string, inboundMessageId?: string): Promise<void> {
    await cloud.sms.receiveText({
      from: phone,
      body,
      ...(inboundMessageId !== undefined && { inboundMessageId }),
    });
    await cloud.clock.settle();
  }

  async function loop(participantId: string): Promise<void> {
    await beginLoop(deps, participantId);
    await cloud.clock.settle();
  }

  return {
    ...deps,
    cloud,
    aws,
    reports,
    logs,
    api,
    async given({ participant = {}, journey = {} }) {
      const who = aParticipant({
        timeZone: 'America/New_York',
        schedule: { weekday: 'tuesday', time: '10:05' },
        texts: { state: 'given', at: now() },
        createdAt: now(),
        ...participant,
      });
      const { participantId, phone } = who;
      const begun: Journey = { ...newJourney(participantId, deps.clock.now()), state: 'waiting', ...journey };
      const outcome = await deps.records.write([
        put('participant', who, 0),
        put('journey', begun, 0),
        put('phone-claim', { phone, holderId: participantId }, 0),
      ]);
      if (outcome !== 'written') throw new Error(`somebody is there already: ${participantId}`);
      return who;
    },
    async givenMentor(fields = {}) {
      const mentor = aMentor({ createdAt: now(), updatedAt: now(), ...fields });
      const { mentorId, email, phone } = mentor;
      const outcome = await deps.records.write([
        put('mentor', mentor, 0),
        put('email-claim', { email, mentorId }, 0),
        ...(phone === undefined ? [] : [put('phone-claim', { phone, holderId: mentorId }, 0)]),
      ]);
      if (outcome !== 'written') throw new Error(`somebody is there already: ${mentorId}`);
      return mentor;
    },
    beginLoop: loop,
    async ask(participantId) {
      await loop(participantId);
      await cloud.clock.advance(5 * MINUTE);
      return checkInIdOf(participantId, 1);
    },
    reply,
    async answer(phone, ...bodies) {
      for (const body of bodies) {
        await cloud.clock.advance(MINUTE);
        await reply(phone, body);
      }
    },
    textsTo: (phone) =>
      cloud.sms
        .outbox()
        .filter(({ to }) => to === phone)
        .map(({ body }) => body),
    run(name) {
      const found = cloud.stepFunctions.runs().find(({ execution }) => execution.name === name);
      if (found === undefined) throw new Error(`no execution is called ${name}`);
      const states = cloud.stepFunctions
        .history(found.execution.arn)
        .flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
      return { ...found.execution, states };
    },
    runNames: () => cloud.stepFunctions.runs().map(({ execution }) => execution.name),
    async tasks() {
      const { items } = await deps.records.list('open-tasks', { limit: 100 });
      return items.map(({ kind, reason, participantId, checkInId, state }) => ({
        kind,
        state,
        ...(reason !== undefined && { reason }),
        ...(participantId !== undefined && { participantId }),
        ...(checkInId !== undefined && { checkInId }),
      }));
    },
  };
}

export interface World {
  readonly cloud: Cloud;
  /** Who the tests are: the operator, who may do everything. */
  readonly aws: AwsClientConfig;
  readonly records: Records;
  readonly workflows: Workflows;
  readonly steps: WaitingSteps;
  readonly clock: Clock;
  /** What the embedded cloud told its operator. */
  readonly reports: readonly string[];
  /** What the functions logged. */
  readonly logs: readonly string[];
  /** One request to the HTTP API as the demo coordinator. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  /** Somebody who agreed to texts and waits for a mentor, in New York, to be asked on Tuesdays at 10:05: in five minutes. */
  given(rows: { participant?: Partial<Participant>; journey?: Partial<Journey> }): Promise<Participant>;
  givenMentor(fields?: Partial<Mentor>): Promise<Mentor>;
  /** Begins this participant's check-ins: from then on time does the rest. */
  beginLoop(participantId: string): Promise<void>;
  /** Begins them and lets five minutes pass; resolves to the first check-in's id once its question has left. */
  ask(participantId: string): Promise<string>;
  reply(phone: string, body: string, inboundMessageId?: string): Promise<void>;
  /** These texts, a minute apart: nobody reads and answers in less. */
  answer(phone: string, ...bodies: string[]): Promise<void>;
  textsTo(phone: string): string[];
  /** An execution by its name, with the states that it entered. */
  run(
    name: string,
  ): Cloud['stepFunctions'] extends { runs(): readonly (infer R)[] }
    ? (R extends { execution: infer E } ? E : never) & { readonly states: string[] }
    : never;
  runNames(): string[];
  /** What waits for a person, the most urgent first. */
  tasks(): Promise<TaskRow[]>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export type TaskRow = Pick<Task, 'kind' | 'state' | 'reason' | 'participantId' | 'checkInId'>;

/** The table of the running cloud. */
export const tableNameOf = (cloud: Cloud): string =>
  cloud.deployment.ofType('AWS::DynamoDB::Table')[0]?.physicalId ?? '';

/** The AWS settings of a function as it has them on the embedded cloud: its own role's key. */
export function awsOf(cloud: Cloud, folder: string): AwsClientConfig {
  const found = cloud.deployment
    .ofType('AWS::Lambda::Function')
    .find(({ metadata }) => metadata['alongside:folder'] === folder);
  const credentials = cloud.iam.accessKeys.credentialsOf(String(found?.properties['Role']));
  return { region: 'us-east-1', endpoint: cloud.url, credentials };
}

async function coordinatorToken({ signIn }: Cloud): Promise<string> {
  const coordinator = signIn.users.find((user) => user.groups.includes('coordinator'));
  if (coordinator === undefined) throw new Error('no demo user is a coordinator');
  return (await signIn.issueToken({ username: coordinator.username })).accessToken;
}
