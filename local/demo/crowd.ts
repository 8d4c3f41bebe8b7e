import type { QuestionId } from '#shared/contracts/question';
import type { AskedNow, Behaviour, PlannedReply } from './participant.ts';
import type { Random } from './random.ts';
import { hours, minutes } from './stage.ts';

/**
 * How people of every kind behave, by chance: most answer soon, in their own way of writing; some late, twice, wrongly,
 * not at all, with a note, or with a number that worries. The same chance is the same person.
 */
export function byChance(random: Random, language: 'en' | 'es'): Behaviour {
  const carefulness = random.next();
  return {
    toOptIn: (times) => {
      if (random.chance(0.06)) return [];
      const yes = random.pick(['YES', 'yes', 'Yes please', 'Sí', 'si', 'Y']);
      return times === 0 && random.chance(0.12)
        ? []
        : [{ body: yes, after: random.between(1, 600) * minutes }];
    },
    toQuestion: (asked) => replyByChance(random, { asked, carefulness, language }),
    ownPartAfter: random.between(5, 2000) * minutes,
  };
}

function replyByChance(
  random: Random,
  { asked, carefulness, language }: { asked: AskedNow; carefulness: number; language: 'en' | 'es' },
): readonly PlannedReply[] {
  const { questionId, cycle, times } = asked;
  if (cycle === 0)
    return times === 0 ? [{ body: safe[questionId] ?? '1', after: random.between(1, 90) * minutes }] : [];
  // Silence is a matter of the person and of the day, and a reminder helps some.
  if (random.chance(times === 0 ? 0.06 + carefulness * 0.1 : 0.4)) return [];
  const value = valueFor(random, questionId);
  const after = random.chance(0.06) ? random.between(26, 100) * hours : random.between(1, 240) * minutes;
  const answer: PlannedReply = { body: written(random, { value, questionId, language }), after };
  if (random.chance(0.05))
    return [{ body: random.pick(['maybe', '8-9', '??', 'no sé', '5 drinks']), after }, answer];
  if (random.chance(0.06)) return [answer, { ...answer, after: after + random.between(1, 90) * 1000 }];
  if (random.chance(0.04)) {
    const inboundMessageId = `duplicate-${random.between(1, 1_000_000_000)}`;
    return [
      { ...answer, inboundMessageId },
      { ...answer, after: after + 400, inboundMessageId },
    ];
  }
  return [answer];
}

const safe: Readonly<Record<string, string>> = { 'own-phone': '1', 'safe-home': '1', careful: '2' };

function valueFor(random: Random, questionId: QuestionId): number {
  const isHard = random.chance(0.06);
  switch (questionId) {
    case 'wellbeing':
      return isHard ? random.between(1, 2) : random.between(3, 5);
    case 'craving':
      return isHard ? random.between(8, 10) : random.between(0, 6);
    case 'confidence':
      return isHard ? random.between(0, 3) : random.between(5, 10);
    case 'support':
      return random.between(isHard ? 0 : 2, isHard ? 1 : 7);
    default:
      return isHard ? 1 : 2;
  }
}

function written(
  random: Random,
  { value, questionId, language }: { value: number; questionId: QuestionId; language: 'en' | 'es' },
): string {
  const figure = String(value);
  const style = random.next();
  if (style < 0.7) return figure;
  if (style < 0.78) return `${figure}.`;
  if (style < 0.84) return ` ${figure} `;
  if (style < 0.9 && questionId === 'wellbeing') return `${figure}/5`;
  if (style < 0.95) return (language === 'es' ? spanish : english)[value] ?? figure;
  return language === 'es' ? `${figure} - un día largo` : `${figure} - long day`;
}

const english = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const spanish = ['cero', 'uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'];
