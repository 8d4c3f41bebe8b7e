import { callApi, post } from './api.js';
import { dayOf, find, make, onPress, phoneOf, replace, say, timeOf, whenChanged } from './dom.js';

/** A number that belongs to nobody: what comes from it must still reach a person. */
const STRANGER = { phone: '+12025550199', name: 'Somebody unknown' };

/** Made-up people; their numbers are from the range that is kept for fiction. */
const demoCouples = [
  [{ name: 'Ana' }, { name: 'Ben' }],
  [
    { name: 'Rosa', language: 'es' },
    { name: 'Luis', language: 'es' },
  ],
  [{ name: 'Maya' }, { name: 'Theo' }],
  [{ name: 'Noor' }, { name: 'Sam' }],
  [{ name: 'Ida' }, { name: 'Jonas' }],
];
const MOST_COUPLES = 45;

/** The two phones, and the choice of whose they are. `onChange` is called after something was asked of the API. */
export function startPhones({ onChange }) {
  let people;
  let texts = [];
  const phones = ['first', 'second'].map((side) => createPhone(side, { onChange, redraw }));
  find('phone-pair').append(...phones.map((phone) => phone.element));
  onPress(find('register'), register);
  find('couple').addEventListener('change', (event) => {
    const [first, second] = event.target.value.split(' ');
    phones[0].choose(first);
    phones[1].choose(second);
    redraw();
  });

  const drawCouples = whenChanged((couples, shown) => {
    find('couple-label').hidden = couples.length < 2;
    const names = couples.map(([a, b]) =>
      make('option', { value: `${a.phone} ${b.phone}` }, `${a.name} and ${b.name}`),
    );
    const other = couples.every(([a, b]) => `${a.phone} ${b.phone}` !== shown);
    replace(find('couple'), [...names, ...(other ? [make('option', { value: shown }, 'Two others')] : [])]);
    find('couple').value = shown;
  });

  function redraw() {
    // Whose texts they are is not known before.
    if (people === undefined) return;
    const known = [...people, ...strangersIn(texts, people)];
    find('welcome').hidden = people.length > 0;
    find('register').classList.toggle('strong', people.length === 0);
    find('phone-pair').hidden = known.length === 0;
    const couples = couplesOf(people);
    const [last] = couples.slice(-1);
    for (const [index, phone] of phones.entries()) {
      if (phone.chosen() === undefined) phone.choose(last?.[index]?.phone ?? known[index]?.phone);
      phone.draw([...known, ...(known.some((one) => one.phone === STRANGER.phone) ? [] : [STRANGER])], texts);
    }
    drawCouples(couples, phones.map((phone) => phone.chosen()).join(' '));
  }

  async function register() {
    const taken = new Set((people ?? []).map((person) => person.phone));
    for (let couple = 0; couple < MOST_COUPLES; couple += 1) {
      const numbers = [1, 2].map((one) => `+120255501${String(couple * 2 + one).padStart(2, '0')}`);
      if (numbers.some((phone) => taken.has(phone))) continue;
      const pair = demoCouples[couple % demoCouples.length];
      try {
        for (const [index, person] of pair.entries()) {
          const body = { language: 'en', ...person, phone: numbers[index], consentedToTexts: true };
          await callApi('/participants', { method: 'POST', body });
        }
      } catch (error) {
        if (error.status === 409) continue;
        throw error;
      }
      phones[0].choose(numbers[0]);
      phones[1].choose(numbers[1]);
      say(`${pair[0].name} and ${pair[1].name} are registered. Start a check-in on one of the phones.`);
      await onChange();
      return;
    }
    throw new Error('All fictional numbers are in use.');
  }

  return {
    update(next) {
      people = next.people ?? people;
      texts = next.texts ?? texts;
      redraw();
    },
  };
}

function createPhone(side, { onChange, redraw }) {
  const element = find('phone-template').content.cloneNode(true).firstElementChild;
  element.classList.add(side);
  const part = (selector) => element.querySelector(selector);
  const [select, list, form, words] = ['select', '.texts', 'form', 'textarea'].map(part);
  let phone;
  let owner;

  const drawChoice = whenChanged((all, chosen) => {
    replace(
      select,
      all.map((one) => make('option', { value: one.phone }, `${one.name} · ${phoneOf(one.phone)}`)),
    );
    select.value = chosen;
  });

  const drawOwner = whenChanged((person) => {
    element.setAttribute('aria-label', `Phone of ${person.name}`);
    part('h3').textContent = person.name;
    part('.face').textContent = person.participantId === undefined ? '?' : person.name.charAt(0);
    part('form .hidden').textContent = `Text from ${person.name}`;
    part('.start').hidden = person.participantId === undefined;
    part('.start').setAttribute('aria-label', `Start a check-in with ${person.name}`);
    list.setAttribute('aria-label', `Texts on the phone of ${person.name}`);
  });

  select.addEventListener('change', () => {
    phone = select.value;
    redraw();
  });
  onPress(part('.start'), async () => {
    const { outcome } = await callApi(`/participants/${owner.participantId}/check-ins`, { method: 'POST' });
    say(
      outcome === 'started'
        ? `${owner.name} will be asked.`
        : `${owner.name} has a check-in that is still open.`,
    );
    await onChange();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = words.value.trim();
    if (body === '' || phone === undefined) return;
    words.value = '';
    try {
      await post('/sandbox/reply', { from: phone, body });
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

  let atEnd = true;
  list.addEventListener('scroll', () => {
    atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  });
  new ResizeObserver(() => {
    if (atEnd) list.scrollTop = list.scrollHeight;
  }).observe(list);

  return {
    element,
    chosen: () => phone,
    choose(number) {
      phone = number;
    },
    draw(known, texts) {
      owner = known.find((one) => one.phone === phone);
      if (owner === undefined) return;
      drawChoice(known, phone);
      drawOwner(owner);
      const own = texts.filter((text) => text.phone === phone);
      if (drawTexts(list, own, owner) || atEnd) list.scrollTop = list.scrollHeight;
    },
  };
}

/** Adds only what is new, so that a screen reader reads only that. Returns whether it had to begin anew. */
function drawTexts(list, texts, { name }) {
  const shown = [...list.querySelectorAll('[data-id]')].map((one) => one.dataset.id);
  const goesOn = shown.length > 0 && shown.every((id, index) => texts[index]?.id === id);
  if (!goesOn) list.replaceChildren();
  if (texts.length === 0) list.append(make('li', { class: 'none' }, 'No texts yet'));
  let before = goesOn ? texts[shown.length - 1] : undefined;
  for (const text of goesOn ? texts.slice(shown.length) : texts) {
    if (before === undefined || dayOf(before.at) !== dayOf(text.at)) {
      list.append(make('li', { class: 'day' }, dayOf(text.at)));
    }
    list.append(bubble(text, name));
    before = text;
  }
  return !goesOn;
}

const bubble = (text, name) =>
  make(
    'li',
    { class: `text ${text.direction}`, 'data-id': text.id },
    make('span', { class: 'hidden' }, text.direction === 'in' ? `${name}: ` : 'Alongside: '),
    make('p', {}, text.body),
    make(
      'small',
      {},
      make('time', { datetime: new Date(text.at).toISOString() }, timeOf(text.at)),
      text.problem === undefined ? '' : make('strong', {}, ` ${text.problem}`),
    ),
  );

/** Registered one after the other, two people are a couple: the API of this version knows no couples yet. */
function couplesOf(people) {
  const couples = [];
  for (let index = 0; index + 1 < people.length; index += 2) couples.push([people[index], people[index + 1]]);
  return couples;
}

function strangersIn(texts, people) {
  const numbers = new Set(texts.map((text) => text.phone));
  for (const person of people) numbers.delete(person.phone);
  return [...numbers].map((phone) => ({ phone, name: STRANGER.name }));
}
