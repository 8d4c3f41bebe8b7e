/** Something to answer with one tap. */
export interface QuickReply {
  /** What is texted. */
  readonly body: string;
  /** What the text says it stands for, where it says so. */
  readonly means?: string;
}

/**
 * What may be answered to a text with one tap, read off its words, as the person at the phone would: a scale, a choice,
 * a question for agreement, or the code of a page. Nothing for a text that asks for nothing.
 */
export function quickRepliesTo(text: string): QuickReply[] {
  const skip = /\b(?:SKIP|PASO)\b/.exec(text)?.[0];
  if (skip !== undefined) return [...(choicesIn(text) ?? scaleIn(text)), { body: skip }];
  if (/\bYES\b/.test(text) && /\bNO\b/.test(text)) return [{ body: 'YES' }, { body: 'NO' }];
  if (/\bSI\b/.test(text) && /\bNO\b/.test(text)) return [{ body: 'SI' }, { body: 'NO' }];
  const code = /\b(?:Reply|Responda|reply|responda) (\d{4})\b/.exec(text)?.[1];
  return code === undefined ? [] : [{ body: code }];
}

/** `1 yes, 2 no, 3 not sure` */
function choicesIn(text: string): QuickReply[] | undefined {
  const found = [...text.matchAll(/\b(\d) (yes|no lo sé|not sure|no|s[ií])(?=[,.])/g)];
  return found.length < 2 ? undefined : found.map(([, body = '', means = '']) => ({ body, means }));
}

/** `1 (hard) to 5 (good)`, `0 to 7` */
function scaleIn(text: string): QuickReply[] {
  const scale = /\b(\d+)(?: \(([^)]+)\))? (?:to|al?) (\d+)(?: \(([^)]+)\))?/.exec(text);
  if (scale === null) return [];
  const [, first = '', low, last = '', high] = scale;
  const [from, to] = [Number(first), Number(last)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => {
    const means = index === 0 ? low : from + index === to ? high : undefined;
    return { body: String(from + index), ...(means !== undefined && { means }) };
  });
}
