import { callApi } from './api.js';
import { find, make, momentOf, onPress, replace, say, whenChanged } from './dom.js';
import { namesOf } from './programme.js';
import { coupleDecisions, crisisOutcomes, taskKinds } from './words.js';

/** What waits for a person, the most urgent first. `onChange` is called after one was decided or closed. */
export function startTasks({ onChange, onChoose }) {
  /** The words of the tasks that somebody has read. */
  const read = new Map();
  let latest = [];

  const drawAll = whenChanged((tasks) => {
    replace(
      find('task-list'),
      tasks.map((task) => row(task)),
    );
    find('tasks-empty').hidden = tasks.length > 0;
    find('tasks-count').textContent = tasks.length > 0 ? String(tasks.length) : '';
  });

  function draw() {
    drawAll(latest.map((task) => ({ ...task, words: read.get(task.taskId) })));
  }

  function row(task) {
    const { taskId, kind, who, coupleId, dueAt, reason, words, urgent } = task;
    const title = taskKinds[kind] ?? kind;
    return make(
      'li',
      { class: 'row task' },
      make('span', { class: `dot ${urgent ? 'badly' : 'waits'}`, 'aria-hidden': 'true' }),
      make(
        'div',
        {},
        make('strong', {}, title),
        make(
          'p',
          { class: 'where' },
          coupleId === undefined
            ? (who ?? '')
            : make(
                'button',
                {
                  type: 'button',
                  class: 'link',
                  'data-key': `${taskId} who`,
                  onclick: () => onChoose(coupleId),
                },
                who ?? 'their couple',
              ),
          make('small', {}, `${who === undefined ? '' : ' · '}due ${momentOf(Date.parse(dueAt))}`),
          reason === undefined ? '' : make('small', {}, ` · ${reason.replaceAll('-', ' ')}`),
        ),
        words === undefined ? undefined : make('blockquote', {}, words),
      ),
      make('div', { class: 'buttons' }, ...actionsOf(task).map((action) => button(task, action))),
    );
  }

  function button(task, { label, act, strong }) {
    const title = taskKinds[task.kind] ?? task.kind;
    const made = make(
      'button',
      {
        type: 'button',
        class: strong ? 'strong' : undefined,
        'data-key': `${task.taskId} ${label}`,
        'aria-label': `${label}: ${title}${task.who === undefined ? '' : `, ${task.who}`}`,
      },
      label,
    );
    onPress(made, () => act(task));
    return made;
  }

  function actionsOf({ kind, crisisState, inboundMessageId, words }) {
    const reads =
      inboundMessageId !== undefined && words === undefined ? [{ label: 'Read', act: readWords }] : [];
    return [...reads, ...(decisions[kind]?.(crisisState) ?? [{ label: 'Done', act: (task) => close(task) }])];
  }

  /** A decision closes the task where the API says so; everything else is closed by hand. */
  const decisions = {
    'stop-or-not': () => [
      { label: 'They meant STOP', act: (task) => close(task, 'stop') },
      { label: 'Texts go on', act: (task) => close(task, 'go-on') },
    ],
    'safety-review': () => [
      { label: 'Clear the hold', act: (task) => close(task, 'clear') },
      { label: 'Keep the hold', act: (task) => close(task, 'keep') },
    ],
    'intake-to-decide': () =>
      Object.entries(coupleDecisions).map(([decision, label]) => ({
        label,
        act: (task) => after(label, `/couples/${task.coupleId}/decision`, { decision }),
      })),
    'partner-declined': () => [
      {
        label: 'Support the other',
        act: async (task) => {
          await callApi(`/couples/${task.coupleId}/decision`, {
            method: 'POST',
            body: { decision: 'individual-support' },
          });
          await close(task);
        },
      },
      { label: 'Done', act: (task) => close(task) },
    ],
    'nobody-to-match': () => [
      { label: 'Look again', act: (task) => after('Looking', `/couples/${task.coupleId}/matching`) },
      { label: 'Done', act: (task) => close(task) },
    ],
    crisis: (state) => [
      ...(state === 'open' || state === 'unacknowledged'
        ? [
            {
              label: 'I take it over',
              strong: true,
              act: (task) => after('Taken over', `/crises/${task.crisisId}/acknowledge`),
            },
          ]
        : []),
      ...Object.entries(crisisOutcomes).map(([outcome, label]) => ({
        label,
        act: (task) => after(label, `/crises/${task.crisisId}/close`, { outcome }),
      })),
    ],
  };

  async function close({ taskId }, decision) {
    await after('Closed', `/tasks/${encodeURIComponent(taskId)}/close`, decision && { decision });
  }

  async function after(label, path, body) {
    await callApi(path, { method: 'POST', ...(body && { body }) });
    say(`${label}.`);
    find('tasks-title').focus();
    await onChange();
  }

  async function readWords({ taskId }) {
    const { text } = await callApi(`/tasks/${encodeURIComponent(taskId)}`);
    read.set(taskId, text?.body ?? 'The words are not kept any more.');
    draw();
  }

  return {
    draw({ tasks, couples, people, mentors, crises }, now) {
      latest = tasks.map((task) => {
        const person = people.find(({ participantId }) => participantId === task.participantId);
        const couple = couples.find(({ coupleId }) => coupleId === (task.coupleId ?? person?.coupleId));
        const mentor = mentors.find(({ mentorId }) => mentorId === task.mentorId);
        const who = person?.name ?? (couple && namesOf(couple)) ?? mentor?.name;
        const { taskId, kind, dueAt, reason, crisisId, inboundMessageId } = task;
        return {
          taskId,
          kind,
          dueAt,
          crisisId,
          inboundMessageId,
          reason,
          who,
          coupleId: couple?.coupleId,
          crisisState: crises.find((one) => one.crisisId === crisisId)?.state,
          urgent: kind === 'crisis' || Date.parse(dueAt) <= now,
        };
      });
      draw();
    },
  };
}
