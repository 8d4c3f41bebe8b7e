import * as fc from 'fast-check';

/** Two partners in two time zones, their mentor, and a number that nobody has. */
export const people = {
  ana: { id: 'p-ana001', phone: '+12025550101', timeZone: 'America/New_York', name: 'Anastasia' },
  ben: { id: 'p-ben001', phone: '+12025550102', timeZone: 'Europe/London', name: 'Benedict' },
  dana: { id: 'm-dana01', phone: '+12025550130', timeZone: 'America/New_York', name: 'Danielle' },
  nobody: { id: '', phone: '+12025550177', timeZone: 'UTC', name: 'Nobody' },
} as const;
export type Who = keyof typeof people;
export type Partner = 'ana' | 'ben';

/** A word that only this person says: it must not turn up anywhere but in their own inbound texts. */
export const secretOf: Record<Who, string> = {
  ana: 'zebrawood',
  ben: 'quicksand',
  dana: 'marigold',
  nobody: 'tumbleweed',
};

export const stopBodies = ['STOP', 'stop please', 'STOP. I want to die'];
export const startBodies = ['START', 'unstop'];
export const dangerBodies = ['I want to die', 'I am going to kill myself tonight', 'STOP. I want to die'];

/** What can happen. Whatever names a place in a list takes it modulo the list, so that every history can be shrunk. */
export type Step =
  | { readonly kind: 'text'; readonly who: Who; readonly body: string }
  /** One of the texts that wait, in any order, and perhaps a second delivery at once. */
  | { readonly kind: 'arrive'; readonly place: number; readonly twice: boolean }
  | { readonly kind: 'replay'; readonly place: number }
  | { readonly kind: 'send' }
  | { readonly kind: 'resend'; readonly place: number }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'ask' | 'nudge' | 'close'; readonly who: Partner }
  | { readonly kind: 'page' }
  | { readonly kind: 'decide'; readonly place: number; readonly decision: 'stop' | 'go-on' }
  | { readonly kind: 'crash'; readonly afterWrites: number; readonly written: boolean }
  | { readonly kind: 'provider'; readonly does: 'throttles' | 'loses' | 'refuses' };

const place = fc.nat({ max: 30 });
const partner = fc.constantFrom<Partner>('ana', 'ben');
const body = (who: Who): fc.Arbitrary<string> =>
  fc.constantFrom(
    '4',
    '2',
    '9',
    'skip',
    `4 - ${secretOf[who]}`,
    `we talked about the ${secretOf[who]} for a long time last night`,
    'dunno',
    'no',
    'HELP',
    'COPING',
    'LATER',
    'PAUSE 2 days',
    'RESUME',
    'privacy full',
    'español',
    'wrong number',
    `please stop the ${secretOf[who]}`,
    ...startBodies,
    ...stopBodies,
    ...dangerBodies,
  );
const texts = fc.constantFrom<Who>('ana', 'ana', 'ana', 'ben', 'ben', 'ben', 'dana', 'nobody').chain((who) =>
  fc.record({
    kind: fc.constant('text' as const),
    who: fc.constant(who),
    body: who === 'dana' ? fc.oneof(body(who), fc.constantFrom('<code>', "<code> can't")) : body(who),
  }),
);

/** What goes well, only not always in order. */
const usual: fc.Arbitrary<Step>[] = [
  texts,
  texts,
  fc.record({ kind: fc.constant('arrive' as const), place, twice: fc.boolean() }),
  fc.record({ kind: fc.constant('arrive' as const), place: fc.constant(0), twice: fc.constant(false) }),
  fc.record({ kind: fc.constant('replay' as const), place }),
  fc.constant({ kind: 'send' as const }),
  fc.record({ kind: fc.constant('resend' as const), place }),
  fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 7, 90, 600, 1500, 4400) }),
  fc.record({
    kind: fc.constantFrom('ask' as const, 'ask' as const, 'nudge' as const, 'close' as const),
    who: partner,
  }),
  fc.constant({ kind: 'page' as const }),
  fc.record({
    kind: fc.constant('decide' as const),
    place,
    decision: fc.constantFrom('stop' as const, 'go-on' as const),
  }),
];
const faults: fc.Arbitrary<Step>[] = [
  fc.record({ kind: fc.constant('crash' as const), afterWrites: fc.nat({ max: 6 }), written: fc.boolean() }),
  fc.record({
    kind: fc.constant('provider' as const),
    does: fc.constantFrom('throttles' as const, 'loses' as const, 'refuses' as const),
  }),
];

/** Histories in which nothing breaks, and histories in which anything may. */
export const calmHistory = fc.array(fc.oneof(...usual), { minLength: 4, maxLength: 30 });
export const history = fc.array(fc.oneof(...usual, ...usual, ...faults), { minLength: 4, maxLength: 36 });

/** Histories that are mostly about texts themselves: STOP and START, at once and late, twice and in any order. */
export const stopHistory = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      who: partner,
      body: fc.constantFrom(...stopBodies, ...stopBodies, ...startBodies, 'HELP', '4'),
    }),
    ...usual.slice(2),
    ...faults,
  ),
  { minLength: 4, maxLength: 30 },
);

/** Histories of check-ins that follow each other closer than any plan would have them: the caps have work to do. */
export const busyHistory = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('ask' as const, 'ask' as const, 'close' as const), who: partner }),
    fc.constant({ kind: 'send' as const }),
    fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 200, 600, 1500) }),
    ...usual,
  ),
  { minLength: 6, maxLength: 36 },
);
