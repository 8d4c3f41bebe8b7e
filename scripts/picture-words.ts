import type { State } from '#infra/definitions/definition';

/** What a Catch waits for, in words: `no answer in 24 h`, `any other error`. */
export function errorWords(state: State, index: number): string {
  const { Catch = [] } = state;
  const before = Catch.slice(0, index).flatMap(({ ErrorEquals }) => ErrorEquals);
  const words = (Catch[index]?.ErrorEquals ?? []).map((name) => {
    if (name === 'States.ALL') return before.length === 0 ? 'any error' : 'any other error';
    if (name === 'States.Timeout') return timeoutWords(state);
    if (name === 'States.HeartbeatTimeout') return silenceWords(state);
    return name.startsWith('States.') ? (STATES_ERRORS[name] ?? name) : name;
  });
  return words.join(', ');
}

/** The state's own time limit, where no Catch has it on its arrow. */
export function ownLimit(state: State): string | undefined {
  const caught = new Set((state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals));
  const limit = state.TimeoutSeconds;
  const silence = state['HeartbeatSeconds'];
  const words = [
    ...(limit === undefined || caught.has('States.Timeout') ? [] : [`${durationOf(limit)} at most`]),
    ...(silence === undefined || caught.has('States.HeartbeatTimeout')
      ? []
      : [`a sign of life every ${durationOf(silence)}`]),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}

/** How long a Wait state waits, or until when. */
export function waitingTime(state: State): string {
  const seconds = state['Seconds'];
  return seconds === undefined ? `until ${shorten(state['Timestamp'])}` : durationOf(seconds);
}

/** `86400` → `24 h`; an expression stays one. */
export function durationOf(seconds: unknown): string {
  if (typeof seconds !== 'number') return `${shorten(seconds)} s`;
  const [amount, unit] = UNITS.find(([size, , least]) => seconds >= least && seconds % size === 0) ?? [
    1,
    's',
  ];
  return `${seconds / amount} ${unit}`;
}

/** A JSONata expression or a sentence, short enough for an arrow: no marks around it, at most 48 characters. */
export function shorten(given: unknown): string {
  const text = typeof given === 'string' ? given : JSON.stringify(given ?? '');
  const words = /^\{%[^]*%\}$/.test(text) ? readable(text.slice(2, -2)) : text.trim();
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST - 1).trimEnd()}…`;
}

const LONGEST = 48;

/** Variables without their sign, text without its quotes; functions keep theirs. */
function readable(expression: string): string {
  return expression
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\$states\.(?:input|result)\./g, '')
    .replaceAll(/\$(?=[A-Za-z_]\w*\b(?!\s*\())/g, '')
    .replaceAll(/'([\w .-]+)'/g, '$1')
    .trim();
}

/** Largest first: how many seconds, what it is called, and from how many seconds on it is the better word. */
const UNITS: readonly (readonly [size: number, unit: string, least: number])[] = [
  [86_400, 'days', 3 * 86_400],
  [3_600, 'h', 3_600],
  [60, 'min', 60],
];

const waitsForAnswer = ({ Resource = '' }: State): boolean => Resource.endsWith('.waitForTaskToken');

function timeoutWords(state: State): string {
  const missing = waitsForAnswer(state) ? 'no answer' : 'not done';
  return state.TimeoutSeconds === undefined
    ? `${missing} in time`
    : `${missing} in ${durationOf(state.TimeoutSeconds)}`;
}

const silenceWords = (state: State): string =>
  state['HeartbeatSeconds'] === undefined
    ? 'no sign of life'
    : `no sign of life for ${durationOf(state['HeartbeatSeconds'])}`;

const STATES_ERRORS: Readonly<Record<string, string>> = {
  'States.TaskFailed': 'a failure',
  'States.BranchFailed': 'a branch failed',
  'States.ExceedToleratedFailureThreshold': 'too many items failed',
  'States.Permissions': 'not allowed',
  'States.NoChoiceMatched': 'no choice matched',
};
