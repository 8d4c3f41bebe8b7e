import type { Delivery, Mailer, Messenger, OutgoingEmail, OutgoingText } from '../../ports/providers.ts';

/** How the next messages fare; accepted when there is nothing left in it. */
export type DeliveryPlan = Delivery[];

/** A messenger that keeps what was sent, and how long each may try. `plan` makes it refuse or lose some. */
export function memoryMessenger(plan: DeliveryPlan = []) {
  const sent: Omit<OutgoingText, 'timeToLiveSeconds'>[] = [];
  const timesToLive: (number | undefined)[] = [];
  const messenger: Messenger = {
    send: async ({ timeToLiveSeconds, ...text }) => {
      timesToLive.push(timeToLiveSeconds);
      return deliver(text, sent, plan);
    },
  };
  return { messenger, sent, timesToLive, plan };
}

/** A mailer that keeps what was sent. */
export function memoryMailer(plan: DeliveryPlan = []) {
  const sent: OutgoingEmail[] = [];
  const mailer: Mailer = { send: async (mail) => deliver(mail, sent, plan) };
  return { mailer, sent, plan };
}

/** What is `unknown` to us did arrive here: the harder of the two cases for whoever might send again. */
function deliver<Message>(message: Message, sent: Message[], plan: DeliveryPlan): Delivery {
  const delivery = plan.shift() ?? { outcome: 'accepted', providerId: `m-${sent.length + 1}` };
  if (delivery.outcome !== 'refused') sent.push(message);
  return delivery;
}
