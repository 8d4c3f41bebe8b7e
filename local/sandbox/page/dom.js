/** An element with properties (`class`, `data-*` and `aria-*` are attributes, `on…` are listeners) and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

export const find = (id) => document.getElementById(id);

/** Puts new children in place; whoever had the focus in the old ones (by its `data-key`) has it in the new ones. */
export function replace(parent, children) {
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const { scrollTop, scrollLeft } = parent;
  parent.replaceChildren(...children);
  parent.scrollTop = scrollTop;
  parent.scrollLeft = scrollLeft;
  if (key !== undefined) parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Calls `draw` only when what it draws from has changed. */
export function whenChanged(draw) {
  let before;
  return (...given) => {
    const now = JSON.stringify(given);
    if (now === before) return;
    before = now;
    draw(...given);
  };
}

let hideLater;

/** Says something to the person at the page; an error stays until the next message. */
export function say(text, kind = 'done') {
  const message = find('message');
  clearTimeout(hideLater);
  message.textContent = text;
  message.className = kind;
  if (kind === 'done' && text !== '') hideLater = setTimeout(() => say(''), 6000);
}

/** Runs what a button does: not twice at once, and a failure is said. The button keeps the focus. */
export function onPress(button, action) {
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');
    try {
      await action();
    } catch (error) {
      say(error.message, 'failed');
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}

const zones = new Map();

/** Times as somebody in this time zone reads them; without one, as whoever looks at the page does. */
export function zoned(timeZone) {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = (options) => {
    const formatter = new Intl.DateTimeFormat(undefined, { ...options, timeZone });
    return (at) => formatter.format(at);
  };
  const hour = { hour: 'numeric', minute: '2-digit' };
  const made = {
    timeOf: format(hour),
    weekdayOf: format({ weekday: 'short' }),
    dayOf: format({ weekday: 'long', day: 'numeric', month: 'long' }),
    dateOf: format({ day: 'numeric', month: 'short' }),
    momentOf: format({ weekday: 'short', day: 'numeric', month: 'short', ...hour }),
    place: timeZone?.split('/').at(-1).replaceAll('_', ' ') ?? 'your own time',
  };
  zones.set(timeZone, made);
  return made;
}

export const { momentOf } = zoned(undefined);

/** Text with its links: each opens in a page of its own, as it would from a phone. */
export function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 0 ? part : make('a', { href: part, target: '_blank', rel: 'noopener' }, part),
    );
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `2 days 3 hours`, `5 minutes`: the largest units, two of them unless fewer are wanted. */
export function lengthOf(milliseconds, most = 2) {
  let rest = Math.max(0, Math.round(milliseconds / 1000)) * 1000;
  const parts = [];
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
    if (parts.length === most || (parts.length === 1 && count === 0)) break;
  }
  return parts.length === 0 ? 'a moment' : parts.join(' ');
}

/** `+1 202 555 0101` */
export const phoneOf = (phone) => phone.replace(/^(\+1)(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3 $4');
