import type { Mentor } from '../contracts/mentor.ts';
import type { Message, StoppedChannel } from '../contracts/message.ts';
import type { Participant } from '../contracts/participant.ts';
import type { Clock } from '../ports/clock.ts';
import type { Records } from '../ports/records.ts';
import { changeRow, type Decision } from './change-row.ts';

export interface StopChannelDeps {
  readonly records: Records;
  readonly clock: Clock;
}

/**
 * Writes down that the recipient's number or address takes nothing more, where it is still the one that `to` names;
 * `to` is left out where the provider did not say. Safe to repeat: the first report stands. Consent is not touched.
 */
export async function stopChannel(
  { records, clock }: StopChannelDeps,
  { recipient, channel }: Pick<Message, 'recipient' | 'channel'>,
  { to, code }: { readonly to?: string | undefined; readonly code: string },
): Promise<void> {
  if (recipient === 'coordinator') return;
  const at = clock.now().toISOString();
  const stopOf = (present: string | undefined, before: StoppedChannel | undefined) => {
    if (present === undefined || before?.to === present || !isSame(to ?? present, present)) return undefined;
    return { to: present, at, code };
  };
  if (recipient.startsWith('p-')) {
    return changeRow(
      records,
      { kind: 'participant', id: recipient },
      (row): Decision<'participant', undefined> => {
        const numberFailed = stopOf(row.phone, row.numberFailed);
        return { ...(numberFailed && { row: { ...row, numberFailed } }), result: undefined };
      },
    );
  }
  return changeRow(records, { kind: 'mentor', id: recipient }, (row): Decision<'mentor', undefined> => {
    const after = channel === 'text' ? textStopped(row) : emailStopped(row);
    return { ...(after && { row: after }), result: undefined };
  });

  function textStopped(row: Mentor): Mentor | undefined {
    const stopped = stopOf(row.phone, row.textStopped);
    return stopped && { ...row, textStopped: stopped };
  }
  function emailStopped(row: Mentor): Mentor | undefined {
    const stopped = stopOf(row.email, row.emailStopped);
    return stopped && { ...row, emailStopped: stopped };
  }
}

/** Texts came from a number that was said not to exist: it does. */
export const numberWorks = (
  { records }: Pick<StopChannelDeps, 'records'>,
  participantId: string,
): Promise<void> =>
  changeRow(
    records,
    { kind: 'participant', id: participantId },
    (row): Decision<'participant', undefined> => {
      const { numberFailed, ...works }: Participant = row;
      return { ...(numberFailed && { row: works }), result: undefined };
    },
  );

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
