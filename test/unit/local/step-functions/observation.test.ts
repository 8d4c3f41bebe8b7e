import { Driver } from './driver.ts';

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'f' } };

describe('an observer of executions', () => {
  it('hears of every state entered and by which way it is left', async () => {
    const driver = new Driver({
      states: {
        Which: {
          Type: 'Choice',
          Choices: [
            { Condition: false, Next: 'Same' },
            { Condition: true, Next: 'Same' },
          ],
          Default: 'Same',
        },
        Same: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Last' }], Default: 'Last' },
        Last: { Type: 'Pass', End: true },
      },
    });

    await driver.start();

    expect(waysOf(driver)).toEqual([
      'entered Which',
      'left Which by Choices[1]',
      'entered Same',
      'left Same by Default',
      'entered Last',
      'left Last by End',
    ]);
  });

  it('hears of each further attempt, and of the catch that takes over', async () => {
    const driver = new Driver({
      states: {
        Try: {
          ...TASK,
          Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }],
          Catch: [
            { ErrorEquals: ['Other'], Next: 'Over' },
            { ErrorEquals: ['States.ALL'], Next: 'Over' },
          ],
          Next: 'Over',
        },
        Over: { Type: 'Fail' },
      },
    });

    await driver.start();
    await driver.signal({ type: 'taskFailed', taskId: driver.task.taskId, error: 'Busy' });
    await driver.pass(10);
    await driver.signal({ type: 'taskFailed', taskId: driver.task.taskId, error: 'Busy' });

    expect(waysOf(driver)).toEqual([
      'entered Try',
      'tried-again Try',
      'left Try by Catch[1]',
      'entered Over',
    ]);
  });

  it('hears of what runs inside a distributed Map, which the history does not show', async () => {
    const driver = new Driver({
      states: {
        Each: {
          Type: 'Map',
          Items: [1, 2],
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            StartAt: 'One',
            States: { One: { Type: 'Pass', End: true } },
          },
          End: true,
        },
      },
    });

    await driver.start();

    expect(waysOf(driver).filter((line) => line.includes('One'))).toHaveLength(4);
    expect(JSON.stringify(driver.history)).not.toContain('"One"');
  });
});

const waysOf = ({ observed }: Driver): string[] =>
  observed.map((one) => `${one.what} ${one.state}${one.what === 'left' ? ` by ${one.way}` : ''}`);
