import type { Mailer, Messenger } from '#shared/ports/providers';

/** A messenger or mailer with a view of what came out at the other end. */
export interface ProviderUnderTest<Port, Message> {
  readonly port: Port;
  readonly arrived: () => Promise<readonly Message[]>;
}

/** What every `Messenger` promises. */
export function messengerContract(
  make: () => Promise<ProviderUnderTest<Messenger, { to: string; body: string }>>,
): void {
  describe('messenger', () => {
    it('hands over one text, word for word, and names it', async () => {
      const { port, arrived } = await make();
      const text = { to: '+12025550101', body: 'Alongside: ¿Qué tal? <1> & {5} €' };

      const delivery = await port.send(text);

      expect(delivery).toEqual({ outcome: 'accepted', providerId: expect.stringMatching(/./) });
      expect(await arrived()).toEqual([text]);
    });

    it('does not recognise a repetition: it is sent again', async () => {
      const { port, arrived } = await make();
      const text = { to: '+12025550101', body: 'twice' };

      const deliveries = [await port.send(text), await port.send(text)];

      expect(
        new Set(deliveries.map((delivery) => delivery.outcome === 'accepted' && delivery.providerId)).size,
      ).toBe(2);
      expect(await arrived()).toHaveLength(2);
    });
  });
}

/** What every `Mailer` promises. */
export function mailerContract(
  make: () => Promise<ProviderUnderTest<Mailer, { to: string; subject: string; text: string; html: string }>>,
): void {
  describe('mailer', () => {
    it('hands over one email with both bodies, and names it', async () => {
      const { port, arrived } = await make();
      const mail = {
        to: 'coordinator@example.org',
        subject: 'ñ & <x>',
        text: 'line\nline',
        html: '<p>línea</p>',
      };

      const delivery = await port.send(mail);

      expect(delivery).toEqual({ outcome: 'accepted', providerId: expect.stringMatching(/./) });
      expect(await arrived()).toEqual([mail]);
    });
  });
}
