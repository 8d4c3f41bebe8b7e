import { claimsOf, currentToken, finishSignIn, startSignIn } from './api.js';
import { startBegin } from './begin.js';
import { startClock } from './clock.js';
import { startCouples } from './couples.js';
import { createDesk, factsOf } from './desk.js';
import { find, make, onPress, replace, say } from './dom.js';
import { createJourney } from './journeys.js';
import { startPanels } from './panels.js';
import { createPhone } from './phone.js';
import { desksOf, loadProgramme } from './programme.js';
import { startTasks } from './tasks.js';
import { startWorkflows } from './workflows.js';

const clock = startClock();
const phones = ['first', 'second'].map((side) => createPhone(side));
const journeys = phones.map((phone) => createJourney(phone.journey, { onChange: load }));
const desk = createDesk({ onChoose: chooseDesk });
const panels = startPanels([...phones, desk].map(({ element }) => element));
const couples = startCouples({ onChoose: choose, onChange: load });
const tasks = startTasks({ onChange: load, onChoose: choose });
const workflows = startWorkflows({ ask });
startBegin({ onEnrolled: welcome, peopleAreKnown: () => programme?.people ?? [] });

let state;
let programme;
let chosen;
let chosenDesk;
let refused = false;

/** Everything that happens reaches the page as a new state; what the parts show is then asked for. */
function receive(next) {
  const before = state;
  state = next;
  clock.update(next.clock);
  if (before === undefined) void showWho();
  if (before?.revision !== next.revision) loadSoon();
  void draw();
}

let waiting;
let loading = Promise.resolve();

/** Not for each of many steps, but a moment after the first of them. */
function loadSoon() {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    void load();
  }, 300);
}

/** One after the other: an older answer must not come last. */
function load() {
  loading = loading.then(loadNow);
  return loading;
}

async function loadNow() {
  try {
    programme = await loadProgramme(chosen);
    if (refused) say('');
    refused = false;
  } catch (error) {
    refused = true;
    programme = { couples: [], people: [], mentors: [], tasks: [], crises: [] };
    const who =
      error.status === 403 ? 'You may not see the participants: sign in as a coordinator.' : undefined;
    say(who ?? `The programme could not be read: ${error.message}`, 'failed');
  }
  await draw();
}

async function choose(coupleId) {
  chosen = coupleId;
  chosenDesk = undefined;
  await load();
  if (find('stage').getBoundingClientRect().top < 0) find('stage').scrollIntoView();
}

/** The button that enrolled them may be gone: whoever pressed it goes on at the phones. */
async function welcome(coupleId) {
  await choose(coupleId);
  find('stage').focus({ preventScroll: true });
}

function chooseDesk(address) {
  chosenDesk = address;
  void draw();
}

async function draw() {
  // Whose all this is is not known before.
  if (programme === undefined || state === undefined) return;
  const { couple } = programme;
  find('welcome').hidden = programme.couples.length > 0 || refused;
  couples.draw(programme, state.progress);
  tasks.draw(programme, clock.now());
  const partners = couple?.partners ?? [];
  const desks = desksOf(programme, state);
  const shown =
    desks.find(({ address }) => address === chosenDesk) ??
    desks.find(({ accompanies }) => accompanies) ??
    desks.find(({ count }) => count > 0) ??
    desks[0];
  panels.name([...phones.map((_, index) => partners[index]?.name ?? ''), refused ? '' : shown.name]);
  await Promise.all([
    ...partners.map((partner, index) => drawPartner(partner, index)),
    drawDesk(desks, shown),
    workflows.update({
      workflows: state.workflows,
      revision: state.revision,
      people: programme.people,
      couples: programme.couples,
      crises: programme.crises,
    }),
  ]);
  tick();
}

async function drawPartner(partner, index) {
  journeys[index].draw(partner, programme.tasks, clock.now());
  phones[index].draw(partner, await askPhone(partner.phone));
}

async function drawDesk(desks, shown) {
  const count = desks.find(({ address }) => address === shown.address)?.count ?? 0;
  const [mailbox, phone] = await Promise.all([
    ask(`mailboxes/${encodeURIComponent(shown.address)}`, count),
    shown.phone === undefined ? undefined : askPhone(shown.phone),
  ]);
  desk.draw({ desks, desk: { ...shown, facts: factsOf(shown) }, mailbox, phone });
}

function askPhone(phone) {
  const count = state.phones.find(({ address }) => address === phone)?.count ?? 0;
  return ask(`phones/${encodeURIComponent(phone)}`, count);
}

const answers = new Map();

/** A part of the sandbox; what was answered stays true until `version` changes. */
function ask(path, version) {
  const known = answers.get(path);
  if (known?.version === version) return known.answer;
  const answer = fetch(`/sandbox/${path}`).then((response) => {
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
    return response.json();
  });
  answers.set(path, { version, answer });
  answer.catch(() => answers.delete(path));
  return answer;
}

function tick() {
  if (programme === undefined || state === undefined) return;
  for (const phone of phones) phone.tick(clock.now());
  desk.tick(clock.now());
}
setInterval(tick, 1000);

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

find('ground').addEventListener('toggle', () => {
  if (find('ground').open) void showGround();
});

async function showGround() {
  const { grants, notes } = await ask('ground', Date.now());
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
}

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
