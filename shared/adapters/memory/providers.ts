import type { Delivery, Mailer, Messenger } from '../../ports/providers.ts';

/** How the next messages fare; accepted when there is nothing left in it. */
export type DeliveryPlan = Delivery[];

/** A messenger that keeps what was sent. `plan` makes it refuse or lose some. */
export function memoryMessenger(plan: DeliveryPlan = []) {
  const sent: { to: string; body: string }[] = [];
  const messenger: Messenger = { send: async (text) => deliver(text, sent, plan) };
  return { messenger, sent, plan };
}

/** A mailer that keeps what was sent. */
export function memoryMailer(plan: DeliveryPlan = []) {
  const sent: { to: string; subject: string; text: string; html: string }[] = [];
  const mailer: Mailer = { send: async (mail) => deliver(mail, sent, plan) };
  return { mailer, sent, plan };
}

/** What is `unknown` to us did arrive here: the harder of the two cases for whoever might send again. */
function deliver<Message>(message: Message, sent: Message[], plan: DeliveryPlan): Delivery {
  const delivery = plan.shift() ?? { outcome: 'accepted', providerId: `m-${sent.length + 1}` };
  if (delivery.outcome !== 'refused') sent.push(message);
  return delivery;
}
