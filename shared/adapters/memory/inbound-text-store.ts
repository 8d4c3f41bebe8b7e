import type { InboundText } from '../../contracts/inbound-text.ts';
import type { InboundTextStore } from '../../ports/inbound-text-store.ts';
import { Permanent } from '../../runtime/errors.ts';
import type { MemoryDatabase } from './database.ts';

/** `InboundTextStore` in memory. Nothing expires by itself. */
export function memoryInboundTextStore({ inboundTexts }: MemoryDatabase): InboundTextStore {
  return {
    get: async (inboundMessageId) => structuredClone(inboundTexts.get(inboundMessageId)),

    async receive({ inboundMessageId, from, body, receivedAt, expiresAt }) {
      const seen = inboundTexts.get(inboundMessageId);
      if (seen) return { outcome: 'seen-before', text: structuredClone(seen) };
      const text: InboundText = {
        inboundMessageId,
        from,
        body,
        receivedAt: receivedAt.toISOString(),
        state: 'received',
        expiresAt: Math.floor(expiresAt.getTime() / 1000),
      };
      inboundTexts.set(inboundMessageId, text);
      return { outcome: 'stored', text: structuredClone(text) };
    },

    async handled(inboundMessageId, end) {
      const text = inboundTexts.get(inboundMessageId);
      if (!text) throw new Permanent('there is no such inbound text');
      if (text.state === 'received')
        inboundTexts.set(inboundMessageId, { ...text, ...end, state: 'handled' });
    },
  };
}
