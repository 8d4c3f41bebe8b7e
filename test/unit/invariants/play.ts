import { askCheckIn } from '#functions/ask-check-in/handler';
import { closeCheckIn } from '#functions/close-check-in/handler';
import { nudgeCheckIn } from '#functions/nudge-check-in/handler';
import { pageRung } from '#functions/page-rung/handler';
import { receiveSms } from '#functions/receive-sms/handler';
import { sendText } from '#functions/send-text/handler';
import type { CheckIn } from '#shared/contracts/check-in';
import type { Message } from '#shared/contracts/message';
import { checkInIdOf } from '#shared/contracts/ids';
import { put } from '#shared/steps/change-row';
import { closeTask } from '#shared/steps/close-task';
import { aCheckIn, outboundEvent, smsEvent } from '#test/support/builders';
import { always, mayTellMentor, pair, trained } from '#test/support/crisis';
import { aWorld, type World } from '#test/support/memory-world';
import { aMentor } from '#test/support/mentors';
import { people, type Partner, type Step, type Who } from './history.ts';

/** A text that left, with what held at that moment. */
export interface Sent {
  readonly at: Date;
  readonly to: string;
  readonly body: string;
  readonly message: Message;
  /** Inbound texts that were done by then. */
  readonly handled: ReadonlySet<string>;
}

/** A text that somebody sent. */
export interface Said {
  readonly id: string;
  readonly who: Who;
  readonly body: string;
  readonly at: Date;
}

export interface Played {
  readonly world: World;
  readonly sent: readonly Sent[];
  readonly said: readonly Said[];
  /** Everything once more: every text, every message, every step. */
  replay(): Promise<void>;
}

interface BegunStep {
  readonly step: 'ask' | 'nudge' | 'close';
  readonly input: { readonly checkInId: string; readonly taskToken: string };
  isDone: boolean;
}

class Crash extends Error {
  override readonly name = 'Transient';
}

/** Plays a history, then lets everything that waits come to its end over three calm days. */
export async function play(steps: readonly Step[]): Promise<Played> {
  const world = await aCouple();
  const sent: Sent[] = [];
  const send = world.messenger.send.bind(world.messenger);
  world.messenger.send = async (text) => {
    const delivery = await send(text);
    const message = await world.message(text.messageId ?? '');
    if (delivery.outcome !== 'refused' && message)
      sent.push({ at: world.clock.now(), to: text.to, body: text.body, message, handled: handledIn(world) });
    return delivery;
  };
  const breaking = breakable(world);
  const said: Said[] = [];
  let waiting: readonly Said[] = [];
  const asked: BegunStep[] = [];
  const receive = world.run('receive-sms', receiveSms);
  const sender = world.run('send-text', sendText);
  const handlers = {
    ask: world.run<unknown>('ask-check-in', askCheckIn),
    nudge: world.run<unknown>('nudge-check-in', nudgeCheckIn),
    close: world.run<unknown>('close-check-in', closeCheckIn),
  };
  const page = world.run('page-rung', pageRung);

  async function finish(begun: BegunStep): Promise<void> {
    await handlers[begun.step](begun.input);
    begun.isDone = true;
  }
  /** Step Functions tries a step again that died, before anything that comes behind it. */
  async function finishSteps(checkInId?: string): Promise<void> {
    for (const begun of asked)
      if (!begun.isDone && (checkInId ?? begun.input.checkInId) === begun.input.checkInId)
        await survived(finish(begun));
  }

  /** True where it is done; what failed comes again. */
  async function arrive({ who, ...text }: Said): Promise<boolean> {
    const { batchItemFailures } = await receive(smsEvent({ ...text, from: people[who].phone }));
    return batchItemFailures.length === 0;
  }
  async function step(one: Step): Promise<void> {
    switch (one.kind) {
      case 'text': {
        const code = world.records.all('crisis').at(-1)?.code ?? '1234';
        // Numbered by their own: what the partner says must not show, not even here.
        const own = said.filter(({ who }) => who === one.who).length;
        const id = `sms-${one.who}-${own}`;
        const at = new Date(world.clock.now().getTime() + own);
        said.push({ id, who: one.who, body: one.body.replace('<code>', code), at });
        waiting = [...waiting, ...said.slice(-1)];
        return;
      }
      case 'arrive': {
        const text = waiting[one.place % Math.max(waiting.length, 1)];
        if (!text) return;
        const isDone = await arrive(text);
        if (isDone) waiting = waiting.filter(({ id }) => id !== text.id);
        if (one.twice) await arrive(text);
        return;
      }
      case 'replay': {
        const text = said[one.place % Math.max(said.length, 1)];
        if (text && !waiting.includes(text)) await arrive(text);
        return;
      }
      case 'send':
        return world.deliver();
      case 'resend': {
        const ids = world.records.all('message').filter(({ channel }) => channel === 'text');
        const message = ids[one.place % Math.max(ids.length, 1)];
        if (message) await sender(outboundEvent(message.messageId));
        return;
      }
      case 'wait':
        return world.clock.moveTo(new Date(world.clock.now().getTime() + one.minutes * 60_000));
      case 'ask':
      case 'nudge':
      case 'close': {
        const checkInId = await checkInFor(world, one);
        if (checkInId === undefined) return;
        await finishSteps(checkInId);
        const taskToken = world.flows.wait(`token-${asked.length}`);
        const begun = { step: one.kind, input: { checkInId, taskToken }, isDone: false };
        asked.push(begun);
        await finish(begun);
        return;
      }
      case 'page': {
        const enteredAt = world.clock.now().toISOString();
        for (const { crisisId, state } of world.records.all('crisis'))
          if (state === 'open')
            await page({
              crisisId,
              taskToken: world.flows.wait(`ladder-${crisisId}-${enteredAt}`),
              enteredAt,
            });
        return;
      }
      case 'decide': {
        const open = world.openTasks().filter(({ kind }) => kind === 'stop-or-not');
        const task = open[one.place % Math.max(open.length, 1)];
        if (task) await closeTask(world, { taskId: task.taskId, by: 'sub-1', decision: one.decision });
        return;
      }
      case 'crash':
        return breaking.arm(one);
      case 'provider':
        world.texts.plan.push(answers[one.does]);
        return;
    }
  }

  for (const one of steps) await survived(step(one));
  breaking.disarm();
  world.texts.plan.length = 0;
  await finishSteps();
  for (const text of waiting) if (!(await arrive(text))) throw new Error('a text cannot be worked on');
  for (let hours = 0; hours <= 72; hours += 2) {
    await world.deliver();
    world.clock.moveTo(new Date(world.clock.now().getTime() + 2 * 3_600_000));
  }
  await world.deliver();
  return {
    world,
    sent,
    said,
    async replay() {
      for (const text of said) await arrive(text);
      for (const { step: name, input } of asked) await survived(handlers[name](input));
      for (const { messageId, channel } of world.records.all('message'))
        if (channel === 'text') await sender(outboundEvent(messageId));
      await world.deliver();
    },
  };
}

const answers = {
  throttles: { outcome: 'refused', code: 'Throttled', retryable: true, optedOut: false },
  loses: { outcome: 'unknown', code: 'Timeout' },
  refuses: { outcome: 'refused', code: 'InvalidNumber', retryable: false, optedOut: false },
} as const;

const handledIn = (world: World): ReadonlySet<string> =>
  new Set(
    world.records
      .all('inbound-text')
      .filter(({ state }) => state === 'handled')
      .map(({ inboundMessageId }) => inboundMessageId),
  );

/** A crash, or a step that comes when its time is over, ends here, and nothing else does. */
async function survived(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Error) || !['Transient', 'Permanent'].includes(error.name)) throw error;
  }
}

/** One write from now on fails, before it is written or just after. */
function breakable(world: World) {
  const write = world.records.write.bind(world.records);
  let armed: { afterWrites: number; written: boolean } | undefined;
  world.records.write = async (changes) => {
    if (!armed || armed.afterWrites > 0) {
      if (armed) armed = { ...armed, afterWrites: armed.afterWrites - 1 };
      return write(changes);
    }
    const { written } = armed;
    armed = undefined;
    if (written) await write(changes);
    throw new Crash('the process died here');
  };
  return {
    arm: (crash: { afterWrites: number; written: boolean }): void => void (armed = crash),
    disarm: (): void => void (armed = undefined),
  };
}

async function aCouple(): Promise<World> {
  const world = aWorld();
  for (const who of ['ana', 'ben'] as const) {
    const { id, phone, timeZone, name } = people[who];
    await world.given({ participantId: id, phone, timeZone, name, ...mayTellMentor });
  }
  const { id, phone, name } = people.dana;
  await world.write('mentor', id, aMentor({ phone, name, ...trained, onCall: always }));
  await world.write('phone-claim', phone, { phone, holderId: id });
  await pair(world.records, [id]);
  return world;
}

/** What the state machine does after what. */
const mayFollow: Record<'ask' | 'nudge' | 'close', readonly CheckIn['state'][]> = {
  ask: ['scheduled', 'asked'],
  nudge: ['asked', 'nudged'],
  close: ['asked', 'nudged'],
};

/** The check-in that a step is about: asking begins the next one, as planning does, where none stands open. */
async function checkInFor(
  world: World,
  { kind, who }: { kind: 'ask' | 'nudge' | 'close'; who: Partner },
): Promise<string | undefined> {
  const { id } = people[who];
  const journey = await world.journey(id);
  if (!journey) return undefined;
  const newest = await world.records.get('check-in', checkInIdOf(id, journey.lastCycle));
  const isOpen = newest && ['scheduled', 'asked', 'nudged'].includes(newest.state);
  if (isOpen || kind !== 'ask')
    return newest && mayFollow[kind].includes(newest.state) ? newest.checkInId : undefined;
  if (journey.state !== 'active') return undefined;
  const cycle = journey.lastCycle + 1;
  const now = world.clock.now();
  const row = aCheckIn({
    participantId: id,
    cycle,
    createdAt: now.toISOString(),
    deadline: new Date(now.getTime() + 72 * 3_600_000).toISOString(),
  });
  const { revision, ...before } = journey;
  await world.records.write([
    put('check-in', row, 0),
    put('journey', { ...before, lastCycle: cycle }, revision),
  ]);
  return row.checkInId;
}
