import { callApi } from './api.js';
import { lengthOf, make, onPress, replace, say, whenChanged, zoned } from './dom.js';
import {
  everyInWords,
  journeyReasons,
  journeyStates,
  outcomes,
  phases,
  reasonInWords,
  taskKinds,
} from './words.js';

/** One partner's way through the programme, and nothing of the other's. */
export function createJourney(element, { onChange }) {
  const drawAll = whenChanged((partner, tasks, hour) => {
    const { journey, checkIns, timeZone } = partner;
    const now = hour * HOUR;
    const open = checkIns.find(({ state }) => state === 'asked' || state === 'nudged');
    const past = checkIns.filter(({ cycle, state }) => cycle > 0 && state !== 'scheduled');
    const concerns = tasks.filter(({ taskId }) => journey.concerns.includes(taskId));
    replace(
      element,
      [
        heading(partner),
        journey.state === 'intake' || journey.state === 'waiting' ? intakeSteps(partner) : undefined,
        make(
          'dl',
          {},
          ...(open === undefined ? [] : fact('Now', openInWords(open, timeZone))),
          ...(journey.state === 'active' && Date.parse(journey.cadence?.step.dueAt) > now
            ? fact('Next check-in', nextInWords(journey.cadence.step, { timeZone, now }))
            : []),
          ...(journey.concerns.length === 0
            ? []
            : fact(
                journey.concerns.length === 1 ? 'Open concern' : 'Open concerns',
                concerns.length === 0
                  ? [String(journey.concerns.length)]
                  : [concerns.map(({ kind }) => taskKinds[kind] ?? kind).join('; ')],
              )),
          ...(past.length === 0 ? [] : fact('Last check-ins', [history(past, timeZone)])),
        ),
        make('div', { class: 'buttons' }, ...actionsOf(partner).map((action) => button(action, partner))),
      ].filter((part) => part !== undefined),
    );
  });

  function button({ label, path, body, ask }, { participantId, name }) {
    const made = make(
      'button',
      { type: 'button', 'data-key': path, 'aria-label': `${label}: ${name}` },
      label,
    );
    onPress(made, async () => {
      if (ask !== undefined && !confirm(ask)) return;
      await callApi(`/participants/${participantId}/${path}`, { method: 'POST', ...(body && { body }) });
      say(`${label}: done.`);
      await onChange();
    });
    return made;
  }

  return { draw: (partner, tasks, now) => drawAll(partner, tasks, Math.floor(now / HOUR)) };
}

const HOUR = 3_600_000;

const fact = (term, parts) => [make('dt', {}, term), make('dd', {}, ...parts)];

function heading({ name, journey, safetyHold, timeZone }) {
  const { state, reason, since, pausedUntil, cadence } = journey;
  const { dateOf } = zoned(timeZone);
  const parts = [];
  if (state === 'active' && cadence !== undefined) {
    parts.push(
      cadence.phase === 'programme'
        ? `Programme, ${cadence.programmeCycles} of ${cadence.programmeWeeks} weeks`
        : (phases[cadence.phase] ?? cadence.phase),
      everyInWords(cadence.everyDays),
    );
  } else if (state === 'paused' || state === 'ended') {
    if (reason !== undefined) parts.push(journeyReasons[reason] ?? reason);
    parts.push(
      pausedUntil === undefined
        ? `since ${dateOf(Date.parse(since))}`
        : `until ${dateOf(Date.parse(pausedUntil))}`,
    );
  }
  return make(
    'p',
    { class: 'stand' },
    make('span', { class: 'hidden' }, `${name}: `),
    make('span', { class: 'chip', 'data-kind': state }, journeyStates[state] ?? state),
    make('span', { class: 'quiet' }, parts.join(' · ')),
    safetyHold ? make('span', { class: 'chip', 'data-kind': 'paused' }, 'On hold') : undefined,
  );
}

/** What is done and what is still to come before the first check-in; what was answered stays with whoever reviews it. */
function intakeSteps({ texts, ownPartAt, screen, journey }) {
  const steps = [
    ['Said YES to texts', texts.state === 'given'],
    ['Own part of the page', ownPartAt !== undefined],
    ['Private safety screen', screen !== 'pending'],
    ['A mentor', journey.state === 'active'],
  ];
  return make(
    'ol',
    { class: 'steps' },
    ...steps.map(([label, done]) =>
      make(
        'li',
        { class: done ? 'done' : 'open' },
        label,
        make('span', { class: 'hidden' }, done ? ': done' : ': not yet'),
      ),
    ),
  );
}

function nextInWords({ dueAt, reason }, { timeZone, now }) {
  const at = Date.parse(dueAt);
  const wait = at - now;
  return [
    make('strong', {}, zoned(timeZone).momentOf(at)),
    wait > 0 ? ` · in ${lengthOf(wait, 1)}` : '',
    make('span', { class: 'reason' }, reasonInWords(reason)),
  ];
}

function openInWords({ cycle, state, asked, answers }, timeZone) {
  const what = cycle === 0 ? 'The private screen' : `Check-in ${cycle}`;
  const at = asked[0]?.askedAt;
  if (at === undefined) return [`${what} is planned`];
  const answered = Object.keys(answers).length;
  return [
    make('strong', {}, `${what} is ${outcomes[state] ?? state}`),
    ` · ${answered} answered · asked ${zoned(timeZone).momentOf(Date.parse(at))}`,
  ];
}

/** The newest last, as people read time. Outcomes only: what was answered stays between them and their mentor. */
function history(past, timeZone) {
  const { dateOf } = zoned(timeZone);
  return make(
    'ol',
    { class: 'history' },
    ...past
      .toSorted((a, b) => a.cycle - b.cycle)
      .map(({ cycle, state, createdAt, lateAnswers }) => {
        const late = lateAnswers.length > 0 ? ', answered late' : '';
        const words = `Check-in ${cycle}, ${dateOf(Date.parse(createdAt))}: ${outcomes[state] ?? state}${late}`;
        return make(
          'li',
          { 'data-state': state, title: words },
          make('span', { class: 'hidden' }, words),
          make('span', { 'aria-hidden': 'true' }, String(cycle)),
        );
      }),
  );
}

function actionsOf({ journey: { state }, texts }) {
  const leaves = {
    label: 'Withdraw',
    path: 'withdrawal',
    body: { reason: 'withdrawn' },
    ask: 'Write down that this person leaves the programme?',
  };
  if (texts.state !== 'given') return state === 'ended' ? [] : [leaves];
  if (state === 'active') return [{ label: 'Pause', path: 'pause', body: { reason: 'asked' } }, leaves];
  if (state === 'paused') return [{ label: 'Resume', path: 'resume' }, leaves];
  if (state === 'ended') return [{ label: 'Take back', path: 'start' }];
  return [leaves];
}
