import type { WordClasses } from '../pattern.ts';
import { englishClasses } from './english-classes.ts';
import { spanishClasses } from './spanish-classes.ts';

/** All word classes: those with a capital at the end of their name are Spanish. */
export const wordClasses: WordClasses = { ...englishClasses, ...spanishClasses };
