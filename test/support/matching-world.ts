import { memoryRecords } from '#shared/adapters/memory/memory-records';
import { memoryWorkflows } from '#shared/adapters/memory/workflows';
import type { Mentor } from '#shared/contracts/mentor';
import type { Couple } from '#shared/contracts/pairing';
import type { Participant } from '#shared/contracts/participant';
import type { Kind, Rows } from '#shared/contracts/rows';
import { newJourney } from '#shared/domain/journey';
import { Transient } from '#shared/runtime/errors';
import { put } from '#shared/steps/change-row';
import { outbox } from '#shared/steps/outbox';
import { taskDesk } from '#shared/steps/task-desk';
import { awaitOffer } from '#functions/await-offer/handler';
import { beginPairing } from '#functions/begin-pairing/handler';
import { expireOffer } from '#functions/expire-offer/handler';
import { offerCouple } from '#functions/offer-couple/handler';
import { waitlistCouple } from '#functions/waitlist-couple/handler';
import type { Records } from '#shared/ports/records';
import { aParticipant, hoursLater, monday } from './builders.ts';
import { aMentor } from './mentors.ts';
import { testClock } from './test-clock.ts';

/** A couple that has been recorded, and whose mentor is looked for next. */
export const aCoupleRow = (fields: Partial<Couple> = {}): Couple => ({
  coupleId: 'c-anaben',
  participantIds: ['p-ana001', 'p-ben001'],
  state: 'intake',
  createdAt: monday.toISOString(),
  questions: [],
  weight: 1,
  refusals: [],
  previousMentorIds: [],
  offers: 0,
  matchings: 0,
  ...fields,
});

/** Everything around pairings in memory; `through` may put something between the steps and what is kept. */
export function aMatchingWorld(through: (records: Records) => Records = (records) => records) {
  const kept = memoryRecords();
  const records = through(kept);
  const flows = memoryWorkflows();
  const clock = testClock();
  const basis = { records, clock, steps: flows.steps, workflows: flows.workflows };
  const box = outbox({ ...basis, queue: { enqueue: async () => {}, enqueueAt: async () => {} } });
  const deps = { ...basis, outbox: box, desk: taskDesk({ ...basis, outbox: box }) };
  let tokens = 0;

  const save = async <K extends Kind>(kind: K, row: Rows[K], id: string): Promise<void> => {
    await kept.write([put(kind, row, (await kept.get(kind, id))?.revision ?? 0)]);
  };

  return {
    ...deps,
    kept,
    flows,
    /** Puts mentors in, as they are or in place of those with their ids. */
    async mentors(...given: Partial<Mentor>[]): Promise<void> {
      for (const fields of given.map(aMentor)) await save('mentor', fields, fields.mentorId);
    },
    /** Puts a couple in with its partners, both of whom wait for a mentor. */
    async couple(fields: Partial<Couple> = {}, partners: Partial<Participant> = {}): Promise<Couple> {
      const couple = aCoupleRow(fields);
      for (const participantId of couple.participantIds) {
        const { coupleId } = couple;
        await save('participant', aParticipant({ ...partners, participantId, coupleId }), participantId);
        await save('journey', { ...newJourney(participantId, monday), state: 'waiting' }, participantId);
      }
      await save('couple', couple, couple.coupleId);
      return couple;
    },
    save,
    hoursPass: (hours: number): void =>
      clock.moveTo(new Date(clock.now().getTime() + hoursLater(hours).getTime() - monday.getTime())),
    /** A step that waits gets a token that nobody had before. */
    aToken: (): string => flows.wait(`token-${(tokens += 1)}`),
    couplesOf: (state: Couple['state']) => kept.all('couple').filter((couple) => couple.state === state),
    textsTo: (participantId: string): string[] =>
      kept
        .all('message')
        .flatMap(({ recipient, template }) => (recipient === participantId ? [template] : [])),
    mailsTo: (mentorId: string): string[] =>
      kept.all('message').flatMap(({ recipient, template }) => (recipient === mentorId ? [template] : [])),
  };
}

export type MatchingWorld = ReturnType<typeof aMatchingWorld>;

/** Where one execution of mentor-matching stands, as the state machine file has it. */
type Stage =
  | { at: 'rank' | 'begin' | 'ended' }
  | { at: 'ask'; offerId: string }
  | { at: 'answer'; offerId: string; token: string }
  | { at: 'close'; offerId: string }
  | { at: 'waitlist' }
  | { at: 'room'; token: string };

/** Plays the state machine file on the handlers, one state at a time, so that a test may interleave executions. */
export function executionsIn(world: MatchingWorld) {
  const stages = new Map<string, Stage>();
  const names = (): string[] =>
    [...world.flows.executions.keys()]
      .filter((key) => key.startsWith('mentor-matching:'))
      .map((key) => key.slice('mentor-matching:'.length));
  const stageOf = (name: string): Stage => stages.get(name) ?? { at: 'rank' };
  const completedWith = (token: string): string | undefined =>
    world.flows.completed.find(({ taskToken }) => taskToken === token)?.outcome;

  async function next(execution: string, stage: Stage, timeout: boolean): Promise<Stage> {
    const { coupleId = '' } = world.flows.inputs.get(`mentor-matching:${execution}`) as { coupleId?: string };
    switch (stage.at) {
      case 'rank': {
        const { outcome, offerId } = await offerCouple(world)({ coupleId, execution });
        if (outcome === 'offered') return { at: 'ask', offerId };
        if (outcome === 'nobody-left') return { at: 'waitlist' };
        return { at: outcome === 'paired' ? 'begin' : 'ended' };
      }
      case 'ask': {
        const token = world.aToken();
        await awaitOffer(world)({ offerId: stage.offerId, taskToken: token });
        return { at: 'answer', offerId: stage.offerId, token };
      }
      case 'answer': {
        const outcome = completedWith(stage.token);
        if (outcome !== undefined) return { at: outcome === 'accepted' ? 'begin' : 'rank' };
        if (!timeout) return stage;
        world.flows.expire(stage.token);
        return { at: 'close', offerId: stage.offerId };
      }
      case 'close': {
        const { outcome } = await expireOffer(world)({ offerId: stage.offerId });
        return { at: outcome === 'accepted' ? 'begin' : 'rank' };
      }
      case 'waitlist': {
        const token = world.aToken();
        await waitlistCouple(world)({ coupleId, execution, taskToken: token });
        return { at: 'room', token };
      }
      case 'room':
        return completedWith(stage.token) === undefined ? stage : { at: 'rank' };
      case 'begin':
        await beginPairing(world)({ coupleId });
        return { at: 'ended' };
      default:
        return stage;
    }
  }

  return {
    names,
    stageOf,
    /** One state further; `timeout` ends a wait for an answer. What fails in passing is tried again by the next call. */
    async advance(name: string, timeout = false): Promise<void> {
      try {
        const stage = await next(name, stageOf(name), timeout);
        stages.set(name, stage);
        if (stage.at === 'ended') world.flows.executions.set(`mentor-matching:${name}`, 'ended');
      } catch (error) {
        if (!(error instanceof Transient)) throw error;
      }
    },
    /** Goes on until every execution has ended or waits for somebody. */
    async settle(): Promise<void> {
      for (let round = 0; round < 1000; round += 1) {
        const before = names()
          .map((name) => JSON.stringify(stageOf(name)))
          .join();
        for (const name of names()) await this.advance(name);
        if (
          names()
            .map((name) => JSON.stringify(stageOf(name)))
            .join() === before
        )
          return;
      }
      throw new Error('the executions never settle');
    },
  };
}
