import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
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

/** The sandbox over a stand-in of the cloud that holds what a test puts into it; each run wakes up on the virtual clock. */
export class FakeCloud implements SandboxView {
  readonly clock = new VirtualClock();
  readonly sent: SandboxText[] = [];
  readonly mailed: SandboxMail[] = [];
  runs: readonly SandboxExecution[] = [];
  #changes = 0;
  #server: Server = createServer();
  #port = 0;

  constructor() {
    this.clock.register({
      name: 'step-functions',
      nextDue: () => this.#waiting()[0]?.nextDeadline,
      runDue: (now) => {
        for (const run of this.#waiting())
          if ((run.nextDeadline ?? Infinity) <= now) this.#replace(run, { nextDeadline: now + 2 * DAY });
      },
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
    this.#server = createServer((request, response) => void sandbox.handle(request, response));
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
  phones = () => threadsOf(this.sent.map(({ phone }) => phone));
  texts = (phone: string) => this.sent.filter((text) => text.phone === phone);
  mailboxes = () => threadsOf(this.mailed.flatMap(({ to }) => to));
  mails = (address: string) => this.mailed.filter(({ to }) => to.includes(address));
  mail = (id: string) => this.mailed.find((mail) => mail.id === id);
  executions = (): readonly SandboxExecution[] => this.runs;
  visitedStates = (arn: string): readonly string[] => [`entered by ${arn}`];
  definitions = (): readonly SandboxDefinition[] => [
    { stateMachineName: 'alongside-local-check-in', definition: checkIn },
  ];
  describeDue = (): string => 'a check-in wakes up';
  grants = () => ({ used: 14, unused: ['alongside-local-hand-over: ses:SendEmail on identity/example.org'] });
  notes = (): readonly string[] => ['not emulated: AWS::Logs::LogGroup (8): logs go to the terminal'];

  async receiveText({ from, body }: { from: string; body: string }): Promise<void> {
    this.text({ direction: 'in', phone: from, body });
  }

  text(text: Pick<SandboxText, 'direction' | 'phone' | 'body'> & Partial<SandboxText>): void {
    this.#changes += 1;
    this.sent.push({ id: `m${this.#changes}`, at: this.clock.now(), ...text });
  }

  giveMail(mail: Pick<SandboxMail, 'subject'> & Partial<SandboxMail>): void {
    this.#changes += 1;
    const standard = { from: 'alongside@example.org', to: ['coordinator@example.org'], at: this.clock.now() };
    this.mailed.push({ id: `e${this.#changes}`, ...standard, ...mail });
  }

  /** An execution that has begun and waits for a day, unless it says otherwise. */
  run(run: Pick<SandboxExecution, 'name'> & Partial<SandboxExecution>): void {
    this.#changes += 1;
    const ended = run.endedAt !== undefined;
    const started: SandboxExecution = {
      arn: `arn:${run.name}`,
      stateMachineName: 'alongside-local-check-in',
      status: ended ? 'SUCCEEDED' : 'RUNNING',
      startedAt: this.clock.now(),
      currentStates: ended ? [] : ['Ask and wait a day for the reply'],
      ...(!ended && { nextDeadline: this.clock.now() + DAY }),
      ...run,
    };
    this.runs = [...this.runs, started];
    this.clock.wake();
  }

  #waiting(): SandboxExecution[] {
    return this.runs
      .filter(({ nextDeadline }) => nextDeadline !== undefined)
      .sort((a, b) => (a.nextDeadline ?? 0) - (b.nextDeadline ?? 0));
  }

  #replace(run: SandboxExecution, change: Partial<SandboxExecution>): void {
    this.#changes += 1;
    this.runs = this.runs.map((one) => (one === run ? { ...run, ...change } : one));
  }
}

function threadsOf(addresses: readonly string[]) {
  return [...new Set(addresses)].map((address) => ({
    address,
    count: addresses.filter((one) => one === address).length,
  }));
}

const DAY = 86_400_000;

const checkIn = readFileSync(join(import.meta.dirname, '../../../../workflows/check-in.asl.json'), 'utf8');
