import { callApi } from './api.js';
import { find, make, momentOf, onPress, replace, say, whenChanged } from './dom.js';

const kinds = {
  'check-in-missed': 'A check-in was missed',
  'check-in-failed': 'A check-in broke off',
  'text-unconfirmed': 'Nobody knows whether a text arrived',
  'reply-to-read': 'A reply needs to be read',
  'stop-or-not': 'Did they mean STOP?',
  'help-asked': 'Somebody asked for help',
  'unknown-sender': 'A text from an unknown number',
};

/** What waits for a person, oldest first. `onChange` is called after one was closed. */
export function startTasks({ onChange }) {
  const draw = whenChanged((tasks, people) => {
    const open = tasks.filter((task) => task.state === 'open');
    replace(
      find('task-list'),
      open.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1)).map((task) => row(task, people)),
    );
    find('tasks-empty').hidden = open.length > 0;
    find('tasks-count').textContent = open.length > 0 ? String(open.length) : '';
  });

  function row(task, people) {
    const person = people.find((one) => one.participantId === task.participantId);
    const title = kinds[task.kind] ?? task.kind;
    const button = make(
      'button',
      {
        type: 'button',
        'data-key': task.taskId,
        'aria-label': `Done: ${title}${person ? `, ${person.name}` : ''}`,
      },
      'Done',
    );
    onPress(button, async () => {
      await callApi(`/tasks/${encodeURIComponent(task.taskId)}/close`, { method: 'POST' });
      say('Closed.');
      find('tasks-title').focus();
      await onChange();
    });
    return make(
      'li',
      { class: 'row' },
      make('span', { class: 'dot badly', 'aria-hidden': 'true' }),
      make(
        'span',
        {},
        make('strong', {}, title),
        make('span', { class: 'where' }, [person?.name, task.reason].filter(Boolean).join(' · ')),
        make('small', {}, momentOf(Date.parse(task.openedAt))),
      ),
      button,
    );
  }

  return { update: ({ tasks, people }) => draw(tasks, people) };
}
