import { find, linked, make, phoneOf, replace, whenChanged, zoned } from './dom.js';
import { createThread } from './thread.js';
import { languages } from './words.js';

/**
 * The mailbox of a mentor, or of the coordinators, and the phone that pages reach. `onChoose` is told whose is wanted.
 * Each mail is shown in a frame that can do nothing but open its links in a page of their own.
 */
export function createDesk({ onChoose }) {
  const element = find('desk-template').content.cloneNode(true).firstElementChild;
  element.id = 'panel-desk';
  const thread = createThread(element);
  const part = (selector) => element.querySelector(selector);
  const [select, list, mail, frame, words] = ['select', '.mails', '.mail', 'iframe', 'pre'].map(part);
  let shows = 'mail';
  let chosen;
  let latest;

  select.addEventListener('change', () => {
    chosen = undefined;
    onChoose(select.value);
  });
  for (const button of element.querySelectorAll('[data-shows]')) {
    button.addEventListener('click', () => {
      shows = button.dataset.shows;
      draw();
    });
  }

  const drawChoice = whenChanged((desks, { address, name, facts }) => {
    const label = (one) => (one.count > 0 ? `${one.name} · ${one.count}` : one.name);
    const group = (title, ones) =>
      ones.length === 0
        ? []
        : [
            make(
              'optgroup',
              { label: title },
              ...ones.map((one) => make('option', { value: one.address }, label(one))),
            ),
          ];
    replace(select, [
      ...group(
        'Of this couple',
        desks.filter((one) => one.accompanies),
      ),
      ...group(
        'Mentors',
        desks.filter((one) => one.mentorId !== undefined && !one.accompanies),
      ),
      ...group(
        'Others',
        desks.filter((one) => one.mentorId === undefined),
      ),
    ]);
    select.value = address;
    element.setAttribute('aria-label', `Mailbox of ${name}`);
    part('.face').textContent = name.charAt(0);
    replace(
      part('.facts'),
      facts.map((fact) => make('span', {}, fact)),
    );
  });

  const drawList = whenChanged((newestFirst, selected, timeZone) => {
    const { momentOf } = zoned(timeZone);
    replace(
      list,
      newestFirst.map((one) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              class: 'row',
              'data-key': one.id,
              'aria-pressed': String(one.id === selected),
              onclick: () => {
                chosen = one.id;
                draw();
              },
            },
            make('strong', {}, one.subject),
            make(
              'small',
              {},
              momentOf(one.at),
              one.problem === undefined ? '' : make('strong', {}, ` · ${one.problem}`),
            ),
          ),
        ),
      ),
    );
  });

  const drawMail = whenChanged((one, timeZone) => {
    mail.hidden = one === null;
    if (one === null) return;
    part('.route').textContent = `${one.from} to ${one.to.join(', ')} · ${zoned(timeZone).momentOf(one.at)}`;
    frame.hidden = !one.hasHtml;
    frame.title = one.subject;
    if (one.hasHtml) frame.src = `/sandbox/mails/${encodeURIComponent(one.id)}`;
    words.hidden = one.hasHtml;
    replace(words, linked(one.text ?? ''));
  });

  function draw() {
    if (latest === undefined) return;
    const { desks, desk, mailbox, phone } = latest;
    const { mails } = mailbox;
    drawChoice(desks, desk);
    const canText = desk.phone !== undefined;
    if (!canText) shows = 'mail';
    part('.choices').hidden = !canText;
    for (const button of element.querySelectorAll('[data-shows]'))
      button.setAttribute('aria-pressed', String(button.dataset.shows === shows));
    part('.mailbox').hidden = shows !== 'mail';
    part('.pager').hidden = shows !== 'texts';
    if (canText && shows === 'texts') thread.draw(desk, phone, []);
    part('.mailbox > .empty').hidden = mails.length > 0;
    const selected = mails.find(({ id }) => id === chosen) ?? mails.at(-1);
    drawList(mails.toReversed(), selected?.id, desk.timeZone);
    drawMail(selected ?? null, desk.timeZone);
  }

  return {
    element,
    /** `desks` are all that can be chosen; `desk` is the one that is shown, with its mail and its texts. */
    draw(next) {
      latest = next;
      draw();
    },
    tick(now) {
      if (latest === undefined) return;
      const { timeOf, weekdayOf, place } = zoned(latest.desk.timeZone);
      part('.local').textContent = `${weekdayOf(now)} ${timeOf(now)}`;
      part('.local').title = place;
      part('.local').dateTime = new Date(now).toISOString();
    },
  };
}

/** What a desk says of whose it is. */
export const factsOf = ({ languages: spoken = [], phone, load, capacity }) =>
  [
    load === undefined
      ? 'everybody’s shared address'
      : `room for ${Math.max(0, capacity - load)} of ${capacity}`,
    spoken.map((one) => languages[one] ?? one).join(', '),
    phone === undefined ? '' : phoneOf(phone),
  ].filter((one) => one !== '');
