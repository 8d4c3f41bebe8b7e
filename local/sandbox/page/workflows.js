import { find, lengthOf, make, momentOf, replace, whenChanged } from './dom.js';

const outcomes = {
  SUCCEEDED: 'finished',
  FAILED: 'failed',
  TIMED_OUT: 'ran out of time',
  ABORTED: 'was stopped',
  PENDING_REDRIVE: 'is about to go on',
};

/** The picture of a state machine and its executions; choosing one shows the way that it took. */
export function startWorkflows() {
  let machine;
  let chosen;
  let latest;
  let pictured;

  find('machine').addEventListener('change', (event) => {
    machine = event.target.value;
    chosen = undefined;
    draw();
  });

  async function showPicture() {
    if (pictured === machine) return mark();
    pictured = machine;
    const response = await fetch(`/sandbox/pictures/${encodeURIComponent(machine)}`);
    if (!response.ok) return;
    // Our own server drew it: names in it are escaped there.
    find('picture').innerHTML = await response.text();
    mark();
  }

  function mark() {
    const { executions } = latest;
    const shown = executions.filter((one) => one.stateMachineName === machine);
    const single = shown.find((one) => one.arn === chosen);
    const standing = new Map();
    for (const run of single ? [single] : shown) {
      for (const state of run.currentStates) standing.set(state, (standing.get(state) ?? 0) + 1);
    }
    const last = single?.currentStates.length === 0 ? single.visitedStates.at(-1) : undefined;
    for (const group of find('picture').querySelectorAll('[data-state]')) {
      const count = standing.get(group.dataset.state) ?? 0;
      group.classList.toggle('current', count > 0);
      group.classList.toggle('visited', single?.visitedStates.includes(group.dataset.state) ?? false);
      group.classList.toggle('last', group.dataset.state === last);
      group.querySelector(':scope > .badge')?.remove();
      if (count > 1) group.append(badge(count, group));
    }
  }

  const drawMachines = whenChanged((names) => {
    find('machine-label').hidden = names.length < 2;
    replace(
      find('machine'),
      names.map((name) => make('option', { value: name }, name)),
    );
    find('machine').value = machine;
  });

  const drawRuns = whenChanged((runs, people, selected) => {
    replace(
      find('runs'),
      runs.map((run) => runRow(run, people, selected)),
    );
    find('runs-empty').hidden = runs.length > 0;
  });

  function runRow(run, people, selected) {
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
      draw();
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
          make('strong', {}, titleOf(run, people)),
          make('span', { class: 'where' }, where),
          make('small', {}, when),
        ),
      ),
    );
  }

  function draw() {
    if (latest === undefined) return;
    const { stateMachines, executions, people, counts } = latest;
    if (!stateMachines.includes(machine)) [machine] = stateMachines;
    if (machine === undefined) return;
    drawMachines(stateMachines);
    const runs = executions.filter((one) => one.stateMachineName === machine).toReversed();
    const sorted = [
      ...runs.filter((run) => run.endedAt === undefined),
      ...runs.filter((run) => run.endedAt !== undefined),
    ];
    drawRuns(sorted, people, chosen);
    find('runs-summary').textContent = summaryOf(counts, executions);
    void showPicture();
  }

  return {
    update(next) {
      latest = { people: [], ...latest, ...next };
      draw();
    },
  };
}

/** `Ana, check-in 3` for an execution that is named after a participant's check-in. */
function titleOf(run, people) {
  const [, participantId, cycle] = /^(p-[A-Za-z0-9]+)-c(\d+)$/.exec(run.name) ?? [];
  const person = people.find((one) => one.participantId === participantId);
  return person === undefined ? run.name : `${person.name}, check-in ${Number(cycle)}`;
}

function summaryOf({ running, ended }, executions) {
  const hidden = running + ended - executions.length;
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
