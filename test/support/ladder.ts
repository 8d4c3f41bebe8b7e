import { readFileSync } from 'node:fs';
import { handOver } from '#functions/hand-over/handler';
import { nobodyAnswered } from '#functions/nobody-answered/handler';
import { pageRung } from '#functions/page-rung/handler';
import { standDown } from '#functions/stand-down/handler';
import type { Json, JsonObject } from '#local/step-functions/json';
import { secondsToAcknowledge } from '#shared/domain/crisis';
import type { CrisisSeverity } from '#shared/contracts/crisis';
import { Driver } from '#test/unit/local/step-functions/driver';
import type { World } from './memory-world.ts';

/** How the calls of the state machine fare, one after the other: cut off before the function ran, or after. */
export type CallFault = 'none' | 'before' | 'after';

export interface Ladder {
  readonly driver: Driver;
  /** Lets time pass, on the world's clock and on the ladder's, and delivers what is planned on the way. */
  pass(minutes: number): Promise<void>;
}

/**
 * `workflows/crisis.asl.json` itself, played by the interpreter of the embedded cloud, over the real functions in memory:
 * a day of it takes milliseconds.
 */
export async function startLadder(
  world: World,
  of: { crisisId: string; severity: CrisisSeverity; faults?: CallFault[] },
): Promise<Ladder> {
  const { States: states, ...top } = JSON.parse(readFileSync('workflows/crisis.asl.json', 'utf8'));
  const input = { crisisId: of.crisisId, waitSeconds: secondsToAcknowledge[of.severity] };
  const driver = new Driver({ states, top }, input);
  // The interpreter counts from zero.
  const start = world.clock.now().getTime();
  const faults = [...(of.faults ?? [])];
  const functions: Record<string, (event: unknown) => Promise<unknown>> = {
    '${PageRung}': world.run('page-rung', pageRung),
    '${NobodyAnswered}': world.run('nobody-answered', nobodyAnswered),
    '${StandDown}': world.run('stand-down', standDown),
    '${HandOver}': world.run('hand-over', handOver),
  };
  // Whoever answers lets the step go on, as Step Functions does: a token that is not waited for is gone.
  world.steps.complete = async (token, output) => {
    await driver.signal({ type: 'callbackSucceeded', token, output: { ...output } });
    return { outcome: driver.verdict === 'accepted' ? 'completed' : 'gone' };
  };

  let done = 0;
  async function work(): Promise<void> {
    for (; done < driver.effects.length; done += 1) {
      const task = driver.effects[done];
      if (task?.type !== 'runTask') continue;
      const { taskId, pattern } = task;
      const { FunctionName, Payload } = task.arguments as JsonObject;
      const fault = faults.shift() ?? 'none';
      try {
        if (fault === 'before') throw new Lost();
        const output = (await functions[String(FunctionName)]?.(Payload)) as Json;
        if (fault === 'after') throw new Lost();
        if (pattern === 'callback') await driver.signal({ type: 'taskSubmitted', taskId, output: {} });
        else await driver.signal({ type: 'taskSucceeded', taskId, output: { Payload: output } });
      } catch (error) {
        await driver.signal({ type: 'taskFailed', taskId, error: (error as Error).name });
      }
      await world.deliver();
    }
    await world.deliver();
  }

  await driver.start();
  await work();
  return {
    driver,
    async pass(minutes) {
      const end = driver.now + minutes * 60_000;
      await work();
      for (let due = driver.due; due !== undefined && due <= end; due = driver.due) {
        driver.now = Math.max(due, driver.now);
        world.clock.moveTo(new Date(start + driver.now));
        await driver.signal({ type: 'time' });
        await work();
      }
      driver.now = end;
      world.clock.moveTo(new Date(start + end));
      await work();
    },
  };
}

class Lost extends Error {
  override readonly name = 'Transient';
}
