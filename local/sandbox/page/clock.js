import { post } from './api.js';
import { find, lengthOf, momentOf, onPress, say } from './dom.js';

const long = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const short = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const narrow = matchMedia('(max-width: 44rem)');
const { timeZone } = long.resolvedOptions();

/** The clock: shows virtual time as the server tells it, counts along while it runs, and moves it. */
export function startClock() {
  let clock;
  let toldAt = 0;
  let moving = false;

  const now = () => (clock.frozen ? clock.now : clock.now + (Date.now() - toldAt));

  function draw() {
    if (clock === undefined) return;
    find('clock-now').textContent = (narrow.matches ? short : long).format(now());
    find('clock-now').dateTime = new Date(now()).toISOString();
    find('clock-now').title = `Time zone: ${timeZone}`;
    const state = find('clock-state');
    state.textContent = moving ? 'moving …' : clock.frozen ? 'frozen' : 'running';
    state.dataset.kind = clock.frozen ? 'frozen' : 'running';
    find('clock-hold').textContent = clock.frozen ? 'Resume' : 'Freeze';
    const { next } = clock;
    find('clock-next').textContent =
      next === undefined
        ? 'Nothing waits for a later time.'
        : `Next: ${next.what}, ${nextOf(next.at - now())}`;
    find('clock-next').title = next === undefined ? '' : momentOf(next.at);
  }

  async function move(request) {
    if (moving) return;
    moving = true;
    draw();
    try {
      const { ran } = await post('/sandbox/clock', request);
      if (request.action === 'next') say(ran ? `Moved on: ${ran.what}` : 'Nothing waits for a later time.');
    } finally {
      moving = false;
      draw();
    }
  }

  for (const button of document.querySelectorAll('[data-advance]')) {
    onPress(button, () => move({ advanceMs: Number(button.dataset.advance) }));
  }
  onPress(find('clock-jump'), () => move({ action: 'next' }));
  onPress(find('clock-hold'), () => move({ action: clock.frozen ? 'resume' : 'freeze' }));
  setInterval(draw, 1000);

  return {
    update(next) {
      clock = next;
      toldAt = Date.now();
      draw();
    },
    now,
  };
}

const nextOf = (wait) => (wait <= 0 ? 'now' : `in ${lengthOf(wait)}`);
