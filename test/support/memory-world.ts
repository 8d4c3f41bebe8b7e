import * as z from 'zod';
import { memoryDatabase } from '#shared/adapters/memory/database';
import { memoryMailer, memoryMessenger } from '#shared/adapters/memory/providers';
import { memoryStores } from '#shared/adapters/memory/stores';
import { memoryWorkflows } from '#shared/adapters/memory/workflows';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Participant } from '#shared/contracts/participant';
import { defineFunction, type Invoke } from '#shared/runtime/define-function';
import type { Platform } from '#shared/runtime/platform';
import { handOverDesk } from '#shared/steps/hand-over-desk';
import { noticeGate, textGate } from '#shared/steps/send-gate';
import { aCheckIn, aParticipant } from './builders.ts';
import { aContext } from './lambda-context.ts';
import { testClock } from './test-clock.ts';

/** Everything that a function of the slice needs, in memory, with the wrapper that runs it on AWS around it. */
export function aWorld() {
  const database = memoryDatabase();
  const stores = memoryStores(database);
  const clock = testClock();
  const texts = memoryMessenger();
  const mails = memoryMailer();
  const flows = memoryWorkflows();
  const lines: string[] = [];
  let ids = 0;
  const newId = (): string => `id${String((ids += 1)).padStart(6, '0')}`;

  const basis = { ...stores, clock, newId };
  const gate = {
    ...textGate({ ...basis, messenger: texts.messenger, programmeName: 'Alongside' }),
    ...noticeGate({ ...basis, mailer: mails.mailer, coordinatorEmail: 'coordinator@example.org' }),
  };
  const desk = handOverDesk({ ...basis, gate, programmeName: 'Alongside', consoleUrl: undefined });
  const deps = { ...basis, gate, desk, steps: flows.steps, workflows: flows.workflows };

  return {
    ...deps,
    database,
    texts,
    mails,
    flows,
    /** All that was logged or counted, one line each. */
    lines,

    /** Runs a handler's factory as the function of this name. */
    run<Output>(
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
    },

    /** Puts a participant in, and a check-in where one is given. */
    given(participant: Partial<Participant> = {}, checkIn?: Partial<CheckIn>): void {
      const who = aParticipant({ lastCycle: checkIn?.cycle ?? (checkIn ? 1 : 0), ...participant });
      database.participants.set(who.participantId, who);
      database.phoneClaims.set(who.phone, who.participantId);
      if (!checkIn) return;
      const what = aCheckIn({ participantId: who.participantId, ...checkIn });
      database.checkIns.set(what.checkInId, what);
    },

    /** Ana's check-in of this cycle. */
    checkIn: (cycle = 1) => database.checkIns.get(aCheckIn({ cycle }).checkInId),
    openTasks: () => [...database.tasks.values()].filter(({ state }) => state === 'open'),
  };
}

export type World = ReturnType<typeof aWorld>;
