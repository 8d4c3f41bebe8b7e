import type { Cloud } from '../cloud.ts';
import type { Mail } from '../ses/mail.ts';
import type { SentText } from '../sms/sms.ts';

/** Something that a player will do at a moment of virtual time. */
export interface Action {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly do: () => Promise<void>;
}

/** Somebody who acts in a played programme: hears of what reaches them, and says what they will do about it. */
export interface Player {
  onText?(text: SentText): readonly Action[];
  onMail?(mail: Mail): readonly Action[];
}

/** What a page or the API answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * A programme on the embedded cloud with people who play it: through phones, mailboxes, public pages and the API, as
 * they would, and nothing else. Time jumps from event to event; the same cast and seed play the same programme.
 */
export class Stage {
  readonly cloud: Cloud;
  readonly #token: string;
  readonly #players: Player[] = [];
  readonly #actions: Action[] = [];
  readonly #newTexts: SentText[] = [];
  readonly #stopListening: () => void;
  #mails: number;

  private constructor(cloud: Cloud, token: string) {
    this.cloud = cloud;
    this.#token = token;
    this.#stopListening = cloud.sms.onSent((text) => this.#newTexts.push(text));
    this.#mails = cloud.ses.mailbox().length;
  }

  /** The stage of a running cloud, signed in as its demo coordinator. */
  static async of(cloud: Cloud): Promise<Stage> {
    const coordinator = cloud.signIn.users.find(({ groups }) => groups.includes('coordinator'));
    if (!coordinator) throw new Error('no demo user is a coordinator');
    const { accessToken } = await cloud.signIn.issueToken({ username: coordinator.username });
    return new Stage(cloud, accessToken);
  }

  /** The players go; the programme goes on without them. */
  close(): void {
    this.#stopListening();
  }

  now(): number {
    return this.cloud.clock.now();
  }

  add(player: Player): void {
    this.#players.push(player);
  }

  /** Has something done at a moment; what lies in the past is done next. */
  plan(...actions: readonly Action[]): void {
    this.#actions.push(...actions);
    this.#actions.sort((a, b) => a.at - b.at);
  }

  /** Plays until this moment. `progress` hears of each step of time. */
  async play(until: number, progress: (now: number) => void = () => undefined): Promise<void> {
    const { clock } = this.cloud;
    await clock.settle();
    for (;;) {
      this.#listen();
      const now = this.now();
      progress(now);
      const action = this.#actions[0];
      const next = clock.nextDue()?.at ?? Number.POSITIVE_INFINITY;
      const at = Math.min(action?.at ?? Number.POSITIVE_INFINITY, next);
      if (at > until) break;
      if (action && action.at <= next) {
        this.#actions.shift();
        await clock.advance(Math.max(0, action.at - now));
        await action.do();
        await clock.settle();
      } else await clock.advance(Math.max(0, next - now));
    }
    await clock.advance(Math.max(0, until - this.now()));
    this.#listen();
  }

  /** One request to the API as the coordinator. Throws for anything but an answer of 2xx or 409. */
  async api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.cloud.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok && response.status !== 409)
      throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
    await this.cloud.clock.settle();
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  }

  /** Opens a public page, or sends its form. */
  async page(url: string, form?: Readonly<Record<string, string | readonly string[]>>): Promise<Answer> {
    const address = url.startsWith('http') ? url : `${this.cloud.url}${url}`;
    const fields = Object.entries(form ?? {}).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    const response = await fetch(address, {
      redirect: 'follow',
      ...(form && {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    });
    const text = await response.text();
    await this.cloud.clock.settle();
    return { status: response.status, text };
  }

  #listen(): void {
    const newTexts = this.#newTexts.splice(0);
    const mails = this.cloud.ses.mailbox();
    const newMails = mails.slice(this.#mails);
    this.#mails = mails.length;
    for (const player of this.#players) {
      for (const text of newTexts) this.plan(...(player.onText?.(text) ?? []));
      for (const mail of newMails) this.plan(...(player.onMail?.(mail) ?? []));
    }
  }
}

export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;
