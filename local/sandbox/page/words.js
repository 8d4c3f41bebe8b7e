/** Codes of the API in a coordinator's words. */

export const languages = { en: 'English', es: 'Spanish' };

export const privacyLevels = { discreet: 'discreet', normal: 'normal privacy', full: 'open words' };

export const taskKinds = {
  'check-in-missed': 'A check-in was missed',
  'check-in-failed': 'A check-in broke off',
  'check-in-concern': 'A check-in gives reason for concern',
  'text-unconfirmed': 'Nobody knows whether a text arrived',
  'text-not-sent': 'A text could not be sent',
  'email-not-sent': 'An email could not be sent',
  'reply-to-read': 'A reply needs to be read',
  'stop-or-not': 'Did they mean STOP?',
  stopped: 'Somebody stopped the texts',
  'wrong-number': 'A text says that the number is wrong',
  'help-asked': 'Somebody asked for help',
  'contact-asked': 'Somebody would like a call',
  'mentor-change-asked': 'Somebody would like another mentor',
  'unknown-sender': 'A text from an unknown number',
  'safety-review': 'A private safety answer needs a person',
  'intake-no-answer': 'Somebody did not answer the invitation',
  'intake-to-decide': 'An intake needs a decision',
  'partner-declined': 'One partner takes no part',
  'nobody-to-match': 'No mentor has room',
  'workflow-failed': 'A workflow broke',
  crisis: 'Somebody may be in danger',
  'crisis-follow-up': 'Look after somebody who was in a crisis',
  'long-pause': 'Somebody has been paused for weeks',
};

export const coupleDecisions = {
  match: 'Match them',
  'individual-support': 'Support apart',
  referral: 'Refer elsewhere',
  decline: 'Decline',
};

export const crisisOutcomes = {
  'spoke-safe-now': 'Spoke: safe now',
  'emergency-services': 'Emergency services',
  'with-a-clinician': 'With a clinician',
  'not-reached': 'Not reached',
  'not-a-crisis': 'Not a crisis',
};

export const journeyStates = {
  intake: 'Intake',
  waiting: 'Waiting for a mentor',
  active: 'Active',
  paused: 'Paused',
  ended: 'Has left',
};

export const journeyReasons = {
  asked: 'they asked for it',
  away: 'away',
  hospital: 'in hospital',
  incarceration: 'incarcerated',
  coordinator: 'a coordinator decided',
  declined: 'wanted no texts',
  'no-answer': 'did not answer',
  'not-eligible': 'not eligible',
  withdrawn: 'left the programme',
  stopped: 'texted STOP',
  completed: 'completed it',
};

export const phases = {
  programme: 'Programme',
  transition: 'First weeks out',
  aftercare: 'Aftercare',
  alumni: 'Alumni',
};

export const outcomes = {
  scheduled: 'planned',
  asked: 'open',
  nudged: 'open, reminded once',
  answered: 'answered',
  partial: 'partly answered',
  missed: 'missed',
  cancelled: 'cancelled',
  'handed-over': 'with a person',
};

const signals = {
  'concern-in-answers': 'an answer gave reason for concern',
  'two-missed': 'two check-ins were missed',
  lapse: 'a lapse',
  crisis: 'a crisis',
  'asked-for-more': 'they asked for more contact',
  'raised-by-a-person': 'a person asked for it',
  're-entry': 'they came back',
};

/** Why the next check-in is when it is. */
export function reasonInWords({ code, signal, fromDays, toDays, needCyclesLeft }) {
  const sentences = {
    'programme-began': 'The programme begins on their own day.',
    'as-planned': `As planned, ${everyInWords(toDays)}.`,
    'need-signal': `Closer contact, because ${signals[signal] ?? 'of a need'}.`,
    'phase-is-denser': `${capital(everyInWords(toDays))}: this phase is denser.`,
    'policy-is-denser': `${capital(everyInWords(toDays))}, as agreed with them.`,
    'stepped-down': `Two clean check-ins in a row: from ${everyInWords(fromDays)} to ${everyInWords(toDays)}.`,
    'held-for-need': `Stays ${everyInWords(toDays)}: ${needCyclesLeft} more after a need was noticed.`,
    'held-for-open-concern': `Stays ${everyInWords(toDays)} while a concern is open.`,
    'held-until-two-clean': `Stays ${everyInWords(toDays)} until two clean check-ins in a row.`,
    'held-until-the-week-is-full': `Stays ${everyInWords(toDays)} until the week is full.`,
    resumed: 'Goes on after a pause.',
  };
  return sentences[code] ?? code;
}

export const everyInWords = (days) =>
  days === 3.5
    ? 'twice a week'
    : days === 7
      ? 'weekly'
      : days % 7 === 0
        ? `every ${days / 7} weeks`
        : `every ${days} days`;

export const capital = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `alongside-local-weekly-check-in` as people say it. */
export const machineName = (name) =>
  capital(
    name
      .replace(/^alongside-[a-z]+-/, '')
      .replaceAll('-', ' ')
      .replace('check in', 'check-in'),
  );

/** Where a couple stands, for the list of all couples, with a kind to colour it by. */
export function standOf({ state, participantIds }, progress) {
  const own = progress.filter(({ participantId }) => participantIds.includes(participantId));
  const cycle = Math.max(0, ...own.map((one) => one.cycle));
  const inProgramme = own.some(({ loop }) => loop === 'weekly-check-in');
  const asked = own.some(({ loop }) => loop !== undefined);
  if (state === 'ended') return { text: 'ended', kind: 'ended' };
  if (state === 'separated') return { text: 'apart', kind: 'ended' };
  const stands = {
    intake: { text: 'intake', kind: 'before' },
    'to-decide': { text: 'to be decided', kind: 'person' },
    matching: { text: 'matching', kind: 'before' },
    waitlisted: { text: 'waitlist', kind: 'person' },
  };
  if (stands[state] !== undefined && !asked) return stands[state];
  if (inProgramme) return { text: cycle === 0 ? 'paired' : `week ${cycle}`, kind: 'active' };
  return own.some(({ loop }) => loop === 'aftercare')
    ? { text: 'aftercare', kind: 'active' }
    : { text: 'paired', kind: 'active' };
}
