import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { VirtualClock } from '#local/clock';
import { createSandbox } from '#local/sandbox/sandbox';
import type {
  SandboxDefinition,
  SandboxExecution,
  SandboxMail,
  SandboxText,
  SandboxView,
} from '#local/sandbox/view';
import { demoUsers } from '#local/sign-in/demo-users';

/**
 * The sandbox page over a tiny stand-in of the cloud: participants, check-ins that ask, nudge and give up on the virtual
 * clock, tasks and mail, behind the same HTTP API. For tests of the page alone.
 */
export class FakeCloud implements SandboxView {
  readonly clock = new VirtualClock();
  readonly calls: string[] = [];
  readonly sent: SandboxText[] = [];
  readonly mailed: SandboxMail[] = [];
  readonly runs = new Map<string, SandboxExecution>();
  readonly people: Person[] = [];
  readonly openTasks: Task[] = [];
  machines: readonly SandboxDefinition[] = [
    { stateMachineName: 'alongside-local-check-in', definition: checkIn },
  ];
  #changes = 0;
  #server = createServer();
  #port = 0;

  constructor() {
    this.clock.register({
      name: 'step-functions',
      nextDue: () => this.#earliest()?.nextDeadline,
      runDue: (now) => this.#runDue(now),
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<this> {
    const sandbox = createSandbox({
      view: this,
      clock: this.clock,
      users: demoUsers,
      issueToken: async ({ username }) => ({
        accessToken: `h.${Buffer.from(JSON.stringify({ username })).toString('base64url')}.s`,
        idToken: '',
        expiresAt: Date.now() + 900_000,
      }),
    });
    this.#server = createServer((request, response) => {
      const path = request.url ?? '/';
      const isSandbox = path === '/' || path.startsWith('/sandbox');
      void (isSandbox ? sandbox.handle(request, response) : this.#api(request, response));
    });
    this.#server.on('close', () => sandbox.close());
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    this.clock.start();
    return this;
  }

  async stop(): Promise<void> {
    this.clock.stop();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  revision = (): number => this.#changes;
  texts = (): readonly SandboxText[] => this.sent;
  mails = (): readonly SandboxMail[] => this.mailed;
  executions = (): readonly SandboxExecution[] => [...this.runs.values()];
  definitions = (): readonly SandboxDefinition[] => this.machines;
  describeDue = (): string => 'a check-in wakes up';
  grants = () => ({ used: 14, unused: ['alongside-local-hand-over: ses:SendEmail on identity/example.org'] });
  notes = (): readonly string[] => ['not emulated: AWS::Logs::LogGroup (8): logs go to the terminal'];

  async receiveText({ from, body }: { from: string; body: string }): Promise<void> {
    this.text({ direction: 'in', phone: from, body });
    const person = this.people.find((one) => one.phone === from);
    const run = [...this.runs.values()].find(
      (one) => one.endedAt === undefined && one.name.startsWith(`${person?.participantId ?? '?'}-c`),
    );
    if (run !== undefined) this.#step(run, 'The check-in has ended', { status: 'SUCCEEDED' });
    else this.task({ kind: person === undefined ? 'unknown-sender' : 'reply-to-read', person });
  }

  text(text: Pick<SandboxText, 'direction' | 'phone' | 'body'> & Partial<SandboxText>): void {
    this.#changes += 1;
    this.sent.push({ id: `m${this.#changes}`, at: this.clock.now(), ...text });
  }

  mail(mail: Pick<SandboxMail, 'subject'> & Partial<SandboxMail>): void {
    this.#changes += 1;
    const standard = { from: 'alongside@example.org', to: ['coordinator@example.org'], at: this.clock.now() };
    this.mailed.push({ id: `e${this.#changes}`, ...standard, ...mail });
  }

  task({ kind, person, reason }: { kind: string; person?: Person | undefined; reason?: string }): void {
    this.#changes += 1;
    this.openTasks.push({
      taskId: `t-${this.#changes}`,
      kind,
      state: 'open',
      openedAt: new Date(this.clock.now()).toISOString(),
      ...(person && { participantId: person.participantId }),
      ...(reason !== undefined && { reason }),
    });
  }

  person(name: string, phone: string): Person {
    this.#changes += 1;
    const createdAt = new Date(this.clock.now() + this.people.length).toISOString();
    const person = { participantId: `p-00000${this.people.length}`, name, phone, createdAt };
    this.people.push(person);
    return person;
  }

  ask(person: Person): string {
    const cycle =
      [...this.runs.values()].filter((run) => run.name.startsWith(person.participantId)).length + 1;
    const name = `${person.participantId}-c${String(cycle).padStart(3, '0')}`;
    this.#set({
      arn: `arn:${name}`,
      name,
      stateMachineName: 'alongside-local-check-in',
      status: 'RUNNING',
      startedAt: this.clock.now(),
      currentStates: ['Ask and wait a day for the reply'],
      visitedStates: ['Remember which check-in this is', 'Ask and wait a day for the reply'],
      nextDeadline: this.clock.now() + DAY,
    });
    const body = `Hi ${person.name}, how was your week? Reply 1 (hard) to 5 (good). Reply STOP to end.`;
    this.text({ direction: 'out', phone: person.phone, body });
    return name;
  }

  #runDue(now: number): void {
    for (const run of this.runs.values()) {
      if (run.endedAt !== undefined || (run.nextDeadline ?? Infinity) > now) continue;
      const person = this.people.find((one) => run.name.startsWith(one.participantId));
      if (run.currentStates[0]?.startsWith('Ask') === true) {
        this.#step(run, 'Nudge and wait two more days', { nextDeadline: now + 2 * DAY });
        if (person) this.text({ direction: 'out', phone: person.phone, body: 'Just checking in: 1 to 5?' });
      } else {
        this.#step(run, 'Hand over to a person', { status: 'SUCCEEDED' });
        this.task({ kind: 'check-in-missed', person, reason: 'missed' });
        this.mail({ subject: 'A check-in was missed', html: '<h1>One task for you</h1><p>Please look.</p>' });
      }
    }
  }

  #step(run: SandboxExecution, state: string, change: Partial<SandboxExecution>): void {
    const { nextDeadline: _past, ...rest } = run;
    const ended = change.status !== undefined;
    this.#set({
      ...rest,
      ...change,
      currentStates: ended ? [] : [state],
      visitedStates: [...run.visitedStates, state],
      ...(ended && { endedAt: this.clock.now() }),
    });
  }

  #set(run: SandboxExecution): void {
    this.#changes += 1;
    this.runs.set(run.arn, run);
    this.clock.wake();
  }

  #earliest(): SandboxExecution | undefined {
    return [...this.runs.values()]
      .filter((run) => run.nextDeadline !== undefined)
      .toSorted((a, b) => (a.nextDeadline ?? 0) - (b.nextDeadline ?? 0))[0];
  }

  async #api(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, string>;
    const [path = ''] = (request.url ?? '').split('?');
    this.calls.push(
      `${request.method} ${path} ${request.headers.authorization === undefined ? 'nobody' : 'somebody'}`,
    );
    const reply = (status: number, answer: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    };
    if (path === '/participants' && request.method === 'GET') return reply(200, { items: this.people });
    if (path === '/tasks') return reply(200, { items: this.openTasks });
    if (path === '/participants') return reply(201, this.person(body['name'] ?? '', body['phone'] ?? ''));
    const [, closing] = /^\/tasks\/(.+)\/close$/.exec(path) ?? [];
    const task = this.openTasks.findIndex((one) => one.taskId === closing);
    if (task !== -1) return reply(200, this.openTasks.splice(task, 1)[0]);
    const [, participantId] = /^\/participants\/(.+)\/check-ins$/.exec(path) ?? [];
    const person = this.people.find((one) => one.participantId === participantId);
    if (person === undefined) return reply(404, { title: 'Not found' });
    reply(202, { outcome: 'started', checkInId: this.ask(person) });
  }
}

interface Person {
  readonly participantId: string;
  readonly name: string;
  readonly phone: string;
  readonly createdAt: string;
}

interface Task {
  readonly taskId: string;
  readonly kind: string;
  readonly state: string;
  readonly openedAt: string;
  readonly participantId?: string;
  readonly reason?: string;
}

const DAY = 86_400_000;

const checkIn = readFileSync(join(import.meta.dirname, '../../../../workflows/check-in.asl.json'), 'utf8');
