import * as z from 'zod';
import { sendEmail } from '#functions/send-email/handler';
import { sendText } from '#functions/send-text/handler';
import { memoryLinkSigner } from '#shared/adapters/memory/link-signer';
import { memoryOutboundQueue } from '#shared/adapters/memory/outbound-queue';
import { memoryRecords } from '#shared/adapters/memory/memory-records';
import { memoryMailer, memoryMessenger } from '#shared/adapters/memory/providers';
import { memoryWorkflows } from '#shared/adapters/memory/workflows';
import type { CheckIn } from '#shared/contracts/check-in';
import { checkInIdOf } from '#shared/contracts/ids';
import type { Journey } from '#shared/contracts/journey';
import type { Participant } from '#shared/contracts/participant';
import type { Kind, Rows } from '#shared/contracts/rows';
import { defineFunction, type Invoke } from '#shared/runtime/define-function';
import type { Platform } from '#shared/runtime/platform';
import { put } from '#shared/steps/change-row';
import { linkWriter } from '#shared/steps/link-writer';
import { outbox as outboxOver } from '#shared/steps/outbox';
import { taskDesk } from '#shared/steps/task-desk';
import { aCheckIn, aJourney, aParticipant, outboundEvent } from './builders.ts';
import { aContext } from './lambda-context.ts';
import { testClock } from './test-clock.ts';

/** Everything that a function needs, in memory, with the wrapper that runs it on AWS around it. */
export function aWorld() {
  const records = memoryRecords();
  const clock = testClock();
  const outbound = memoryOutboundQueue(clock);
  const texts = memoryMessenger();
  const mails = memoryMailer();
  const flows = memoryWorkflows();
  const signer = memoryLinkSigner(Buffer.alloc(32, 'k'));
  const lines: string[] = [];
  let ids = 0;
  const newId = (): string => `id${String((ids += 1)).padStart(6, '0')}`;

  const basis = { records, clock, newId, queue: outbound.queue };
  const outbox = outboxOver(basis);
  const deps = {
    ...basis,
    outbox,
    desk: taskDesk({ ...basis, outbox }),
    steps: flows.steps,
    workflows: flows.workflows,
    signer,
    links: linkWriter(signer, 'https://alongside.example.org'),
    messenger: texts.messenger,
    mailer: mails.mailer,
    pacing: { paceId: 'texts', perSecond: 100 },
    coordinatorEmail: 'coordinator@example.org',
    timeZone: 'America/New_York',
    stage: 'local',
    programme: {
      programmeName: 'Alongside',
      supportPhone: '+1 202 555 0198',
      consoleUrl: 'https://console.example.org',
      coordinatorLanguage: 'en' as const,
      coordinatorEmail: 'coordinator@example.org',
    },
  };

  /** Runs a handler's factory as the function of this name. */
  function run<Output>(
    name: string,
    factory: (all: typeof deps & Pick<Platform, 'log' | 'metrics'>) => (event: unknown) => Promise<Output>,
  ): (event: unknown) => Promise<Output> {
    const defined = defineFunction({
      name,
      env: z.object({}),
      build: (_env, { log, metrics }): Invoke<Output> => factory({ ...deps, log, metrics }),
    });
    const invoke = defined.withPlatform({
      environment: { AWS_REGION: 'us-east-1', LOG_LEVEL: 'DEBUG' },
      clock,
      newId,
      sink: (line) => void lines.push(line),
    });
    return (event) => invoke(event, aContext());
  }
  const senders = { text: run('send-text', sendText), email: run('send-email', sendEmail) };

  /** Writes a row, whatever was there. */
  async function write<K extends Kind>(kind: K, id: string, row: Rows[K]): Promise<void> {
    const before = await records.get(kind, id);
    await records.write([put(kind, row, before?.revision ?? 0)]);
  }

  return {
    ...deps,
    texts,
    mails,
    flows,
    outbound,
    /** All that was logged or counted, one line each. */
    lines,
    run,
    write,

    /** Puts a participant in, with a journey, the claim of the number, and a check-in where one is given. */
    async given(
      participant: Partial<Participant> = {},
      { checkIn, journey }: { checkIn?: Partial<CheckIn>; journey?: Partial<Journey> } = {},
    ): Promise<void> {
      const who = aParticipant(participant);
      const { participantId, phone } = who;
      const lastCycle = checkIn ? (checkIn.cycle ?? 1) : 0;
      await write('participant', participantId, who);
      await write('phone-claim', phone, { phone, holderId: participantId });
      await write('journey', participantId, aJourney({ lastCycle, ...journey }, who));
      if (!checkIn) return;
      const row = aCheckIn({ participantId, ...checkIn });
      await write('check-in', row.checkInId, row);
    },

    /**
     * Delivers what is due in the outbound queues, each record once, and what that puts into them. What fails is given
     * back, as SQS would: the next call tries it again.
     */
    async deliver(): Promise<void> {
      const failed = [];
      for (let due = outbound.take(clock.now()); due.length > 0; due = outbound.take(clock.now())) {
        for (const one of due) {
          const { batchItemFailures } = await senders[one.channel](outboundEvent(one.messageId));
          if (batchItemFailures.length > 0) failed.push(one);
        }
      }
      for (const one of failed) outbound.giveBack(one);
    },

    /** Ana's check-in of this cycle. */
    checkIn: (cycle = 1) => records.get('check-in', checkInIdOf('p-ana001', cycle)),
    participant: (participantId = 'p-ana001') => records.get('participant', participantId),
    journey: (participantId = 'p-ana001') => records.get('journey', participantId),
    message: (messageId: string) => records.get('message', messageId),
    /** What was planned, in the order of planning: `<recipient>_<what>`. */
    planned: (): string[] => records.all('message').map(({ messageId }) => messageId),
    tasks: () => records.all('task'),
    openTasks: () => records.all('task').filter(({ state }) => state === 'open'),
  };
}

export type World = ReturnType<typeof aWorld>;
