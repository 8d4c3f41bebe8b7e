import { readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCloud, type Cloud } from '#local/cloud';
import type { Mail } from '#local/ses/mail';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { sfnWorkflows } from '#shared/adapters/aws/sfn-workflows';
import type { WeeklySchedule } from '#shared/contracts/local-time';
import type { Task } from '#shared/contracts/task';
import { newJourney } from '#shared/domain/journey';
import { beginLoop } from '#shared/steps/begin-loop';
import { put } from '#shared/steps/change-row';

/**
 * The process that the crash test kills: plays a plan on the embedded cloud, going on after the last step that was
 * done. Every step may run twice, as its author (a carrier, a coordinator) may repeat it. At the end it prints the
 * final state.
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
  | { readonly do: 'enrol'; readonly language: 'en' | 'es'; readonly schedule: WeeklySchedule }
  | { readonly do: 'reply'; readonly body: string; readonly messageId: string }
  | { readonly do: 'nothing' }
);

const plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
const templates = JSON.parse(readFileSync(templatesFile, 'utf8')) as Record<string, unknown>;
const cloud = await startCloud({ templates, dataFolder, startAt: plan.startAt, logSink: () => undefined });
const aws = { region: 'us-east-1', endpoint: cloud.url, credentials: cloud.iam.accessKeys.operator };
const deps = {
  records: dynamoRecords(cloud.deployment.ofType('AWS::DynamoDB::Table')[0]?.physicalId ?? '', aws),
  workflows: sfnWorkflows(aws, 'arn:aws:states:us-east-1:000000000000:stateMachine:alongside-local-'),
  clock: { now: () => new Date(cloud.clock.now()) },
};
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
  if (step.do === 'enrol') await enrol(step);
  else if (step.do === 'reply')
    await cloud.sms.receiveText({ from: step.phone, body: step.body, inboundMessageId: step.messageId });
}

/** Somebody whose mentor is there: their check-ins begin. Twice is once. */
async function enrol({ phone, language, schedule }: Extract<Step, { do: 'enrol' }>): Promise<void> {
  const participantId = participantIdOf(phone);
  const at = deps.clock.now();
  const participant = {
    participantId,
    name: 'Robin',
    phone,
    language,
    timeZone: 'America/New_York',
    privacyLevel: 'normal' as const,
    sharedPhone: false,
    schedule,
    texts: { state: 'given' as const, at: at.toISOString() },
    consents: [],
    screen: 'clear' as const,
    safetyHold: false,
    profile: {},
    createdAt: at.toISOString(),
  };
  await deps.records.write([
    put('participant', participant, 0),
    put('journey', { ...newJourney(participantId, at), state: 'waiting' }, 0),
    put('phone-claim', { phone, holderId: participantId }, 0),
  ]);
  await beginLoop(deps, participantId);
}

function participantIdOf(phone: string): string {
  return `p-crash${phone.slice(-4)}`;
}

async function finalState({ sms, ses, stepFunctions, sqs }: Cloud): Promise<unknown> {
  const people: Record<string, unknown> = {};
  const phones = plan.steps.flatMap((step) => (step.do === 'enrol' ? [step.phone] : []));
  for (const phone of phones) {
    const participantId = participantIdOf(phone);
    const { items } = await deps.records.listOf('check-in', participantId, { limit: 100 });
    const journey = await deps.records.get('journey', participantId);
    people[phone] = {
      checkIns: items.map(({ cycle, state, answers, lateAnswers }) => ({
        cycle,
        state,
        // In a fixed order: a database keeps the keys of a map in none.
        answers: Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1)),
        late: lateAnswers.map(({ questionId, answer }) => ({ questionId, answer })),
      })),
      journey: [journey?.state, journey?.countedCycle, journey?.cadence?.step.dueAt, journey?.concerns],
      // When each left is not compared: what a killed reader of a queue had taken comes back minutes later.
      texts: sms
        .outbox()
        .filter(({ to }) => to === phone)
        .map(({ body }) => body)
        .toSorted(),
      runs: stepFunctions
        .runs()
        .filter(({ execution }) => execution.name.startsWith(participantId))
        .map(({ execution }) => `${execution.name} ${execution.status} ${outcomeOf(execution.output)}`)
        .toSorted(),
    };
  }
  const tasks = await openTasks();
  const unconfirmed = new Set(
    tasks.flatMap(({ kind, taskId }) => (kind === 'text-unconfirmed' ? [taskId] : [])),
  );
  return {
    people,
    tasks: tasks.map(({ kind }) => kind).toSorted(),
    // The notice of an unconfirmed text goes with its task, which only a killed run has. A notice may come twice.
    mails: [...new Set(ses.mailbox().map(taskOrSubjectOf))]
      .filter((about) => !unconfirmed.has(about))
      .toSorted(),
    deadLetters: sqs
      .queues()
      .filter(({ name }) => name.endsWith('dlq'))
      .map(({ name, visible, inFlight }) => `${name} ${visible + inFlight}`),
  };
}

/** What a mail is about: its task, where it brings one to a person, as the notice's foot names it. */
function taskOrSubjectOf({ subject, text = '' }: Mail): string {
  return /^\w+: (t-\S+)$/m.exec(text)?.[1] ?? subject;
}

async function openTasks(): Promise<Task[]> {
  const tasks: Task[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.records.list('open-tasks', { limit: 100, cursor });
    tasks.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return tasks;
}

function outcomeOf(output: unknown): string {
  return String((output as { outcome?: string } | undefined)?.outcome);
}
