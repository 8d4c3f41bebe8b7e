import type { Behaviour, PlannedReply } from './participant.ts';
import { steady } from './participant.ts';
import { days, hours, minutes } from './stage.ts';

/**
 * The couple of the demo, by check-in. Renee misses one, answers one late, has a hard week that raises a concern, and a
 * lapse after the programme; Mateo is steady in Spanish, reads on a discreet phone, passes a word on to her, and once texts
 * in despair.
 */
export const renee = (programmeBegins: number): Behaviour => {
  const usual = steady({}, 'en');
  return {
    ...usual,
    toQuestion(asked) {
      const { cycle, questionId, times } = asked;
      if (cycle === 3) return [];
      if (cycle === 5)
        return questionId === 'wellbeing' && times === 0
          ? [{ body: 'four, sorry, I was away', after: 80 * hours }]
          : [];
      if (cycle === 7 && times === 0) return once(hardWeek[questionId] ?? '2');
      // The network delivers one answer twice, and an impatient thumb taps twice.
      if (cycle === 9 && times === 0) return twice(usual.toQuestion(asked));
      if (cycle === 10 && questionId === 'wellbeing' && times === 0) return once('4/5 - better this week');
      return usual.toQuestion(asked);
    },
    unasked: [
      {
        at: programmeBegins + 200 * days,
        body: 'I drank last night. I feel ashamed, but I am safe and I called my sponsor.',
      },
    ],
  };
};

export const mateo = (programmeBegins: number): Behaviour => {
  const usual = steady(
    { wellbeing: 'cuatro', craving: '1', confidence: '9', support: '5', contact: 'no' },
    'es',
  );
  return {
    ...usual,
    toQuestion(asked) {
      // He asks for peace for two weeks, in words that no question asked for.
      if (asked.cycle === 6 && asked.questionId === 'craving' && asked.times === 0)
        return once('no sé, quizás 3');
      return usual.toQuestion(asked);
    },
    unasked: [
      { at: programmeBegins + 62 * days, body: 'PAUSA 10 dias' },
      { at: programmeBegins + 40 * days, body: 'COMPARTIR Hoy me sentí orgulloso de nosotros' },
      { at: programmeBegins + 40 * days + 5 * minutes, body: 'COMPARTIR SI' },
      { at: programmeBegins + 120 * days, body: 'ya no quiero vivir, no puedo más' },
    ],
  };
};

const hardWeek: Readonly<Record<string, string>> = {
  wellbeing: '2 - rough week, we fought a lot',
  craving: '9',
  confidence: '3',
  support: '1',
  contact: 'yes',
};

const once = (body: string): PlannedReply[] => [{ body, after: 5 * minutes }];

let duplicates = 0;
function twice(replies: readonly PlannedReply[]): PlannedReply[] {
  return replies.flatMap((reply) => {
    const inboundMessageId = `duplicate-${(duplicates += 1)}`;
    return [
      { ...reply, inboundMessageId },
      { ...reply, after: reply.after + 1000, inboundMessageId },
      { ...reply, after: reply.after + 2000 },
    ];
  });
}
