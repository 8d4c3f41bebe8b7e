import * as z from 'zod';

/** The languages that every text and page exists in. */
export const Language = z.enum(['en', 'es']);
export type Language = z.infer<typeof Language>;
