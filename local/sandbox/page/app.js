import { currentToken, finishSignIn, listAll, startSignIn, claimsOf } from './api.js';
import { startClock } from './clock.js';
import { find, make, onPress, replace, say, whenChanged } from './dom.js';
import { startMailbox } from './mailbox.js';
import { startPhones } from './phones.js';
import { startTasks } from './tasks.js';
import { startWorkflows } from './workflows.js';

const clock = startClock();
const mailbox = startMailbox();
const workflows = startWorkflows();
const phones = startPhones({ onChange: loadPeople });
const tasks = startTasks({ onChange: loadPeople });

let state;
let refused = false;

/** Everything that happens reaches the page as a new state; people and tasks are then read through the HTTP API. */
function receive(next) {
  const before = state;
  state = next;
  clock.update(next.clock);
  phones.update({ texts: next.texts });
  workflows.update(next);
  mailbox.update(next);
  drawGround(next.grants, next.notes);
  if (before === undefined) void showWho();
  const happened = (one) => JSON.stringify([one?.counts, one?.executions]);
  if (happened(before) !== happened(next)) loadSoon();
}

let waiting;

function loadSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => void loadPeople(), 300);
}

async function loadPeople() {
  try {
    const [people, open] = await Promise.all([listAll('/participants'), listAll('/tasks')]);
    people.sort((a, b) =>
      a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.phone < b.phone ? -1 : 1,
    );
    phones.update({ people });
    workflows.update({ people });
    tasks.update({ tasks: open, people });
    if (refused) say('');
    refused = false;
  } catch (error) {
    refused = true;
    phones.update({ people: [] });
    tasks.update({ tasks: [], people: [] });
    const who =
      error.status === 403 ? 'You may not see the participants: sign in as a coordinator.' : undefined;
    say(who ?? `The participants could not be read: ${error.message}`, 'failed');
  }
}

async function showWho() {
  try {
    const { username } = claimsOf(await currentToken());
    const user = state.users.find((one) => one.username === username);
    find('you-name').textContent = user?.name ?? username;
    find('you-name').title = user?.groups.join(', ') || 'in no group';
  } catch (error) {
    find('you-name').textContent = 'nobody';
    find('sign-in').hidden = true;
    find('copy-token').hidden = true;
    say(error.message, 'failed');
  }
}

const drawGround = whenChanged((grants, notes) => {
  const lines = (items) => make('ul', {}, ...items.map((item) => make('li', {}, item)));
  const parts = [];
  if (grants) {
    const { used, unused } = grants;
    parts.push(make('h3', {}, 'Grants'));
    parts.push(make('p', {}, `${used} used so far, ${unused.length} not used yet.`));
    if (unused.length > 0) parts.push(lines(unused));
  }
  parts.push(make('h3', {}, 'Not emulated'));
  parts.push(
    notes.length > 0 ? lines(notes) : make('p', {}, 'Everything in the template has its counterpart here.'),
  );
  replace(find('ground-content'), parts);
});

onPress(find('copy-token'), async () => {
  const { accessToken } = await currentToken();
  await navigator.clipboard.writeText(accessToken);
  say('Copied. Use it as: curl -H "Authorization: Bearer …"');
});
onPress(find('sign-in'), async () => startSignIn(claimsOf(await currentToken()).client_id));

try {
  if (await finishSignIn()) say('You are signed in.');
} catch (error) {
  say(error.message, 'failed');
}

const events = new EventSource('/sandbox/events');
events.addEventListener('message', ({ data }) => receive(JSON.parse(data)));
events.addEventListener('open', () => document.body.classList.remove('lost'));
events.addEventListener('error', () => {
  document.body.classList.add('lost');
  say('The embedded cloud does not answer. The page goes on by itself when it is back.', 'failed');
});
