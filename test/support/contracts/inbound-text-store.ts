import { hoursLater } from '../builders.ts';
import type { StoresFactory } from './worlds.ts';

const aText = {
  inboundMessageId: 'sms-1',
  from: '+12025550101',
  body: '¿4 o 5? 😀',
  receivedAt: hoursLater(1),
  expiresAt: hoursLater(24 * 90),
};

/** What every `InboundTextStore` promises. */
export function inboundTextStoreContract(make: StoresFactory): void {
  describe('inbound text store', () => {
    it('stores a text with its words as they came', async () => {
      const { inboundTexts } = await make();

      const result = await inboundTexts.receive(aText);

      const stored = {
        inboundMessageId: 'sms-1',
        from: '+12025550101',
        body: '¿4 o 5? 😀',
        receivedAt: hoursLater(1).toISOString(),
        state: 'received',
        expiresAt: hoursLater(24 * 90).getTime() / 1000,
      };
      expect(result).toEqual({ outcome: 'stored', text: stored });
      expect(await inboundTexts.get('sms-1')).toEqual(stored);
    });

    it('stores an empty text too', async () => {
      const { inboundTexts } = await make();

      expect((await inboundTexts.receive({ ...aText, body: '' })).outcome).toBe('stored');
    });

    it('returns the text as it was when it comes again', async () => {
      const { inboundTexts } = await make();
      await inboundTexts.receive(aText);

      const again = await inboundTexts.receive({ ...aText, body: 'other words', receivedAt: hoursLater(9) });

      expect(again).toMatchObject({ outcome: 'seen-before', text: { body: aText.body, state: 'received' } });
    });

    it('stores one of two deliveries at once', async () => {
      const { inboundTexts } = await make();

      const both = await Promise.all([inboundTexts.receive(aText), inboundTexts.receive(aText)]);

      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['seen-before', 'stored']);
    });

    it('remembers where the text ended, and keeps the first end', async () => {
      const { inboundTexts } = await make();
      await inboundTexts.receive(aText);

      await inboundTexts.handled('sms-1', {
        outcome: 'answered',
        participantId: 'p-ana001',
        checkInId: 'p-ana001-c001',
      });
      await inboundTexts.handled('sms-1', { outcome: 'with-a-person', taskId: 't-1' });

      const text = await inboundTexts.get('sms-1');
      expect(text).toMatchObject({ state: 'handled', outcome: 'answered', checkInId: 'p-ana001-c001' });
      expect(text?.taskId).toBeUndefined();
      expect((await inboundTexts.receive(aText)).text.state).toBe('handled');
    });

    it('cannot end a text that never came', async () => {
      const { inboundTexts } = await make();

      const end = inboundTexts.handled('sms-9', { outcome: 'late' });

      await expect(end).rejects.toMatchObject({ name: 'Permanent' });
      expect(await inboundTexts.get('sms-9')).toBeUndefined();
    });
  });
}
