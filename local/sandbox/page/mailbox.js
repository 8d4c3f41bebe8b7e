import { find, make, momentOf, replace, whenChanged } from './dom.js';

/** Captured mail, newest first; the chosen one is shown in a frame that can do nothing. */
export function startMailbox() {
  let mails = [];
  let chosen;

  const drawList = whenChanged((newestFirst, selected) => {
    replace(
      find('mails'),
      newestFirst.map((mail) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              class: 'row',
              'data-key': mail.id,
              'aria-pressed': String(mail.id === selected),
              onclick: () => {
                chosen = mail.id;
                draw();
              },
            },
            make(
              'span',
              {},
              make('strong', {}, mail.subject),
              make('span', { class: 'where' }, mail.to.join(', ')),
              make('small', {}, momentOf(mail.at)),
            ),
          ),
        ),
      ),
    );
  });

  const drawMail = whenChanged((mail) => {
    find('mail').hidden = mail === null;
    if (mail === null) return;
    find('mail-subject').textContent = mail.subject;
    find('mail-route').textContent = `${mail.from} to ${mail.to.join(', ')} · ${momentOf(mail.at)}`;
    find('mail-html').hidden = !mail.hasHtml;
    if (mail.hasHtml) find('mail-html').src = `/sandbox/mails/${encodeURIComponent(mail.id)}`;
    find('mail-text').hidden = mail.hasHtml;
    find('mail-text').textContent = mail.text ?? '';
  });

  function draw() {
    const selected = mails.find((mail) => mail.id === chosen) ?? mails.at(-1);
    drawList(mails.toReversed(), selected?.id);
    drawMail(selected ?? null);
  }

  return {
    update(state) {
      ({ mails } = state);
      find('mails-empty').hidden = mails.length > 0;
      find('mails-count').textContent = mails.length > 0 ? String(state.counts.mails) : '';
      draw();
    },
  };
}
