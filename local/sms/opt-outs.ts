import type { Journal } from '../journal.ts';

/** The numbers that may not be texted, by opt-out list: `Default`, which SNS uses too, and those of the template. */
export function optOutLists(journal: Journal): OptOutLists {
  const listOf = (list: string) =>
    journal.map<OptOut>(list === DEFAULT_LIST ? 'sms/opted-out' : `sms/opted-out/${list}`);
  const optedInOf = (list: string) => journal.map<number>(`sms/opted-in/${list}`);
  return {
    get: (list, number) => listOf(list).get(number),
    add: (list, number, optOut) => listOf(list).set(number, optOut),
    remove: (list, number, removedAt) =>
      journal.atomically(() => {
        if (listOf(list).delete(number) && removedAt !== undefined) optedInOf(list).set(number, removedAt);
      }),
    removedAt: (list, number) => optedInOf(list).get(number),
    entries: (list) => [...listOf(list).entries()],
  };
}

export interface OptOutLists {
  get(list: string, number: string): OptOut | undefined;
  add(list: string, number: string, optOut: OptOut): void;
  /** With the time (epoch milliseconds) when the programme does it over the API; without when the person does. */
  remove(list: string, number: string, removedAt?: number): void;
  /** When the programme last took the number off the list. */
  removedAt(list: string, number: string): number | undefined;
  /** Oldest first. */
  entries(list: string): readonly (readonly [number: string, optOut: OptOut])[];
}

export interface OptOut {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The person texted STOP, and AWS acted on it by itself. */
  readonly byEndUser?: boolean;
}

/** The list that every account has. */
export const DEFAULT_LIST = 'Default';
