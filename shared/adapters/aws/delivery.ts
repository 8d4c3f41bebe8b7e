import type { Delivery } from '../../ports/providers.ts';
import { codeOf, isThrottle, neverLeft, statusOf } from './foreign-error.ts';

/**
 * Sends once and says what came of it. A throttle, a refused connection and any 4xx mean that nothing left us; a
 * timeout, a broken connection and a 5xx leave it open [P18].
 */
export async function deliveryAfter(send: () => Promise<string | undefined>): Promise<Delivery> {
  try {
    const providerId = await send();
    return providerId ? { outcome: 'accepted', providerId } : { outcome: 'unknown', code: 'NoMessageId' };
  } catch (error) {
    if (!(error instanceof Error)) return { outcome: 'unknown', code: 'UnknownError' };
    const status = statusOf(error);
    const code = codeOf(error);
    if (isThrottle(error) || neverLeft(error)) return refused(code, { retryable: true });
    if (status !== undefined && status >= 400 && status < 500) return refused(code, { retryable: false });
    return { outcome: 'unknown', code };
  }
}

const refused = (code: string, { retryable }: { retryable: boolean }): Delivery => ({
  outcome: 'refused',
  code,
  retryable,
  optedOut: code === 'OptedOutException' || code === 'OptedOut',
});
