import type { QuestionId } from '#shared/contracts/question';
import type { SentText } from '../sms/sms.ts';
import type { Recognised } from './recognise-text.ts';
import { minutes, type Action, type Player, type Stage } from './stage.ts';

/** What somebody texts, and how long after what they answer; the same id is the network's duplicate of one text. */
export interface PlannedReply {
  readonly body: string;
  readonly after: number;
  readonly inboundMessageId?: string;
}

/** A question as it reaches somebody: of which check-in (1, 2, 3 …; 0 is the screen), and how often by now. */
export interface AskedNow {
  readonly questionId: QuestionId;
  readonly cycle: number;
  /** 0 the first time; more for a nudge or a repetition. */
  readonly times: number;
}

/** How a made-up participant behaves. */
export interface Behaviour {
  /** To the text that asks for their agreement; nothing is silence. */
  readonly toOptIn: (times: number) => readonly PlannedReply[];
  readonly toQuestion: (asked: AskedNow) => readonly PlannedReply[];
  /** What they do with the link to their own page, in milliseconds after it came; nothing leaves it unread. */
  readonly ownPartAfter?: number;
  /** Texts that nobody asked for, by when they are sent. */
  readonly unasked?: readonly { readonly at: number; readonly body: string }[];
}

export interface ParticipantInPlay {
  readonly name: string;
  readonly phone: string;
  readonly language: 'en' | 'es';
  readonly behaviour: Behaviour;
}

export interface ParticipantTools {
  readonly read: (body: string) => Recognised | undefined;
  /** Completes the own part behind a link, as the page's form would. */
  readonly fillOwnPart: (url: string, participant: ParticipantInPlay) => Promise<void>;
}

/** A person with a phone in a played programme. */
export function participantPlayer(
  stage: Stage,
  participant: ParticipantInPlay,
  { read, fillOwnPart }: ParticipantTools,
): Player {
  const { phone, behaviour } = participant;
  const screen: ReadonlySet<QuestionId> = new Set(['own-phone', 'safe-home', 'careful']);
  const asked = new Map<string, number>();
  let cycle = 0;
  let optIns = 0;

  const send = (replies: readonly PlannedReply[], from: number): Action[] =>
    replies.map(({ body, after, inboundMessageId }) => ({
      at: from + after,
      do: async () => {
        await stage.cloud.sms.receiveText({
          from: phone,
          body,
          ...(inboundMessageId !== undefined && { inboundMessageId }),
        });
      },
    }));
  stage.plan(...(behaviour.unasked ?? []).flatMap(({ at, body }) => send([{ body, after: 0 }], at)));

  return {
    onText(text: SentText) {
      if (text.to !== phone) return [];
      const link = /https?:\/\/\S+\/l\/\S+/.exec(text.body)?.[0];
      if (link !== undefined) {
        const after = behaviour.ownPartAfter;
        return after === undefined ? [] : [{ at: text.at + after, do: () => fillOwnPart(link, participant) }];
      }
      const recognised = read(text.body);
      if (recognised?.kind === 'question') {
        const { questionId, again } = recognised;
        if (questionId === 'wellbeing' && !again) cycle += 1;
        const of = screen.has(questionId) ? 0 : cycle;
        const key = `${of}-${questionId}`;
        const times = asked.get(key) ?? 0;
        asked.set(key, times + 1);
        return send(behaviour.toQuestion({ questionId, cycle: of, times }), text.at);
      }
      const isOptIn = recognised?.template === 'opt-in' || recognised?.template === 'opt-in-reminder';
      return isOptIn ? send(behaviour.toOptIn(optIns++), text.at) : [];
    },
  };
}

/** Somebody who answers everything, a few minutes after it came. */
export function steady(answers: Partial<Record<QuestionId, string>>, language: 'en' | 'es'): Behaviour {
  const usual: Record<QuestionId, string> = {
    wellbeing: '4',
    craving: '2',
    confidence: '8',
    support: '4',
    contact: '2',
    'own-phone': '1',
    'safe-home': '1',
    careful: '2',
    ...answers,
  };
  return {
    toOptIn: () => [{ body: language === 'es' ? 'sí' : 'YES', after: 4 * minutes }],
    toQuestion: ({ questionId, times }) =>
      times === 0 ? [{ body: usual[questionId], after: 3 * minutes }] : [],
    ownPartAfter: 25 * minutes,
  };
}
