import { readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCloud, type Cloud } from '#local/cloud';

/**
 * The process that the crash test kills: plays a plan on the embedded cloud, going on after the last step that was
 * done. Every step may run twice, as its author (a carrier, a coordinator) may repeat it. At the end it prints the
 * final state, without the ids that differ from run to run.
 */
const [dataFolder, templatesFile, planFile] = process.argv.slice(2);
if (dataFolder === undefined || templatesFile === undefined || planFile === undefined) {
  throw new Error('usage: crash-scenario.ts DATA_FOLDER TEMPLATES_FILE PLAN_FILE');
}

export interface Plan {
  /** Epoch milliseconds. */
  readonly startAt: number;
  readonly steps: readonly Step[];
}

export type Step = { readonly at: number; readonly phone: string } & (
  | { readonly do: 'enrol'; readonly language: 'en' | 'es' }
  | { readonly do: 'check-in'; readonly cycle: number }
  | { readonly do: 'reply'; readonly body: string; readonly messageId: string }
  | { readonly do: 'nothing' }
);

const plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
const templates = JSON.parse(readFileSync(templatesFile, 'utf8')) as Record<string, unknown>;
const cloud = await startCloud({ templates, dataFolder, startAt: plan.startAt, logSink: () => undefined });
const { accessToken } = await cloud.signIn.issueToken({ username: cloud.signIn.users[0]?.username ?? '' });
process.stdout.write('working\n');

const progressFile = join(dataFolder, 'progress');
const done = existsSync(progressFile) ? Number(readFileSync(progressFile, 'utf8')) : 0;
for (const [index, step] of plan.steps.entries()) {
  if (index < done) continue;
  await cloud.clock.advance(Math.max(plan.startAt + step.at - cloud.clock.now(), 0));
  await perform(step);
  await cloud.clock.settle();
  writeFileSync(`${progressFile}.new`, String(index + 1));
  renameSync(`${progressFile}.new`, progressFile);
}
const ended = await finalState(cloud);
await cloud.stop();
process.stdout.write(`${JSON.stringify(ended)}\n`);

async function perform(step: Step): Promise<void> {
  if (step.do === 'enrol') {
    const body = { name: 'Robin', phone: step.phone, language: step.language, consentedToTexts: true };
    const { status } = await api('POST', '/participants', body);
    if (status !== 201 && status !== 409) throw new Error(`enrol: ${status}`);
  } else if (step.do === 'check-in') {
    const { participantId } = await participantOf(step.phone);
    // A second start of the same cycle would be a new cycle: look first, as a coordinator would.
    const { body } = await api('GET', `/participants/${participantId}/check-ins`);
    if (rows(body).length >= step.cycle) return;
    const { status } = await api('POST', `/participants/${participantId}/check-ins`);
    if (status !== 202 && status !== 409) throw new Error(`check-in: ${status}`);
  } else if (step.do === 'reply') {
    await cloud.sms.receiveText({ from: step.phone, body: step.body, inboundMessageId: step.messageId });
  }
}

async function participantOf(phone: string): Promise<{ participantId: string }> {
  for (const row of await everyParticipant())
    if (row['phone'] === phone) return { participantId: String(row['participantId']) };
  throw new Error('nobody has that number');
}

async function everyParticipant(): Promise<Row[]> {
  const found: Row[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api('GET', `/participants?limit=100${cursor}`);
    found.push(...rows(body));
    if (body['nextCursor'] === undefined) return found;
    cursor = `&cursor=${encodeURIComponent(String(body['nextCursor']))}`;
  }
}

async function finalState({ sms, ses, stepFunctions, sqs }: Cloud): Promise<unknown> {
  const people: Record<string, unknown> = {};
  for (const { participantId, phone } of await everyParticipant()) {
    const { body } = await api('GET', `/participants/${String(participantId)}/check-ins`);
    people[String(phone)] = {
      checkIns: rows(body).map(({ cycle, state, reply, lateReply }) => ({
        cycle,
        state,
        reply: score(reply),
        late: score(lateReply),
      })),
      texts: sms
        .outbox()
        .filter(({ to }) => to === phone)
        .map(({ body: text, at }) => `${at} ${text}`),
      runs: stepFunctions
        .runs()
        .filter(({ execution }) => execution.name.startsWith(String(participantId)))
        .map(
          ({ execution }) =>
            `${execution.name.slice(-4)} ${execution.status} ${String(outcomeOf(execution.output))}`,
        )
        .sort(),
    };
  }
  const { body } = await api('GET', '/tasks?limit=100');
  return {
    people: Object.fromEntries(Object.entries(people).sort(([a], [b]) => (a < b ? -1 : 1))),
    tasks: rows(body)
      .map(({ kind }) => String(kind))
      .sort(),
    mails: ses.mailbox().length,
    deadLetters: sqs
      .queues()
      .filter(({ name }) => name.endsWith('dlq'))
      .map(({ name, visible, inFlight }) => `${name} ${visible + inFlight}`),
  };
}

type Row = Record<string, unknown>;

function rows(body: Row): Row[] {
  return body['items'] as Row[];
}

function score(reply: unknown): unknown {
  return (reply as { score?: number } | undefined)?.score;
}

function outcomeOf(output: unknown): unknown {
  return (output as { outcome?: string } | undefined)?.outcome;
}

async function api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Row }> {
  const response = await fetch(`${cloud.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Row };
}
