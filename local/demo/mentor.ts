import { submitForm } from './forms.ts';
import { minutes, type Player, type Stage } from './stage.ts';

export interface MentorInPlay {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  /** To an offer, by how many came before and when; nothing lets it expire. */
  readonly toOffer: (times: number, at: number) => 'accept' | 'decline' | undefined;
  /** To a page: take it over by its code, or let the ladder go on. */
  readonly takesPages: boolean;
}

/** A mentor with a mailbox and a phone: answers offers by their link, and pages by their code. */
export function mentorPlayer(stage: Stage, { email, phone, toOffer, takesPages }: MentorInPlay): Player {
  let offers = 0;
  return {
    onMail({ to, text = '', at }) {
      const link = /https?:\/\/\S+\/l\/[A-Za-z0-9_.-]+/.exec(text)?.[0];
      if (!to.includes(email) || link === undefined) return [];
      return [
        {
          at: at + 40 * minutes,
          do: async () => {
            const page = await stage.page(link);
            // A page of a crisis is taken over by its code, which comes by text.
            if (!page.text.includes('value="accept"')) return;
            const answer = toOffer(offers++, at);
            if (answer !== undefined)
              await submitForm(stage, link, {
                answer,
                ...(answer === 'decline' && { reason: 'no-time' }),
              });
          },
        },
      ];
    },
    onText({ to, body, at }) {
      const code = /\b\d{4}\b/.exec(body)?.[0];
      if (to !== phone || code === undefined || !takesPages) return [];
      return [
        {
          at: at + 2 * minutes,
          do: async () => void (await stage.cloud.sms.receiveText({ from: phone, body: code })),
        },
      ];
    },
  };
}
