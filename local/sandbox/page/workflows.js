import { find, lengthOf, make, momentOf, replace, whenChanged } from './dom.js';
import { namesOf } from './programme.js';
import { machineName } from './words.js';

const outcomes = {
  SUCCEEDED: 'finished',
  FAILED: 'failed',
  TIMED_OUT: 'ran out of time',
  ABORTED: 'was stopped',
  PENDING_REDRIVE: 'is about to go on',
};

/**
 * The picture of a state machine and its executions; choosing one shows the way that it took. `ask` fetches a part of
 * the sandbox, or remembers it while nothing has changed.
 */
export function startWorkflows({ ask }) {
  let machine;
  let chosen;
  let latest;
  let pictured;

  async function showPicture() {
    if (pictured === machine) return;
    pictured = machine;
    const response = await fetch(`/sandbox/pictures/${encodeURIComponent(machine)}`);
    if (!response.ok || pictured !== machine) return;
    // Our own server drew it: names in it are escaped there.
    find('picture').innerHTML = await response.text();
  }

  function mark(executions, visited) {
    const single = executions.find((one) => one.arn === chosen);
    const standing = new Map();
    for (const run of single ? [single] : executions) {
      for (const state of run.currentStates) standing.set(state, (standing.get(state) ?? 0) + 1);
    }
    const last = single?.currentStates.length === 0 ? visited.at(-1) : undefined;
    for (const group of find('picture').querySelectorAll('[data-state]')) {
      const count = standing.get(group.dataset.state) ?? 0;
      group.classList.toggle('current', count > 0);
      group.classList.toggle('visited', visited.includes(group.dataset.state));
      group.classList.toggle('last', group.dataset.state === last);
      group.querySelector(':scope > .badge')?.remove();
      if (count > 1) group.append(badge(count, group));
    }
  }

  const drawMachines = whenChanged((workflows, selected) => {
    replace(
      find('machines'),
      workflows.map(({ name, running }) =>
        make(
          'button',
          {
            type: 'button',
            'data-key': name,
            'aria-pressed': String(name === selected),
            onclick: () => {
              machine = name;
              chosen = undefined;
              void draw();
            },
          },
          machineName(name),
          running > 0 ? make('span', { class: 'count', title: `${running} running` }, String(running)) : '',
        ),
      ),
    );
  });

  const drawRuns = whenChanged((runs, selected) => {
    replace(
      find('runs'),
      runs.map((run) => runRow(run, selected)),
    );
    find('runs-empty').hidden = runs.length > 0;
  });

  function runRow(run, selected) {
    const running = run.endedAt === undefined;
    const where = running
      ? run.currentStates.join(', ') || 'on its way'
      : `${outcomes[run.status] ?? run.status}${run.error === undefined ? '' : `: ${run.error}`}`;
    const when = running
      ? `since ${momentOf(run.startedAt)}${run.nextDeadline === undefined ? '' : ` · until ${momentOf(run.nextDeadline)}`}`
      : `${momentOf(run.endedAt)} · took ${lengthOf(run.endedAt - run.startedAt)}`;
    const kind = running ? 'running' : run.status === 'SUCCEEDED' ? 'well' : 'badly';
    const press = () => {
      chosen = selected === run.arn ? undefined : run.arn;
      void draw();
    };
    return make(
      'li',
      { 'data-execution': run.name },
      make(
        'button',
        {
          type: 'button',
          class: 'row',
          'data-key': run.arn,
          'aria-pressed': String(selected === run.arn),
          onclick: press,
        },
        make('span', { class: `dot ${kind}`, 'aria-hidden': 'true' }),
        make(
          'span',
          {},
          make('strong', {}, run.title),
          make('span', { class: 'where' }, where),
          make('small', {}, when),
        ),
      ),
    );
  }

  async function draw() {
    const { workflows, revision, ...known } = latest;
    if (workflows.every(({ name }) => name !== machine)) machine = mainOf(workflows);
    if (machine === undefined) return;
    drawMachines(workflows, machine);
    const [{ executions, running, ended }, { visitedStates }] = await Promise.all([
      ask(`workflows/${encodeURIComponent(machine)}`, revision),
      chosen === undefined
        ? { visitedStates: [] }
        : ask(`executions/${encodeURIComponent(chosen)}`, revision),
      showPicture(),
    ]);
    const newestFirst = executions.toReversed();
    const runs = [
      ...newestFirst.filter((run) => run.endedAt === undefined),
      ...newestFirst.filter((run) => run.endedAt !== undefined),
    ].map((run) => ({ ...run, title: titleOf(run, known) }));
    drawRuns(runs, chosen);
    find('runs-summary').textContent = summaryOf(running, ended, executions.length);
    mark(executions, visitedStates);
  }

  return {
    async update(next) {
      latest = { ...latest, ...next };
      await draw();
    },
  };
}

/** What people are asked by week, where it is there. */
const mainOf = (workflows) =>
  (workflows.find(({ name }) => name.endsWith('-local-check-in')) ?? workflows[0])?.name;

/** `Ana, check-in 3`, `Ana & Ben`: whom an execution is about, read off its name. */
function titleOf({ name }, { people, couples, crises }) {
  const crisis = crises.find(({ crisisId }) => crisisId === name);
  if (crisis === undefined && name.startsWith('crisis-')) return 'A crisis that is closed';
  const participantId = crisis?.participantId ?? /^p-[A-Za-z0-9]+/.exec(name)?.[0];
  const person = people.find((one) => one.participantId === participantId);
  if (person !== undefined) {
    const cycle = /-c(\d+)$/.exec(name)?.[1];
    const what =
      cycle === undefined ? '' : Number(cycle) === 0 ? ', private screen' : `, check-in ${Number(cycle)}`;
    return `${person.name}${what}`;
  }
  const couple = couples.find(({ coupleId }) => name === coupleId || name.startsWith(`${coupleId}-`));
  return couple === undefined ? name : namesOf(couple);
}

function summaryOf(running, ended, shown) {
  const hidden = running + ended - shown;
  return `${running} running, ${ended} ended${hidden > 0 ? ` · ${hidden} older ones are not shown` : ''}`;
}

function badge(count, group) {
  const svg = 'http://www.w3.org/2000/svg';
  const element = document.createElementNS(svg, 'g');
  element.classList.add('badge');
  const x = group.querySelector(':scope > rect').getAttribute('width');
  const circle = document.createElementNS(svg, 'circle');
  for (const [name, value] of [
    ['cx', x],
    ['cy', '0'],
    ['r', count > 99 ? '16' : '12'],
  ])
    circle.setAttribute(name, value);
  const text = document.createElementNS(svg, 'text');
  text.setAttribute('x', x);
  text.setAttribute('y', '0');
  text.textContent = String(count);
  element.append(circle, text);
  return element;
}
