import { LOCAL_ACCOUNT, LOCAL_REGION, type Members, type Operation } from '../aws-service.ts';
import type { OptOut, OptOutLists } from '../sms/opt-outs.ts';
import { invalid, notFound } from './errors.ts';
import { inputs, read } from './input.ts';

/**
 * Opt-out lists, by name or ARN. A number may be put onto a list again, and taken off once in 30 days: within them only
 * the person can, by texting.
 */
export function optOutOperations({ lists, optOuts, now }: OptOutOptions): Record<string, Operation> {
  function listOf(nameOrArn: string): string {
    const name = nameOrArn.startsWith('arn:') ? (nameOrArn.split('/').at(-1) ?? '') : nameOrArn;
    if (!lists.has(name)) throw notFound('opt-out-list', name);
    return name;
  }

  function put(input: Members): Members {
    const { OptOutListName, OptedOutNumber } = read(inputs.optedOutNumber, input);
    const list = listOf(OptOutListName);
    const optOut = optOuts.get(list, OptedOutNumber) ?? { at: now() };
    optOuts.add(list, OptedOutNumber, optOut);
    return { ...listMembers(list), ...information(OptedOutNumber, optOut) };
  }

  function remove(input: Members): Members {
    const { OptOutListName, OptedOutNumber } = read(inputs.optedOutNumber, input);
    const list = listOf(OptOutListName);
    const optOut = optOuts.get(list, OptedOutNumber);
    if (optOut === undefined) throw notFound('opted-out-number');
    const before = optOuts.removedAt(list, OptedOutNumber);
    if (before !== undefined && now() - before < MONTH_MS) throw invalid('PHONE_NUMBER_CANNOT_BE_OPTED_IN');
    optOuts.remove(list, OptedOutNumber, now());
    return { ...listMembers(list), ...information(OptedOutNumber, optOut) };
  }

  function describe(input: Members): Members {
    const asked = read(inputs.describeOptedOutNumbers, input);
    const list = listOf(asked.OptOutListName);
    if (asked.OptedOutNumbers.some((number) => optOuts.get(list, number) === undefined)) {
      throw notFound('opted-out-number');
    }
    const found = optOuts
      .entries(list)
      .filter(([number]) => asked.OptedOutNumbers.length === 0 || asked.OptedOutNumbers.includes(number))
      .map(([number, optOut]) => information(number, optOut))
      .filter(({ EndUserOptedOut }) =>
        asked.Filters.every(({ Values }) => Values.some((value) => value === String(EndUserOptedOut))),
      );
    const first = Number(asked.NextToken);
    const next = first + asked.MaxResults;
    return {
      ...listMembers(list),
      OptedOutNumbers: found.slice(first, next),
      ...(next < found.length && { NextToken: String(next) }),
    };
  }

  return {
    PutOptedOutNumber: { access: onList('PutOptedOutNumber'), run: put },
    DeleteOptedOutNumber: { access: onList('DeleteOptedOutNumber'), run: remove },
    DescribeOptedOutNumbers: { access: onList('DescribeOptedOutNumbers'), run: describe },
  };
}

interface OptOutOptions {
  /** Names of the lists that there are. */
  readonly lists: ReadonlySet<string>;
  readonly optOuts: OptOutLists;
  readonly now: () => number;
}

const MONTH_MS = 30 * 86_400_000;

function onList(operation: string): NonNullable<Operation['access']> {
  return ({ OptOutListName }) => {
    const name = typeof OptOutListName === 'string' ? (OptOutListName.split('/').at(-1) ?? '') : '';
    return [{ action: `sms-voice:${operation}`, resource: listArn(name) }];
  };
}

const listMembers = (list: string) => ({ OptOutListArn: listArn(list), OptOutListName: list });

/** Timestamps travel as epoch seconds. */
const information = (number: string, { at, byEndUser = false }: OptOut) => ({
  OptedOutNumber: number,
  OptedOutTimestamp: at / 1_000,
  EndUserOptedOut: byEndUser,
});

const listArn = (list: string) => `arn:aws:sms-voice:${LOCAL_REGION}:${LOCAL_ACCOUNT}:opt-out-list/${list}`;
