import { readFileSync } from 'node:fs';
import { parseDefinition } from '#infra/definitions/definition';
import { mermaidPicture } from '../../../scripts/mermaid-picture.ts';
import { withPictures } from '../../../scripts/picture-sections.ts';
import { shorten } from '../../../scripts/picture-words.ts';
import { workflowFiles } from '../../../scripts/workflow-files.ts';

const WAITING = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

/** The lines of the picture of these states, the first of which is the start. */
function drawn(States: Record<string, object>): string[] {
  const text = JSON.stringify({ StartAt: Object.keys(States)[0], States });
  return mermaidPicture(parseDefinition(text))
    .split('\n')
    .map((line) => line.trim());
}

const DONE = { Done: { Type: 'Succeed' } };

describe('the picture of a state machine', () => {
  it('shows each kind of state in a shape of its own', () => {
    const lines = drawn({
      Remember: { Type: 'Pass', Next: 'Ask' },
      Ask: { Type: 'Task', Next: 'Rest' },
      Rest: { Type: 'Wait', Seconds: 604_800, Next: 'Well?' },
      'Well?': { Type: 'Choice', Choices: [{ Condition: '{% $ok %}', Next: 'Done' }], Default: 'Lost' },
      ...DONE,
      Lost: { Type: 'Fail' },
    });

    expect(lines).toEqual([
      'flowchart TD',
      'start((" "))',
      's1("Remember")',
      's2["Ask"]',
      's3{{"Rest<br/>7 days"}}',
      's4{"Well?"}',
      's5(["Done"])',
      's6(["Lost"]):::failure',
      'start --> s1',
      's1 --> s2',
      's2 --> s3',
      's3 --> s4',
      's4 -->|"ok"| s5',
      's4 -->|"otherwise"| s6',
      'classDef failure stroke:#b3261e,stroke-width:3px',
    ]);
  });

  it('shows the branches of a Parallel and the items of a Map as boxes with their own start and end', () => {
    const branch = { StartAt: 'Ask Ana', States: { 'Ask Ana': { Type: 'Task', End: true } } };
    const lines = drawn({
      'Both partners': {
        Type: 'Parallel',
        Branches: [
          { ...branch, Comment: 'the first partner' },
          { StartAt: 'Ask Ben', States: { 'Ask Ben': { Type: 'Succeed' } } },
        ],
        Next: 'Each mentor',
      },
      'Each mentor': {
        Type: 'Map',
        MaxConcurrency: 3,
        ItemProcessor: { StartAt: 'Offer', States: { Offer: { Type: 'Task', End: true } } },
        End: true,
      },
    });

    expect(lines).toEqual([
      'flowchart TD',
      'start((" "))',
      'subgraph s1["Both partners"]',
      'direction TB',
      'subgraph s1b1["the first partner"]',
      'direction TB',
      's1b1start((" "))',
      's3["Ask Ana"]',
      's1b1finish(((" ")))',
      's1b1start --> s3',
      's3 --> s1b1finish',
      'end',
      'subgraph s1b2["branch 2"]',
      'direction TB',
      's1b2start((" "))',
      's4(["Ask Ben"])',
      's1b2start --> s4',
      'end',
      'end',
      'subgraph s2["Each mentor (for each item, 3 at a time)"]',
      'direction TB',
      's2start((" "))',
      's5["Offer"]',
      's2finish(((" ")))',
      's2start --> s5',
      's5 --> s2finish',
      'end',
      'finish(((" ")))',
      'start --> s1',
      's1 --> s2',
      's2 --> finish',
    ]);
  });

  it('dashes what happens after an error, and names the timeout that leads there', () => {
    const lines = drawn({
      Ask: {
        Type: 'Task',
        Resource: WAITING,
        TimeoutSeconds: 259_200,
        HeartbeatSeconds: 90,
        Next: 'Done',
        Catch: [
          { ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Nudge' },
          { ErrorEquals: ['States.Timeout', 'Permanent'], Next: 'Nudge' },
          { ErrorEquals: ['States.ALL'], Next: 'Done' },
        ],
      },
      Nudge: {
        Type: 'Task',
        TimeoutSeconds: '{% $replyWindowHours * 3600 %}',
        Next: 'Done',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
      },
      ...DONE,
    });

    expect(lines).toContain('s1["Ask"]');
    expect(lines).toContain('s1 -.->|"no sign of life for 90 s<br/>or no answer in 3 days, Permanent"| s2');
    expect(lines).toContain('s1 -.->|"any other error"| s3');
    expect(lines).toContain('s2["Nudge<br/>replyWindowHours * 3600 s at most"]');
    expect(lines).toContain('s2 -.->|"any error"| s3');
  });

  it('joins several rules that lead to the same state, and prefers their comments', () => {
    const lines = drawn({
      Which: {
        Type: 'Choice',
        Choices: [
          { Condition: "{% $outcome = 'missed' %}", Next: 'Done' },
          { Condition: '{% $long %}', Comment: 'a third miss', Next: 'Done' },
        ],
      },
      ...DONE,
    });

    expect(lines).toContain('s1 -->|"outcome = missed<br/>or a third miss"| s2');
  });

  it('names the workflow that a state runs', () => {
    const lines = drawn({
      Cycle: {
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: { StateMachineArn: '${WeeklyCheckIn}', Input: {} },
        Next: 'Done',
      },
      ...DONE,
    });

    expect(lines).toContain('s1["Cycle<br/>runs weekly-check-in"]');
  });

  it('keeps signs that mermaid would take for its own from it', () => {
    expect(drawn({ 'Say "yes" #1 <b> & more': { Type: 'Succeed' } })).toContain(
      's1(["Say #quot;yes#quot; #35;1 #lt;b#gt; #amp; more"])',
    );
  });

  it.each([
    ["{% $states.input.phase = 'aftercare' and $count > 3 %}", 'phase = aftercare and count > 3'],
    ['{% $exists($reason) %}', '$exists(reason)'],
    [`{% $a = '${'x'.repeat(60)}' %}`, `a = ${'x'.repeat(43)}…`],
    [true, 'true'],
  ])('shortens %s', (condition, short) => {
    expect(shorten(condition)).toBe(short);
  });
});

describe('the page of the pictures', () => {
  const text = JSON.stringify({
    Comment: 'Pages somebody.',
    TimeoutSeconds: 600,
    StartAt: 'Page',
    States: { Page: { Type: 'Succeed' } },
  });
  const files = new Map([['ladder', text]]);
  const picture = [
    '<!-- picture: ladder -->',
    '```mermaid\nflowchart TD\n  start((" "))\n  s1(["Page"])\n  start --> s1\n```',
    'Wherever it stands, it ends after 10 min.',
    '<!-- /picture -->',
  ].join('\n\n');

  it('gets each picture between its markers, and keeps the words around', () => {
    const page = '# All\n\nWords.\n\n<!-- picture: ladder -->\nold\n<!-- /picture -->\n\nMore.\n';

    const once = withPictures(page, files);

    expect(once).toBe(`# All\n\nWords.\n\n${picture}\n\nMore.\n`);
    expect(withPictures(once, files)).toBe(once);
  });

  it('gets a section for a state machine that it does not show yet', () => {
    const once = withPictures('# All\n', files);

    expect(once).toBe(`# All\n\n## ladder\n\nPages somebody.\n\n${picture}\n`);
    expect(withPictures(once, files)).toBe(once);
  });

  it('refuses a picture of a state machine that is gone', () => {
    expect(() => withPictures(picture, new Map())).toThrow('there is no ladder.asl.json');
  });

  it.each(['<!-- picture: ladder -->\n', '<!-- /picture -->\n'])('refuses %j without its pair', (marker) => {
    expect(() => withPictures(`${marker}\nWords.\n`, files)).toThrow('stands alone');
  });

  it('is up to date', () => {
    const page = readFileSync('workflows/README.md', 'utf8');

    expect(withPictures(page, workflowFiles('.'))).toBe(page);
  });
});
