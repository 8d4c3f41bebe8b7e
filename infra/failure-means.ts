import type { workflowCalls } from './definitions/workflow-functions.ts';
import type { FunctionFolder } from './permissions.ts';

/** What the failure of each function means for people, as a sentence: whoever is woken reads this first. */
export const functionFailureMeans: Record<FunctionFolder, string> = {
  'ask-check-in': 'A participant does not get the question of a check-in.',
  'nudge-check-in': 'A participant who has not answered yet is not reminded.',
  'close-check-in': 'A check-in that nobody completed is not closed, so nobody follows it up.',
  'hand-over': 'A coordinator does not learn that something needs a person.',
  'plan-check-in': "A participant's next check-in is not planned.",
  'await-check-in': 'A pause or a need does not reach a participant whose next check-in is being waited for.',
  'page-rung': 'Nobody is called to somebody who may be in danger.',
  'nobody-answered': 'Somebody who may be in danger is not told that nobody has answered yet.',
  'stand-down': 'Mentors go on being called to a crisis that somebody has taken over.',
  'offer-couple': 'A couple is offered to no mentor.',
  'await-offer': 'A mentor is not asked about a couple.',
  'expire-offer': 'An offer that nobody answered stays with its mentor, and the couple waits.',
  'waitlist-couple': 'A couple waits for a mentor, and nobody knows it.',
  'begin-pairing': 'A couple is not told of its mentor, and its check-ins do not begin.',
  'ask-intake': 'Somebody who was signed up is not asked for their agreement, or for their own part.',
  'plan-intake': "One partner's part of an intake stands still.",
  'decide-intake': 'A couple whose intake is complete is not matched, and no coordinator hears of it.',
  'receive-sms': 'Texts from participants are not read; they wait in the queue and are tried again.',
  'send-text': 'Texts to participants and mentors do not leave; they wait in the queue and are tried again.',
  'send-email':
    'Emails to mentors and coordinators do not leave; they wait in the queue and are tried again.',
  'receive-delivery-events':
    'Nobody learns of texts and emails that did not arrive; the reports wait in the queue and are tried again.',
  'send-digests': 'Mentors do not get their notes on Monday, and may miss who needs them.',
  'serve-public-pages':
    'Couples cannot enrol, and the links in texts and emails do not open: also those of a crisis page.',
  'handle-api-request': 'A coordinator gets an error instead of what they asked for.',
  'sweep-check-ins': 'What was lost on the way is not found and handed to a person.',
};

/** What it means that one execution of a state machine failed. */
export const workflowFailureMeans: Record<keyof typeof workflowCalls, string> = {
  intake: 'The intake of a couple has stopped: nobody matches them until a coordinator decides.',
  'weekly-check-in': "A participant's weekly check-ins have stopped.",
  'check-in': 'A check-in stopped half-way: its participant may be waiting for a text that does not come.',
  aftercare: "A participant's check-ins after the programme have stopped.",
  'mentor-matching': "A couple's search for a mentor has stopped.",
  crisis: 'Nobody has taken over a crisis: somebody may be in danger now. Look at the open crises and call.',
};
