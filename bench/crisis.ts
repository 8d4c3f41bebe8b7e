import { startCloud, type Cloud } from '#local/cloud';
import { synthesize } from '#infra/synthesize';
import { dynamoRecords } from '#shared/adapters/aws/dynamo-records';
import { newJourney } from '#shared/domain/journey';
import { put } from '#shared/steps/change-row';
import { aParticipant } from '#test/support/builders';
import { always, trained } from '#test/support/crisis';
import { aMentor } from '#test/support/mentors';
import type { BenchResult } from './interpreter.ts';

const RUNS = 40;
const ON_CALL = '+12025550111';

/**
 * From an inbound text that says danger to the page that leaves to whoever is on call: milliseconds of processing in the
 * embedded cloud, where networks and queues take none, and what that took of AWS. The baseline is an everyday text in the
 * same cloud until its answer leaves: the shortest way through the same queues.
 */
export async function benchCrisis(): Promise<BenchResult[]> {
  const cloud = await startCloud({
    templates: synthesize({ stage: 'local' }).templates,
    startAt: Date.UTC(2026, 10, 24, 15),
    report: () => undefined,
    logSink: () => undefined,
  });
  try {
    await seed(cloud);
    // Once each, so that nothing is measured that happens only once.
    await untilText(cloud, { from: numberOf(0), body: 'thank you all', to: numberOf(0) });
    await untilText(cloud, { from: numberOf(0), body: 'I am going to kill myself tonight', to: ON_CALL });
    const everyday = await measured(cloud, 'thank you all', (from) => from);
    const crisis = await measured(cloud, 'I am going to kill myself tonight', () => ON_CALL);
    return [
      {
        name: 'from a crisis text to the first page',
        value: crisis.milliseconds,
        unit: 'ms',
        baseline: { name: 'everyday text to its answer', value: everyday.milliseconds },
      },
      {
        name: 'Lambda invocations for that, its emails included',
        value: crisis.invocations,
        unit: 'invocations',
        baseline: { name: 'everyday text', value: everyday.invocations },
      },
      { name: 'state transitions for that', value: crisis.transitions, unit: 'transitions' },
    ];
  } finally {
    await cloud.stop();
  }
}

interface Measured {
  /** The median. */
  readonly milliseconds: number;
  readonly invocations: number;
  readonly transitions: number;
}

async function measured(cloud: Cloud, body: string, toOf: (from: string) => string): Promise<Measured> {
  const before = cloud.usage();
  const times: number[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const from = numberOf(run);
    times.push(await untilText(cloud, { from, body, to: toOf(from) }));
  }
  const after = cloud.usage();
  return {
    milliseconds: times.toSorted((a, b) => a - b)[RUNS / 2] ?? Number.NaN,
    invocations: (after.lambdaRequests - before.lambdaRequests) / RUNS,
    transitions: (after.stateTransitions - before.stateTransitions) / RUNS,
  };
}

/** Milliseconds until one more text has left to this number; what else it causes is done before this resolves. */
async function untilText(cloud: Cloud, of: { from: string; body: string; to: string }): Promise<number> {
  const count = (): number => cloud.sms.outbox().filter(({ to }) => to === of.to).length;
  const [began, before] = [performance.now(), count()];
  await cloud.sms.receiveText({ from: of.from, body: of.body });
  const settled = cloud.clock.settle();
  const work = { isOver: false };
  void settled.then(() => (work.isOver = true));
  while (count() === before && !work.isOver) await new Promise((resolve) => setImmediate(resolve));
  const took = performance.now() - began;
  await settled;
  if (count() === before) throw new Error('no text has left');
  return took;
}

const numberOf = (run: number): string => `+1202555${String(1000 + run)}`;

async function seed(cloud: Cloud): Promise<void> {
  const table = cloud.deployment.ofType('AWS::DynamoDB::Table')[0]?.physicalId ?? '';
  const credentials = cloud.iam.accessKeys.operator;
  const records = dynamoRecords(table, { region: 'us-east-1', endpoint: cloud.url, credentials });
  const at = new Date(cloud.clock.now());
  const mentor = aMentor({ phone: ON_CALL, ...trained, onCall: always });
  await records.write([
    put('mentor', mentor, 0),
    put('phone-claim', { phone: ON_CALL, holderId: mentor.mentorId }, 0),
  ]);
  for (let run = 0; run <= RUNS; run += 1) {
    const participantId = `p-bench${1000 + run}`;
    const phone = numberOf(run);
    const participant = aParticipant({ participantId, phone, coupleId: undefined });
    await records.write([
      put('participant', participant, 0),
      put('journey', { ...newJourney(participantId, at), state: 'waiting' }, 0),
      put('phone-claim', { phone, holderId: participantId }, 0),
    ]);
  }
}
