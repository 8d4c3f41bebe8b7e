import { VirtualClock, type TimerSource } from '#local/clock';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 24, 9);

describe('VirtualClock', () => {
  it('runs deadlines in their order, each at its own time', async () => {
    const clock = aClock();
    const ran: string[] = [];
    clock.register(alarms(clock, 'late', [START + 2 * HOUR], ran));
    clock.register(alarms(clock, 'early', [START + HOUR, START + 3 * HOUR], ran));

    await clock.advance(4 * HOUR);

    expect(ran).toEqual(['early@1h', 'late@2h', 'early@3h']);
    expect(clock.now()).toBe(START + 4 * HOUR);
  });

  it('waits for the work that a deadline started before it moves on', async () => {
    const clock = aClock();
    const ran: string[] = [];
    const slow: TimerSource = oneShot('slow', START + HOUR, () =>
      clock.background(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        ran.push(`slow finished at ${hours(clock.now())}`);
      }),
    );
    clock.register(slow);
    clock.register(alarms(clock, 'next', [START + 2 * HOUR], ran));

    await clock.advance(2 * HOUR);

    expect(ran).toEqual(['slow finished at 1h', 'next@2h']);
  });

  it('runs a deadline that due work adds on the way', async () => {
    const clock = aClock();
    const ran: string[] = [];
    const deadlines = [START + HOUR];
    clock.register({
      name: 'chain',
      nextDue: () => deadlines[0],
      runDue: (now) => {
        deadlines.shift();
        ran.push(hours(now));
        if (ran.length < 3) deadlines.push(now + HOUR);
      },
    });

    await clock.advance(10 * HOUR);

    expect(ran).toEqual(['1h', '2h', '3h']);
  });

  it('does not run what is due only after the target', async () => {
    const clock = aClock();
    const ran: string[] = [];
    clock.register(alarms(clock, 'later', [START + HOUR + 1], ran));

    await clock.advance(HOUR);

    expect(ran).toEqual([]);
  });

  it('skips to the next event and says whose it is', async () => {
    const clock = aClock();
    const ran: string[] = [];
    clock.register(alarms(clock, 'nudge', [START + 24 * HOUR], ran));

    const event = await clock.advanceToNext();
    const nothing = await clock.advanceToNext();

    expect(event).toEqual({ at: START + 24 * HOUR, source: 'nudge' });
    expect(ran).toEqual(['nudge@24h']);
    expect(nothing).toBeUndefined();
  });

  it('drops a source that fails, loudly, instead of spinning', async () => {
    const errors: unknown[] = [];
    const clock = aClock({ onError: (error: unknown) => errors.push(error) });
    clock.register({
      name: 'broken',
      nextDue: () => START,
      runDue: () => {
        throw new Error('broken source');
      },
    });

    await clock.settle();

    expect(errors).toEqual([new Error('broken source')]);
  });

  it('runs by itself when time is running', async () => {
    const clock = new VirtualClock();
    const done = new Promise<void>((resolve) => {
      clock.register(oneShot('soon', clock.now() + 15, resolve));
    });
    clock.start();

    await expect(done).resolves.toBeUndefined();
    clock.stop();
  });

  it('goes on from where it stood when a frozen clock resumes', async () => {
    const clock = aClock();

    await clock.advance(5 * HOUR);
    clock.resume();

    expect(clock.frozen).toBe(false);
    expect(clock.now() - START).toBeGreaterThanOrEqual(5 * HOUR);
    clock.stop();
  });

  it('remembers a running clock as running even while it is being moved', async () => {
    const states: unknown[] = [];
    const clock = new VirtualClock({ wallNow: () => START, onChange: (state) => states.push(state) });
    clock.start();

    await clock.advance(HOUR);

    expect(states).toEqual([{ offset: 0 }, { offset: HOUR }, { offset: HOUR }]);
    clock.stop();
  });

  it('refuses to move once it was stopped, instead of waiting for deadlines that nobody runs', async () => {
    const clock = aClock();
    clock.register(alarms(clock, 'never', [START + HOUR], []));
    clock.stop();

    await expect(clock.advance(2 * HOUR)).rejects.toThrow('the clock has been stopped');
  });

  it('refuses to go back in time', async () => {
    await expect(aClock().advance(-1)).rejects.toThrow('milliseconds must be zero or more');
  });
});

function aClock(options: ConstructorParameters<typeof VirtualClock>[0] = {}): VirtualClock {
  const clock = new VirtualClock({ initial: { offset: 0, frozenAt: START }, ...options });
  clock.start();
  return clock;
}

const hours = (at: number): string => `${(at - START) / HOUR}h`;

function alarms(clock: VirtualClock, name: string, [...deadlines]: number[], ran: string[]): TimerSource {
  return {
    name,
    nextDue: () => deadlines[0],
    runDue: () => {
      deadlines.shift();
      ran.push(`${name}@${hours(clock.now())}`);
    },
  };
}

function oneShot(name: string, at: number, run: () => void): TimerSource {
  let due: number | undefined = at;
  return {
    name,
    nextDue: () => due,
    runDue: () => {
      due = undefined;
      run();
    },
  };
}
