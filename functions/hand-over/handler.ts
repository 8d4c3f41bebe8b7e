import { HandOverStep } from '#shared/contracts/hand-over';
import type { MetricSink } from '#shared/ports/report';
import { InvalidInput, parseInput } from '#shared/runtime/errors';
import { handOverCheckIn, type HandOverDeps as CheckInHandOverDeps } from '#shared/steps/end-check-in';

export interface HandOverDeps extends CheckInHandOverDeps {
  readonly metrics: MetricSink;
}

/**
 * Hands what a state machine gave up on to a person: one task and one email for it, however often it runs. A check-in
 * ends with it, unless it ended well meanwhile.
 */
export const handOver =
  (deps: HandOverDeps) =>
  async (input: unknown): Promise<{ outcome: 'handed-over' | 'not-needed' }> => {
    const { checkInId, reason, ...about } = parseInput(HandOverStep, input);
    const result =
      checkInId === undefined
        ? await handOverWorkflow(deps, about, reason)
        : await handOverCheckIn(deps, checkInId, reason);
    if (result.outcome === 'handed-over') deps.metrics.count('HandedOver');
    return result;
  };

/** What no other rule looks after: a person finds out, and starts it again where that helps. */
async function handOverWorkflow(
  { desk, clock }: HandOverDeps,
  about: Omit<HandOverStep, 'checkInId' | 'reason'>,
  reason: string,
): Promise<{ outcome: 'handed-over' }> {
  const id = about.crisisId ?? about.participantId ?? about.coupleId;
  if (id === undefined)
    throw new InvalidInput([{ field: 'input', message: 'must say what is handed over: an id is needed' }]);
  const day = clock.now().toISOString().slice(0, 10);
  const refs = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
  await desk.open({ taskId: `t-workflow-${id}-${day}`, kind: 'workflow-failed', ...refs, reason });
  return { outcome: 'handed-over' };
}
