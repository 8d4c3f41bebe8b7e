import { callApi } from './api.js';
import { find, make, onPress, replace, say, whenChanged, zoned } from './dom.js';
import { namesOf } from './programme.js';
import { standOf } from './words.js';

/** All couples with where they stand, and the one that is looked at. `onChoose` is told which is wanted. */
export function startCouples({ onChoose, onChange }) {
  const drawList = whenChanged((couples, chosen) => {
    find('couples').hidden = couples.length === 0;
    find('couples-count').textContent = String(couples.length);
    replace(
      find('couple-list'),
      couples.map(({ coupleId, names, initials, stand }) =>
        make(
          'li',
          {},
          make(
            'button',
            {
              type: 'button',
              class: 'couple',
              'data-key': coupleId,
              'aria-current': coupleId === chosen ? 'true' : undefined,
              onclick: () => onChoose(coupleId),
            },
            make(
              'span',
              { class: 'faces', 'aria-hidden': 'true' },
              ...initials.map((initial, index) =>
                make('span', { class: `face ${index === 0 ? 'first' : 'second'}` }, initial),
              ),
            ),
            make(
              'span',
              {},
              make('strong', {}, names),
              ' ',
              make('small', { 'data-kind': stand.kind }, stand.text),
            ),
          ),
        ),
      ),
    );
  });

  /** Of many couples, the one that is looked at is in sight; the page itself stays where it is. */
  const showChosen = whenChanged(() => {
    const list = find('couple-list');
    const shown = list.querySelector('[aria-current]');
    if (shown === null) return;
    const [outer, inner] = [list, shown].map((element) => element.getBoundingClientRect());
    if (inner.left < outer.left || inner.right > outer.right) list.scrollLeft += inner.left - outer.left - 8;
  });

  const drawHead = whenChanged((couple, mentors) => {
    find('couple-head').hidden = couple === null;
    if (couple === null) return;
    const names = namesOf(couple);
    find('couple-title').textContent = names;
    find('couple-where').textContent = whereOf(couple, mentors);
    replace(
      find('couple-actions'),
      actionsOf(couple).map(({ label, path, body, ask }) => {
        const button = make('button', { type: 'button', 'data-key': path }, label);
        onPress(button, async () => {
          if (ask !== undefined && !confirm(ask)) return;
          await callApi(`/couples/${couple.coupleId}/${path}`, { method: 'POST', body });
          say(`${label}: done.`);
          await onChange();
        });
        return button;
      }),
    );
  });

  return {
    draw({ couples, couple, mentors }, progress) {
      drawList(
        couples.map((one) => ({
          coupleId: one.coupleId,
          names: namesOf(one),
          initials: one.partners.map(({ name }) => name.charAt(0)),
          stand: standOf(one, progress),
        })),
        couple?.coupleId,
      );
      showChosen(couple?.coupleId);
      drawHead(couple ?? null, mentors);
    },
  };
}

function whereOf({ state, pairing, openOffer, waitlistedAt }, mentors) {
  const names = (ids) =>
    ids.map((id) => mentors.find(({ mentorId }) => mentorId === id)?.name ?? 'a mentor').join(' & ');
  const { dateOf, momentOf } = zoned(undefined);
  if (pairing?.state === 'active')
    return `with ${names(pairing.mentorIds)} since ${dateOf(Date.parse(pairing.since))}`;
  if (openOffer?.state === 'open')
    return `offered to ${names(openOffer.mentorIds)} until ${momentOf(Date.parse(openOffer.expiresAt))}`;
  const words = {
    intake: 'on their way through the intake',
    'to-decide': 'a coordinator has to decide',
    matching: 'a mentor is being looked for',
    waitlisted: 'no mentor has room',
    separated: 'the two go on apart',
    ended: 'both have left',
  };
  return waitlistedAt === undefined || state !== 'waitlisted'
    ? (words[state] ?? '')
    : `${words.waitlisted}, since ${dateOf(Date.parse(waitlistedAt))}`;
}

function actionsOf({ state, pairing, partners }) {
  const paired = pairing?.state === 'active';
  const two = partners.length === 2 && !['separated', 'ended', 'intake'].includes(state);
  return [
    ...(state === 'waitlisted' ? [{ label: 'Look again', path: 'matching' }] : []),
    ...(paired
      ? [
          {
            label: 'Change the mentor',
            path: 'mentor-change',
            ask: 'End this pairing without blame, and look for another mentor?',
          },
        ]
      : []),
    ...(two
      ? [
          {
            label: 'Separate',
            path: 'separation',
            ask: 'Let the two go on apart? Each keeps their own check-ins.',
          },
        ]
      : []),
  ];
}
