import { cloudView } from '#local/cloud-view';
import type { Iam } from '#local/iam/iam';
import type { Mail } from '#local/ses/mail';
import type { Ses } from '#local/ses/ses';
import type { SentText, Sms } from '#local/sms/sms';
import type { Execution } from '#local/step-functions/execution';
import type { Run } from '#local/step-functions/runner';
import type { StepFunctions } from '#local/step-functions/step-functions';

function given() {
  const runs: Run[] = [];
  const mails: Mail[] = [];
  const sent: Partial<SentText>[] = [];
  const histories: string[] = [];
  let revision = 0;
  const view = cloudView({
    sms: { outbox: () => sent, received: () => [] } as unknown as Sms,
    ses: { mailbox: () => mails } as unknown as Ses,
    iam: {} as Iam,
    notes: [],
    stepFunctions: {
      runs: () => runs,
      revision: () => revision,
      history: (arn: string) => {
        histories.push(arn);
        return ['Ask', 'Wait', 'Ask'].map((name) => ({ stateEnteredEventDetails: { name } }));
      },
    } as unknown as StepFunctions,
  });
  return {
    view,
    mails,
    sent,
    histories,
    step(execution: Partial<Execution>) {
      revision += 1;
      const index = runs.findIndex((run) => run.execution.arn === execution.arn);
      const stepped = { execution: { ...running, ...runs[index]?.execution, ...execution } } as Run;
      runs[index === -1 ? runs.length : index] = stepped;
    },
  };
}

const running = {
  name: 'p-01hzy3k9-c001',
  stateMachineName: 'alongside-local-check-in',
  status: 'RUNNING',
  startTime: 1,
  wakeAt: 5,
  lastEventId: 3,
  root: { status: 'task', state: 'Ask' },
};

describe('executions', () => {
  it('are described without their histories, which are read for one that is asked for', () => {
    const { view, step, histories } = given();
    step({ arn: 'a' });

    const described = view.executions();
    const readFor = [...histories];
    const visited = view.visitedStates('a');

    expect(described).toMatchObject([{ arn: 'a', currentStates: ['Ask'], nextDeadline: 5 }]);
    expect(readFor).toEqual([]);
    expect([visited, histories]).toEqual([['Ask', 'Wait'], ['a']]);
  });

  it('are described anew only where they took a step', () => {
    const { view, step } = given();
    step({ arn: 'a' });
    step({ arn: 'b' });
    const [a, b] = view.executions();

    step({ arn: 'b', status: 'SUCCEEDED', stopTime: 9, lastEventId: 8 });
    const [sameA, newB] = view.executions();

    expect(sameA).toBe(a);
    expect(newB).not.toBe(b);
    expect(newB).toMatchObject({ status: 'SUCCEEDED', endedAt: 9, currentStates: [] });
  });

  it('are the very same list while nothing happens', () => {
    const { view, step } = given();
    step({ arn: 'a' });

    expect(view.executions()).toBe(view.executions());
  });

  it('say in words what goes on at a deadline of theirs, and at no other', () => {
    const { view, step } = given();
    step({ arn: 'a' });

    expect(view.describeDue?.({ at: 5, source: 'states' })).toBe('check-in goes on');
    expect(view.describeDue?.({ at: 6, source: 'states' })).toBeUndefined();
    expect(view.describeDue?.({ at: 5, source: 'scheduler' })).toBeUndefined();
  });
});

describe('a text', () => {
  it.each([
    ['DELIVERED', undefined],
    ['CARRIER_UNREACHABLE', 'carrier unreachable'],
  ] as const)('that ended as %s says what is wrong: %s', (status, problem) => {
    const { view, sent } = given();
    sent.push({ id: '1', at: 1, to: '+12025550101', body: 'Hi', status });

    expect(view.texts('+12025550101')[0]?.problem).toBe(problem);
  });
});

describe('a mail', () => {
  it('is in the mailbox of each who got it, and may bounce later', () => {
    const { view, mails } = given();
    const mail = {
      id: '1',
      at: 1,
      from: 'f',
      to: ['a@example.org', 'b@example.org'],
      subject: 's',
    } as unknown as Mail;
    mails.push({ ...mail, status: 'DELIVERED' });
    const before = view.mail('1')?.problem;

    mails[0] = { ...mail, status: 'BOUNCED' };

    expect(view.mailboxes()).toEqual([
      { address: 'a@example.org', count: 1 },
      { address: 'b@example.org', count: 1 },
    ]);
    expect([before, view.mails('b@example.org')[0]?.problem]).toEqual([undefined, 'bounced']);
  });
});
