/**
 * What the sandbox page shows and does, of the running embedded cloud. A page hears four times a second at most that
 * something changed and then asks for the parts it shows, so every method must stay cheap whatever the programme's age;
 * times are virtual, in epoch milliseconds.
 */
export interface SandboxView {
  /** Differs whenever anything that the other methods answer has changed. Asked four times a second while a page is open. */
  revision(): string | number;
  /** Every number that a text went to or came from, in order of its first text. */
  phones(): readonly SandboxThread[];
  /** The texts of one phone in both directions, oldest first. */
  texts(phone: string): readonly SandboxText[];
  /** Every address that got mail, in order of its first one. */
  mailboxes(): readonly SandboxThread[];
  /** The mail to one address, oldest first. */
  mails(address: string): readonly SandboxMail[];
  mail(id: string): SandboxMail | undefined;
  /** All executions, in order of their start: another list whenever one of them took a step, and the same one until then. */
  executions(): readonly SandboxExecution[];
  /** Every state that an execution entered so far, in order of first entry; the last one is where an ended one ended. */
  visitedStates(arn: string): readonly string[];
  /** The state machines of the template. */
  definitions(): readonly SandboxDefinition[];
  /** A text from a phone, entering exactly as the two-way SMS topic would deliver it. Resolves once it is accepted. */
  receiveText(text: { readonly from: string; readonly body: string }): Promise<void>;
  /** What will happen at a deadline, in a coordinator's words; the name of its source is shown if undefined. */
  describeDue?(due: { readonly at: number; readonly source: string }): string | undefined;
  /** How grants were used so far; left out, the page says nothing about grants. */
  grants?(): SandboxGrants | undefined;
  /** Lines such as "not emulated: AWS::Logs::LogGroup (3): reason". */
  notes(): readonly string[];
}

/** A phone or a mailbox: whose, and how much is in it. */
export interface SandboxThread {
  /** A number as E.164, or an address. */
  readonly address: string;
  readonly count: number;
}

export interface SandboxText {
  readonly id: string;
  readonly at: number;
  /** `out`: from the programme to a phone; `in`: from a phone to the programme. */
  readonly direction: 'out' | 'in';
  /** The phone's number, whichever the direction. */
  readonly phone: string;
  readonly body: string;
  /** Only where it differs from the ordinary: `blocked`, `opted out` … */
  readonly problem?: string;
}

export interface SandboxMail {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  /** Only where it differs from the ordinary: `bounced` … */
  readonly problem?: string;
}

export interface SandboxExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineName: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Where it stands: several inside Parallel and Map, none when ended. */
  readonly currentStates: readonly string[];
  /** When the state it stands in runs out of time or wakes up. */
  readonly nextDeadline?: number;
  /** The error name of an execution that did not succeed. */
  readonly error?: string;
}

export interface SandboxDefinition {
  readonly stateMachineName: string;
  /** Amazon States Language, as JSON text. */
  readonly definition: string;
}

export interface SandboxGrants {
  readonly used: number;
  /** One line per grant that nothing has used yet. */
  readonly unused: readonly string[];
}
