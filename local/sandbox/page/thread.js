import { post } from './api.js';
import { find, linked, make, onPress, replace, say, whenChanged, zoned } from './dom.js';

/**
 * The texts of one phone and what its owner writes: the list, the answers of one tap and the composer, in place of
 * `[data-thread]` inside of `element`. Only what is new is added, so that a screen reader reads only that.
 */
export function createThread(element) {
  const part = (selector) => element.querySelector(selector);
  part('[data-thread]').replaceWith(find('thread-template').content.cloneNode(true));
  const [list, quick, form, words] = ['.texts', '.quick', 'form', 'textarea'].map(part);
  let owner;
  let atEnd = true;

  async function send(body) {
    await post('/sandbox/reply', { from: owner.phone, body });
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = words.value.trim();
    if (body === '' || owner === undefined) return;
    words.value = '';
    try {
      await send(body);
    } catch (error) {
      words.value = body;
      say(error.message, 'failed');
    }
  });
  words.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  list.addEventListener('scroll', () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  new ResizeObserver(() => {
    if (atEnd) list.scrollTop = list.scrollHeight;
  }).observe(list);

  const drawOwner = whenChanged(({ name }) => {
    part('form .hidden').textContent = `Text from ${name}`;
    list.setAttribute('aria-label', `Texts on the phone of ${name}`);
    quick.setAttribute('aria-label', `Quick replies of ${name}`);
    list.replaceChildren();
    atEnd = true;
  });

  const drawQuick = whenChanged((replies) => {
    replace(
      quick,
      replies.map(({ body, means }) => {
        const label = means === undefined ? undefined : `${body}, ${means}`;
        const button = make(
          'button',
          { type: 'button', 'data-key': body, 'aria-label': label, title: means },
          body,
        );
        onPress(button, () => send(body));
        return button;
      }),
    );
  });

  return {
    /** `person` has a phone, a name and a time zone; `always` are words that can be texted at any time. */
    draw(person, { texts, earlier, quickReplies }, always) {
      owner = person;
      drawOwner({ phone: person.phone, name: person.name });
      drawQuick([...quickReplies, ...always.map((body) => ({ body }))]);
      if (drawTexts(list, { texts, earlier, person }) || atEnd) list.scrollTop = list.scrollHeight;
    },
  };
}

/** Returns whether it had to begin anew. */
function drawTexts(list, { texts, earlier, person: { name, timeZone } }) {
  const { dayOf, timeOf } = zoned(timeZone);
  const shown = [...list.querySelectorAll('[data-id]')].map((one) => one.dataset.id);
  const from = shown.length === 0 ? -1 : texts.findIndex(({ id }) => id === shown[0]);
  const goesOn = from === 0 && shown.every((id, index) => texts[index]?.id === id);
  if (!goesOn) {
    list.replaceChildren();
    if (earlier > 0) list.append(make('p', { class: 'day' }, `${earlier} earlier texts are not shown`));
    list.append(make('p', { class: 'none' }, 'No texts yet'));
  }
  let before = goesOn ? texts[shown.length - 1] : undefined;
  for (const text of goesOn ? texts.slice(shown.length) : texts) {
    const day = dayOf(text.at);
    if (before === undefined || dayOf(before.at) !== day) list.append(make('p', { class: 'day' }, day));
    list.append(bubble(text, { name, time: timeOf(text.at) }));
    before = text;
  }
  return !goesOn;
}

const bubble = (text, { name, time }) =>
  make(
    'div',
    { class: `text ${text.direction}`, 'data-id': text.id },
    make('span', { class: 'hidden' }, text.direction === 'in' ? `${name}: ` : 'Alongside: '),
    make('p', {}, ...linked(text.body)),
    make(
      'small',
      {},
      make('time', { datetime: new Date(text.at).toISOString() }, time),
      text.problem === undefined ? '' : make('strong', {}, ` · not delivered: ${text.problem}`),
    ),
  );
