import { progressOf } from '#local/sandbox/progress';
import type { SandboxExecution } from '#local/sandbox/view';

const run = (name: string, endedAt?: number): SandboxExecution => ({
  arn: name,
  name,
  stateMachineName: 'm',
  status: endedAt === undefined ? 'RUNNING' : 'SUCCEEDED',
  startedAt: 0,
  currentStates: [],
  ...(endedAt !== undefined && { endedAt }),
});

it('knows the newest check-in of each person, and which loop runs', () => {
  const progress = progressOf([
    run('p-01hzy3k9-c000', 1),
    run('p-01hzy3k9-weekly-check-in-1'),
    run('p-01hzy3k9-c001', 2),
    run('p-01hzy3k9-c002'),
    run('p-01hzy3kz-c000'),
  ]);

  expect(progress).toEqual([
    { participantId: 'p-01hzy3k9', cycle: 2, loop: 'weekly-check-in' },
    { participantId: 'p-01hzy3kz', cycle: 0 },
  ]);
});

it('follows somebody into aftercare, and knows when no loop runs any more', () => {
  const over = [run('p-01hzy3k9-weekly-check-in-1', 1), run('p-01hzy3k9-c012', 1)];

  expect(progressOf([...over, run('p-01hzy3k9-aftercare-2')])).toEqual([
    { participantId: 'p-01hzy3k9', cycle: 12, loop: 'aftercare' },
  ]);
  expect(progressOf(over)).toEqual([{ participantId: 'p-01hzy3k9', cycle: 12 }]);
});

it('says nothing of executions that are about no one person', () => {
  expect(progressOf([run('c-01hzy3k9'), run('c-01hzy3k9-match-1'), run('x-01hzy3k9')])).toEqual([]);
});
