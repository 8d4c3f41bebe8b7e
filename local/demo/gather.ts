import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Crisis } from '#shared/contracts/crisis';
import type { Disclosure } from '#shared/contracts/disclosure';
import type { InboundText } from '#shared/contracts/inbound-text';
import type { Journey } from '#shared/contracts/journey';
import type { Mentor } from '#shared/contracts/mentor';
import type { Message } from '#shared/contracts/message';
import type { Couple } from '#shared/contracts/pairing';
import type { Release } from '#shared/contracts/release';
import type { Participant } from '#shared/contracts/participant';
import type { Task } from '#shared/contracts/task';
import type { Records } from '#shared/ports/records';
import type { Cloud } from '../cloud.ts';
import type { Parting } from './parting.ts';

/** All that a played programme left behind, read through the real store. */
export interface Gathered {
  readonly participants: readonly Participant[];
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly couples: readonly Couple[];
  readonly mentors: readonly Mentor[];
  readonly checkIns: readonly CheckIn[];
  /** To participants, mentors and coordinators. */
  readonly messages: readonly Message[];
  readonly inbound: readonly InboundText[];
  readonly crises: readonly Crisis[];
  readonly disclosures: readonly Disclosure[];
  readonly releases: readonly Release[];
  readonly tasks: readonly Task[];
  readonly partings: readonly Parting[];
}

/** The store of a running cloud, with the right to see everything. */
export function recordsOf(cloud: Cloud): Records {
  const [table] = cloud.deployment.ofType('AWS::DynamoDB::Table');
  if (!table) throw new Error('the template has no table');
  const credentials = cloud.iam.accessKeys.operator;
  return dynamoRecords(table.physicalId, { region: 'us-east-1', endpoint: cloud.url, credentials });
}

/** What no list of the store tells afterwards: who was seen open, since closed tasks and crises are on none, and who parted. */
export interface Known {
  readonly taskIds: Iterable<string>;
  readonly crisisIds: Iterable<string>;
  readonly partings: readonly Parting[];
}

/** Reads everything. */
export async function gather(cloud: Cloud, known: Known): Promise<Gathered> {
  const records = recordsOf(cloud);
  const participants = await all((cursor) => records.list('participants', { limit: 100, cursor }));
  const couples = await all((cursor) => records.list('couples', { limit: 100, cursor }));
  const mentors = await all((cursor) => records.list('mentors', { limit: 100, cursor }));
  const openTasks = await all((cursor) => records.list('open-tasks', { limit: 100, cursor }));
  const openCrises = await all((cursor) => records.list('open-crises', { limit: 100, cursor }));
  const people = participants.map(({ participantId }) => participantId);
  const recipients = [...people, ...mentors.map(({ mentorId }) => mentorId), 'coordinator'];
  const journeys = await present(people.map((id) => records.get('journey', id)));
  const taskIds = new Set([...openTasks.map(({ taskId }) => taskId), ...known.taskIds]);
  const crisisIds = new Set([...openCrises.map(({ crisisId }) => crisisId), ...known.crisisIds]);
  return {
    participants,
    partings: known.partings,
    couples,
    mentors,
    journeys: new Map(journeys.map((journey) => [journey.participantId, journey])),
    checkIns: (
      await Promise.all(
        people.map((id) => all((cursor) => records.listOf('check-in', id, { limit: 100, cursor }))),
      )
    ).flat(),
    messages: (
      await Promise.all(
        recipients.map((id) => all((cursor) => records.listOf('message', id, { limit: 100, cursor }))),
      )
    ).flat(),
    releases: (
      await Promise.all(
        people.map((id) => all((cursor) => records.listOf('release', id, { limit: 100, cursor }))),
      )
    ).flat(),
    disclosures: (
      await Promise.all(
        people.map((id) => all((cursor) => records.listOf('disclosure', id, { limit: 100, cursor }))),
      )
    ).flat(),
    inbound: await present(cloud.sms.received().map(({ id }) => records.get('inbound-text', id))),
    tasks: await present([...taskIds].map((id) => records.get('task', id))),
    crises: await present([...crisisIds].map((id) => records.get('crisis', id))),
  };
}

async function all<Row>(
  page: (cursor: string | undefined) => Promise<{ items: readonly Row[]; nextCursor?: string }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    rows.push(...items);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return rows;
}

async function present<Row>(reads: readonly Promise<Row | undefined>[]): Promise<Row[]> {
  const rows = await Promise.all(reads);
  return rows.filter((row): row is Awaited<Row> & Row => row !== undefined);
}
