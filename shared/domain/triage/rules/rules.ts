import type { TriageRule } from '../rule.ts';
import { childInDanger } from './child.ts';
import { deathWords } from './death-words.ts';
import { lifeEnglish } from './life-english.ts';
import { lifeSpanish } from './life-spanish.ts';
import { overdose } from './overdose.ts';
import { selfHarm } from './self-harm.ts';
import { signs } from './signs.ts';
import { substanceEnglish } from './substance-english.ts';
import { substanceSpanish } from './substance-spanish.ts';
import { suicideEnglish } from './suicide-english.ts';
import { suicideSpanish } from './suicide-spanish.ts';
import { violenceEnglish } from './violence-english.ts';
import { violenceSpanish } from './violence-spanish.ts';
import { wideEnglish } from './wide-english.ts';
import { wideSpanish } from './wide-spanish.ts';

/** Every rule. Their order does not matter. */
export const triageRules: readonly TriageRule[] = [
  ...suicideEnglish,
  ...suicideSpanish,
  ...selfHarm,
  ...overdose,
  ...violenceEnglish,
  ...violenceSpanish,
  ...childInDanger,
  ...substanceEnglish,
  ...substanceSpanish,
  ...lifeEnglish,
  ...lifeSpanish,
  ...wideEnglish,
  ...wideSpanish,
  ...deathWords,
  ...signs,
];
