import { createConversations } from '#local/sandbox/conversations';
import type { SandboxText } from '#local/sandbox/view';

const text = (direction: 'in' | 'out', id: string, more: Partial<SandboxText> = {}): SandboxText => ({
  id,
  at: 0,
  direction,
  phone: '+12025550101',
  body: id,
  ...more,
});

function given() {
  const sent: SandboxText[] = [];
  const received: SandboxText[] = [];
  const conversations = createConversations({ sent: () => sent, received: () => received });
  const idsOf = (phone: string) => conversations.of(phone).map(({ id }) => id);
  return { sent, received, conversations, idsOf };
}

it('puts the texts of each phone in order of time, apart from all others', () => {
  const { sent, received, conversations, idsOf } = given();
  sent.push(text('out', 'asked', { at: 1 }), text('out', 'thanked', { at: 3 }));
  sent.push(text('out', 'elsewhere', { at: 2, phone: '+12025550102' }));
  received.push(text('in', 'answered', { at: 2 }));

  expect(idsOf('+12025550101')).toEqual(['asked', 'answered', 'thanked']);
  expect(idsOf('+12025550102')).toEqual(['elsewhere']);
  expect(conversations.phones()).toEqual([
    { address: '+12025550101', count: 3 },
    { address: '+12025550102', count: 1 },
  ]);
});

it('lets a question come before its answer while the clock stands still', () => {
  const { sent, received, idsOf } = given();
  sent.push(text('out', 'question 1'), text('out', 'question 2'), text('out', 'thanks'));
  received.push(text('in', 'answer 1'), text('in', 'answer 2'));

  expect(idsOf('+12025550101')).toEqual(['question 1', 'answer 1', 'question 2', 'answer 2', 'thanks']);
});

it('goes on where it was looked at last', () => {
  const { sent, received, idsOf } = given();
  received.push(text('in', 'help'));
  const before = idsOf('+12025550101');

  sent.push(text('out', 'answer'));

  expect(before).toEqual(['help']);
  expect(idsOf('+12025550101')).toEqual(['help', 'answer']);
});

it('has nothing for a phone that nobody texted', () => {
  expect(given().idsOf('+12025550109')).toEqual([]);
});
