import { request as httpRequest } from 'node:http';
import { FakeCloud } from './fake-cloud.ts';

let cloud: FakeCloud;

beforeEach(async () => {
  cloud = await new FakeCloud().start();
});
afterEach(() => cloud.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${cloud.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const problemOf = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return (await answer.json()) as {
    status: number;
    title: string;
    errors?: { field: string; message: string }[];
  };
};

describe('the page', () => {
  it('comes with all its parts from this machine, and may load nothing else', async () => {
    const page = await fetch(cloud.url);
    const html = await page.text();
    const parts = [...html.matchAll(/(?:src|href)="(\/sandbox[^"]+)"/g)].map(([, path]) => path ?? '');

    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(html).not.toMatch(/(?:src|href)="https?:/);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect((await fetch(`${cloud.url}${part}`)).status).toBe(200);
  });

  it('has modules that import only what is served', async () => {
    const queue = ['/sandbox/app.js'];
    for (const path of queue) {
      const answer = await fetch(`${cloud.url}${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      for (const [, name] of (await answer.text()).matchAll(/from '\.\/([^']+)'/g)) {
        if (!queue.includes(`/sandbox/${name}`)) queue.push(`/sandbox/${name}`);
      }
    }
    expect(queue.length).toBeGreaterThan(5);
  });

  it.each(['/sandbox/none.js', '/sandbox/../sandbox.ts', '/sandbox/page%2Fapp.js', '/sandbox/mails/%ff'])(
    'does not exist at %s',
    async (path) => {
      const problem = await problemOf(await fetch(`${cloud.url}${path}`));

      expect(problem).toMatchObject({ status: 404, title: 'Not found' });
    },
  );

  it('is read, not written', async () => {
    expect(await problemOf(await post('/', {}))).toMatchObject({ status: 405 });
    expect(await problemOf(await fetch(`${cloud.url}/sandbox/reply`))).toMatchObject({ status: 405 });
  });
});

describe('a request from elsewhere', () => {
  const statusFor = (headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(cloud.url);
      const request = httpRequest({ host: '127.0.0.1', port, path: '/sandbox/state', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      request.on('error', reject).end();
    });

  it.each([
    ['a name that points here', { host: 'alongside.evil.example' }],
    ['a name that begins like ours', { host: 'localhost.evil.example:4000' }],
    ['a page of another origin', { host: 'localhost:4000', origin: 'https://evil.example' }],
    ['a page of another port', { host: 'localhost:4000', origin: 'http://localhost:5000' }],
    ['a page without an origin of its own', { host: 'localhost:4000', origin: 'null' }],
  ])('is refused: %s', async (_what, headers) => {
    expect(await statusFor(headers)).toBe(403);
  });

  it.each([
    { host: 'localhost:4000', origin: 'http://localhost:4000' },
    { host: '[::1]:4000' },
    { host: '127.0.0.1' },
  ])('is not what %j is', async (headers) => {
    expect(await statusFor(headers)).toBe(200);
  });
});

describe('a text from a phone', () => {
  it('is handed on as it is', async () => {
    const answer = await post('/sandbox/reply', { from: '+12025550101', body: ' 4 ' });

    expect(answer.status).toBe(202);
    expect(cloud.sent).toMatchObject([{ direction: 'in', phone: '+12025550101', body: ' 4 ' }]);
  });

  it.each([
    ['a number without a country code', { from: '2025550101', body: '4' }, 'from'],
    ['no number', { body: '4' }, 'from'],
    ['an empty text', { from: '+12025550101', body: '' }, 'body'],
    ['a text that no phone could send', { from: '+12025550101', body: 'x'.repeat(1601) }, 'body'],
    ['a text that is no text', { from: '+12025550101', body: 4 }, 'body'],
    ['something else beside it', { from: '+12025550101', body: '4', to: '+1' }, 'to'],
    ['a list', [], 'body'],
    ['no JSON', '{"from":', 'body'],
  ])('with %s is refused, naming the field', async (_what, body, field) => {
    const problem = await problemOf(await post('/sandbox/reply', body));

    expect(problem).toMatchObject({ status: 400, title: 'Invalid input' });
    expect(problem.errors?.map((error) => error.field)).toContain(field);
    expect(cloud.sent).toHaveLength(0);
  });

  it.each([true, false])('comes when what it answers can have been read, frozen: %s', async (frozen) => {
    if (frozen) cloud.clock.freeze();
    cloud.text({ direction: 'out', phone: '+12025550101', body: 'How are you?' });
    const askedAt = cloud.clock.now();

    await post('/sandbox/reply', { from: '+12025550101', body: '4' });

    expect((cloud.sent.at(-1)?.at ?? 0) - askedAt).toBeGreaterThanOrEqual(20_000);
    expect(cloud.clock.frozen).toBe(frozen);
  });

  it('takes no time where there was time enough', async () => {
    cloud.clock.freeze(100_000);
    cloud.text({ direction: 'out', phone: '+12025550101', body: 'How are you?', at: 60_000 });

    await post('/sandbox/reply', { from: '+12025550101', body: '4' });

    expect(cloud.sent.at(-1)).toMatchObject({ at: 100_000 });
  });

  it('with a body of 2 MB is refused', async () => {
    const answer = await post('/sandbox/reply', { from: '+12025550101', body: 'x'.repeat(2_000_000) });

    expect(await problemOf(answer)).toMatchObject({ status: 413 });
  });

  it('as a form of another page would send it is refused', async () => {
    const answer = await post(
      '/sandbox/reply',
      { from: '+12025550101', body: '4' },
      { 'content-type': 'text/plain' },
    );

    expect(await problemOf(answer)).toMatchObject({ status: 415 });
  });
});

describe('the clock', () => {
  const START = Date.parse('2026-03-02T09:00:00Z');

  it('stops, moves on, and runs again', async () => {
    cloud.clock.freeze(START);

    const moved = await (await post('/sandbox/clock', { advanceMs: 3_600_000 })).json();
    const resumed = await (await post('/sandbox/clock', { action: 'resume' })).json();
    const frozen = await (await post('/sandbox/clock', { action: 'freeze' })).json();

    expect(moved).toEqual({ now: START + 3_600_000, frozen: true });
    expect(resumed).toMatchObject({ frozen: false });
    expect(frozen).toMatchObject({ frozen: true });
  });

  it('goes to the next event and says what it was', async () => {
    cloud.clock.freeze(START);
    cloud.run({ name: 'p-01hzy3k9-c001' });

    const moved = await (await post('/sandbox/clock', { action: 'next' })).json();

    expect(moved).toEqual({
      now: START + 86_400_000,
      frozen: true,
      ran: { at: START + 86_400_000, what: 'a check-in wakes up' },
    });
  });

  it('stays where nothing waits for a later time', async () => {
    cloud.clock.freeze(START);

    const stayed = await (await post('/sandbox/clock', { action: 'next' })).json();

    expect(stayed).toEqual({ now: START, frozen: true });
  });

  it('does moves that come together one after the other', async () => {
    cloud.clock.freeze(START);

    await Promise.all([1, 2, 3].map((hours) => post('/sandbox/clock', { advanceMs: hours * 3_600_000 })));

    expect(cloud.clock.now()).toBe(START + 6 * 3_600_000);
  });

  it.each([
    ['backwards', { advanceMs: -1 }, 'advanceMs'],
    ['by words', { advanceMs: 'a day' }, 'advanceMs'],
    ['by half a millisecond', { advanceMs: 0.5 }, 'advanceMs'],
    ['by ten years', { advanceMs: 3650 * 86_400_000 }, 'advanceMs'],
    ['in an unknown way', { action: 'sleep' }, 'action'],
    ['in two ways', { advanceMs: 1, action: 'next' }, 'action'],
    ['in no way', {}, 'action'],
  ])('is not moved %s', async (_what, body, field) => {
    const problem = await problemOf(await post('/sandbox/clock', body));

    expect(problem.errors?.map((error) => error.field)).toEqual([field]);
  });
});

describe('a token', () => {
  it('is given for a demo user, the coordinator unless another is named', async () => {
    const usernameIn = async (answer: Response) => {
      const { accessToken } = (await answer.json()) as { accessToken: string };
      return JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as unknown;
    };

    expect(await usernameIn(await post('/sandbox/token', {}))).toEqual({ username: 'coordinator' });
    expect(await usernameIn(await post('/sandbox/token', { username: 'viewer' }))).toEqual({
      username: 'viewer',
    });
  });

  it('is not given for anybody else', async () => {
    const problem = await problemOf(await post('/sandbox/token', { username: 'root' }));

    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'username' }] });
  });
});

const get = async (path: string) => {
  const answer = await fetch(`${cloud.url}${path}`);
  return { text: await answer.clone().text(), json: (await answer.json()) as Record<string, unknown> };
};

describe('the state', () => {
  it('says what time it is, how far everybody has come, and how much there is of all else', async () => {
    cloud.clock.freeze(Date.parse('2026-03-02T09:00:00Z'));
    cloud.run({ name: 'p-01hzy3k9-c002' });
    cloud.run({ name: 'p-01hzy3k9-c001', endedAt: 1 });
    cloud.text({ direction: 'out', phone: '+12025550101', body: 'private words' });
    cloud.giveMail({ subject: 'Hello', html: '<p>secret</p>' });

    const { json, text } = await get('/sandbox/state');

    expect(json).toMatchObject({
      clock: {
        now: Date.parse('2026-03-02T09:00:00Z'),
        frozen: true,
        next: { at: Date.parse('2026-03-03T09:00:00Z'), what: 'a check-in wakes up' },
      },
      phones: [{ address: '+12025550101', count: 1 }],
      mailboxes: [{ address: 'coordinator@example.org', count: 1 }],
      workflows: [{ name: 'alongside-local-check-in', running: 1, ended: 1 }],
      progress: [{ participantId: 'p-01hzy3k9', cycle: 2 }],
    });
    expect(text).not.toMatch(/private words|secret|Hello/);
  });

  it('stays small, however long a programme has run', async () => {
    for (let index = 0; index < 2000; index += 1) {
      cloud.text({ direction: 'in', phone: '+12025550101', body: 'words '.repeat(20) });
      cloud.run({ name: `p-01hzy3k9-c${String(index).padStart(3, '0')}`, endedAt: index });
    }

    const { text } = await get('/sandbox/state');

    expect(text.length).toBeLessThan(2000);
  });

  it('reaches an open page when it changes, and only then', async () => {
    cloud.clock.freeze();
    const stream = await fetch(`${cloud.url}/sandbox/events`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const nextCounts = async () => {
      let text = '';
      while (!text.endsWith('\n\n')) text += (await reader?.read())?.value ?? '\n\n';
      const state = JSON.parse(text.slice('data: '.length)) as { phones: { count: number }[] };
      return state.phones[0]?.count ?? 0;
    };

    const first = await nextCounts();
    await post('/sandbox/reply', { from: '+12025550101', body: '4' });
    const second = await nextCounts();
    cloud.text({ direction: 'out', phone: '+12025550101', body: 'Thank you' });
    const third = await nextCounts();
    await reader?.cancel();

    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect([first, second, third]).toEqual([0, 1, 2]);
  });
});

describe('a phone', () => {
  it('has its own texts and nobody else’s, with what may be answered in one tap', async () => {
    cloud.text({
      direction: 'out',
      phone: '+12025550101',
      body: 'How are you? 1 (hard) to 3 (good), or SKIP.',
    });
    cloud.text({ direction: 'in', phone: '+12025550102', body: 'only mine' });

    const first = await get('/sandbox/phones/%2B12025550101');
    const second = await get('/sandbox/phones/%2B12025550102');

    expect(first.json).toMatchObject({
      texts: [{ direction: 'out' }],
      earlier: 0,
      quickReplies: [
        { body: '1', means: 'hard' },
        { body: '2' },
        { body: '3', means: 'good' },
        { body: 'SKIP' },
      ],
    });
    expect(first.text).not.toContain('only mine');
    expect(second.text).not.toContain('How are you');
  });

  it('offers no answer once there is one', async () => {
    cloud.text({
      direction: 'out',
      phone: '+12025550101',
      body: 'How are you? 1 (hard) to 3 (good), or SKIP.',
    });
    cloud.text({ direction: 'in', phone: '+12025550101', body: '2' });

    expect((await get('/sandbox/phones/%2B12025550101')).json).toMatchObject({ quickReplies: [] });
  });

  it('shows the newest 200 texts, and says how many it does not', async () => {
    for (let index = 0; index < 250; index += 1)
      cloud.text({ direction: 'in', phone: '+12025550101', body: String(index) });

    const { texts, earlier } = (await get('/sandbox/phones/%2B12025550101')).json as {
      texts: { body: string }[];
      earlier: number;
    };

    expect([texts.length, texts.at(-1)?.body, earlier]).toEqual([200, '249', 50]);
  });
});

describe('a mailbox', () => {
  it('lists what came to one address, without what is in it', async () => {
    cloud.giveMail({ subject: 'Yours', html: '<p>inside</p>', to: ['dana@example.org'] });
    cloud.giveMail({ subject: 'Not yours' });

    const { json, text } = await get('/sandbox/mailboxes/dana%40example.org');

    expect(json).toMatchObject({ mails: [{ subject: 'Yours', hasHtml: true }], earlier: 0 });
    expect(text).not.toMatch(/inside|Not yours/);
  });
});

describe('a workflow', () => {
  it('lists all that run and the newest that ended', async () => {
    for (let index = 0; index < 40; index += 1) cloud.run({ name: `ended-${index}`, endedAt: index });
    cloud.run({ name: 'running' });

    const { executions, running, ended } = (await get('/sandbox/workflows/alongside-local-check-in'))
      .json as { executions: { name: string }[]; running: number; ended: number };

    expect([executions.length, executions[0]?.name, executions.at(-1)?.name]).toEqual([
      31,
      'running',
      'ended-39',
    ]);
    expect([running, ended]).toEqual([1, 40]);
  });

  it('tells the way of one execution when it is asked for', async () => {
    expect((await get('/sandbox/executions/arn%3Aone')).json).toEqual({
      visitedStates: ['entered by arn:one'],
    });
  });
});

it('says what its ground is when asked', async () => {
  expect((await get('/sandbox/ground')).json).toMatchObject({
    grants: { used: 14 },
    notes: ['not emulated: AWS::Logs::LogGroup (8): logs go to the terminal'],
  });
});

describe('a mail', () => {
  it('is shown so that it can do nothing', async () => {
    cloud.giveMail({ id: 'a/b', subject: 'Hello', html: '<script>alert(1)</script><p>Hi</p>' });

    const answer = await fetch(`${cloud.url}/sandbox/mails/a%2Fb`);

    expect(await answer.text()).toContain('<p>Hi</p>');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
    );
  });

  it('opens its links in pages of their own', async () => {
    cloud.giveMail({
      id: 'm1',
      subject: 'Hello',
      html: '<!doctype html><a href="http://127.0.0.1/l/x">Go</a>',
    });

    expect(await (await fetch(`${cloud.url}/sandbox/mails/m1`)).text()).toMatch(/<base target="_blank">/);
  });

  it('that is not there is not found', async () => {
    expect(await problemOf(await fetch(`${cloud.url}/sandbox/mails/none`))).toMatchObject({ status: 404 });
  });
});

it('draws the picture of a workflow by its name', async () => {
  const answer = await fetch(`${cloud.url}/sandbox/pictures/alongside-local-check-in`);

  expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  expect(await answer.text()).toContain('data-state="Hand over to a person"');
  expect((await fetch(`${cloud.url}/sandbox/pictures/none`)).status).toBe(404);
});
