import type { SentText } from '#local/sms/sms';
import type { Mail } from '#local/ses/mail';
import type { Ahead } from '#local/demo/parting';
import type { Gathered } from '#local/demo/gather';
import { violationsIn, type Played } from '#local/demo/invariants';
import type { Message } from '#shared/contracts/message';
import { disclosureIdOf, type Disclosure } from '#shared/contracts/disclosure';
import { loopExecutionOf } from '#shared/domain/journey';
import { aCheckIn, aJourney, aMessage, aParticipant, hoursLater, monday } from '#test/support/builders';
import { aCouple } from '#test/support/intake';
import { aMentor } from '#test/support/mentors';
import { aCrisis, anInboundText, aTask } from '#test/support/rows';
import { sharing } from '#test/support/sample-mails';

const ana = aParticipant({ consents: [sharing()] });
const ben = aParticipant({ participantId: 'p-ben001', name: 'Ben', phone: '+12025550102' });

const sentAs = (providerId: string, fields: Partial<Message> = {}): Message =>
  aMessage({
    state: 'delivered',
    attempts: [{ attemptId: providerId, at: monday.toISOString(), state: 'delivered', providerId }],
    ...fields,
  });

const aText = (fields: Partial<SentText> = {}): SentText => ({
  id: 'sms-out-1',
  to: ana.phone ?? '',
  from: '+12025550199',
  body: 'How are you today?',
  type: 'Transactional',
  at: monday.getTime(),
  status: 'DELIVERED',
  encoding: 'GSM-7',
  segments: 1,
  ...fields,
});

const digest = sentAs('mail-1', {
  messageId: 'm-dana01_digest-2026-W10',
  recipient: 'm-dana01',
  channel: 'email',
  template: 'weekly-digest',
  messageClass: 'staff',
});

const aDisclosure = (fields: Partial<Disclosure> = {}): Disclosure => ({
  disclosureId: disclosureIdOf(ana.participantId, digest.messageId),
  participantId: ana.participantId,
  mentorId: 'm-dana01',
  messageId: digest.messageId,
  template: 'weekly-digest',
  at: monday.toISOString(),
  consents: [sharing()],
  expiresAt: 2_000_000_000,
  ...fields,
});

const aMail = (text: string): Mail => ({
  id: 'mail-1',
  at: monday.getTime(),
  from: 'hello@example.org',
  to: ['dana@example.org'],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Alongside: your week',
  text,
  headers: [],
  attachments: [],
  tags: [],
  status: 'DELIVERED',
});

const ahead: Ahead = {
  state: 'active',
  askedNext: hoursLater(7 * 24).toISOString(),
  cadence: '{}',
  weekly: '[]',
  loop: 'p-ana001-weekly-check-in-1 RUNNING',
};

const journeys = new Map([ana, ben].map((person) => [person.participantId, aJourney({}, person)]));

/** A programme in which everything is as it should be: Ana answered, a digest told of her, each has a loop. */
function aSoundProgramme() {
  const texts = [aText()];
  const received = [
    {
      id: 'sms-1',
      from: ana.phone ?? '',
      to: '+12025550199',
      body: '4',
      at: monday.getTime(),
      answeredByAws: false,
    },
  ];
  const mails = [aMail('Ana: answered.')];
  const running = [...journeys].flatMap(([id, { loop }]) => (loop ? [loopExecutionOf(id, loop)] : []));
  const gathered: Gathered = {
    participants: [ana, ben],
    journeys,
    couples: [aCouple({ participantIds: [ana.participantId, ben.participantId], state: 'paired' })],
    mentors: [aMentor({ mentorId: 'm-dana01' })],
    checkIns: [aCheckIn({ state: 'answered' })],
    messages: [sentAs('sms-out-1'), digest],
    inbound: [anInboundText({ state: 'handled' })],
    crises: [],
    releases: [],
    disclosures: [aDisclosure()],
    tasks: [],
    partings: [
      {
        at: monday.toISOString(),
        how: 'separation',
        participantId: ana.participantId,
        before: ahead,
        after: ahead,
      },
    ],
  };
  return { now: hoursLater(1), texts, received, mails, running, gathered };
}

type Programme = ReturnType<typeof aSoundProgramme>;

function judge({ now, texts, received, mails, running, gathered }: Programme): number[] {
  const played: Played = {
    clock: { now: () => now.getTime() },
    sms: { outbox: () => texts, received: () => received },
    ses: { mailbox: () => mails },
    stepFunctions: {
      runs: () => running.map((name) => ({ execution: { name, status: 'RUNNING' } })) as never,
    },
  };
  return violationsIn(played, gathered).map(({ invariant }) => invariant);
}

const withGathered = (programme: Programme, fields: Partial<Gathered>): Programme => ({
  ...programme,
  gathered: { ...programme.gathered, ...fields },
});

/** Each invariant of product.md, broken in each way that a play can break it. */
const broken: readonly (readonly [number, string, (sound: Programme) => Programme])[] = [
  [
    1,
    "a text to one partner that holds the other's words",
    (sound) => ({
      ...sound,
      received: [...sound.received, { ...sound.received[0]!, body: 'I drank on Friday', id: 'sms-1' }],
      texts: [
        aText({ body: 'They wrote: I drank on Friday' }),
        aText({ to: ben.phone ?? '', body: 'They wrote: I drank on Friday' }),
      ],
    }),
  ],
  [
    1,
    "the other's number, also after the two have gone apart",
    (sound) =>
      withGathered(
        { ...sound, texts: [aText({ to: ben.phone ?? '', body: `Call ${ana.phone}` })] },
        {
          participants: [
            { ...ana, coupleId: 'c-ana' },
            { ...ben, coupleId: 'c-ben' },
          ],
        },
      ),
  ],
  [
    2,
    'a question after STOP',
    (sound) =>
      withGathered(sound, {
        participants: [{ ...ana, texts: { state: 'stopped', at: hoursLater(-1).toISOString() } }, ben],
      }),
  ],
  [
    2,
    'two confirmations of one STOP',
    (sound) =>
      withGathered(
        { ...sound, texts: [aText(), aText({ id: 'sms-out-2' })] },
        {
          participants: [{ ...ana, texts: { state: 'stopped', at: hoursLater(-1).toISOString() } }, ben],
          messages: [
            sentAs('sms-out-1', { messageClass: 'opt-out' }),
            sentAs('sms-out-2', { messageClass: 'opt-out', messageId: 'p-ana001_stop-2' }),
            digest,
          ],
        },
      ),
  ],
  [
    3,
    'a text that no message accounts for',
    (sound) => ({ ...sound, texts: [aText(), aText({ id: 'stray' })] }),
  ],
  [
    3,
    'a message that left twice',
    (sound) => {
      const [once] = sentAs('sms-out-1').attempts;
      const again = { ...once!, attemptId: '2', providerId: 'sms-out-2' };
      return withGathered(
        { ...sound, texts: [aText(), aText({ id: 'sms-out-2' })] },
        { messages: [sentAs('sms-out-1', { attempts: [once!, again] }), digest] },
      );
    },
  ],
  [
    4,
    'a question at two in the morning',
    (sound) =>
      withGathered(sound, {
        messages: [
          sentAs('sms-out-1', {
            attempts: [
              { attemptId: '1', at: hoursLater(-7).toISOString(), state: 'sent', providerId: 'sms-out-1' },
            ],
          }),
          digest,
        ],
      }),
  ],
  [
    5,
    'a check-in long past its deadline that has not ended',
    (sound) => withGathered({ ...sound, now: hoursLater(76) }, { checkIns: [aCheckIn({ state: 'asked' })] }),
  ],
  [
    5,
    'an execution that runs on after its check-in has ended',
    (sound) => ({ ...sound, running: [...sound.running, 'p-ana001-c001'] }),
  ],
  [6, 'a crisis of which nobody was paged', (sound) => withGathered(sound, { crises: [aCrisis()] })],
  [
    6,
    'an unacknowledged crisis without a task',
    (sound) =>
      withGathered(sound, {
        crises: [aCrisis({ state: 'unacknowledged' })],
        tasks: [aTask({ kind: 'crisis', crisisId: 'crisis-another' })],
      }),
  ],
  [
    7,
    'a digest of somebody who had taken the consent back',
    (sound) =>
      withGathered(sound, {
        participants: [{ ...ana, consents: [sharing({ revokedAt: hoursLater(-1).toISOString() })] }, ben],
      }),
  ],
  [7, 'a digest that no disclosure accounts for', (sound) => withGathered(sound, { disclosures: [] })],
  [
    7,
    'a digest that also names somebody whom no disclosure accounts for',
    (sound) => ({ ...sound, mails: [aMail('Ana: answered. Ben: missed.')] }),
  ],
  [
    8,
    'a next check-in that moved as the other left',
    (sound) =>
      withGathered(sound, {
        partings: sound.gathered.partings.map((one) => ({
          ...one,
          after: { ...ahead, askedNext: hoursLater(8 * 24).toISOString() },
        })),
      }),
  ],
  [
    8,
    'a loop that ended as the other left',
    (sound) =>
      withGathered(sound, {
        partings: sound.gathered.partings.map((one) => ({
          ...one,
          after: { ...ahead, loop: 'p-ana001-weekly-check-in-1 SUCCEEDED' },
        })),
      }),
  ],
  [9, 'an inbound text that was never stored', (sound) => withGathered(sound, { inbound: [] })],
  [
    9,
    'an inbound text that nobody finished',
    (sound) => withGathered(sound, { inbound: [anInboundText({ state: 'received' })] }),
  ],
  [10, 'an active participant without an execution', (sound) => ({ ...sound, running: [] })],
];

describe('a played programme held against the invariants of product.md', () => {
  it('finds nothing where everything is as it should be', () => {
    expect(judge(aSoundProgramme())).toEqual([]);
  });

  it.each(broken)('finds invariant %d broken by %s', (invariant, _what, breakIt) => {
    const found = judge(breakIt(aSoundProgramme()));

    expect([...new Set(found)]).toEqual([invariant]);
  });

  it('knows all ten', () => {
    expect(new Set(broken.map(([invariant]) => invariant))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  });
});
