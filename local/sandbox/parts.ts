import { quickRepliesTo, type QuickReply } from './quick-replies.ts';
import type { SandboxExecution, SandboxMail, SandboxText, SandboxView } from './view.ts';

/** One phone: its newest texts, and what its owner may answer with one tap. Nothing of anybody else. */
export function readPhone(view: SandboxView, phone: string): PhonePart {
  const texts = view.texts(phone);
  const last = texts.at(-1);
  return {
    texts: texts.slice(-MAX_TEXTS),
    earlier: Math.max(0, texts.length - MAX_TEXTS),
    quickReplies: last?.direction === 'out' ? quickRepliesTo(last.body) : [],
  };
}

/** One address: its newest mail without what is in it, which is asked for apart. */
export function readMailbox(view: SandboxView, address: string): MailboxPart {
  const mails = view.mails(address);
  return {
    mails: mails.slice(-MAX_MAILS).map(({ html, ...mail }) => ({ ...mail, hasHtml: html !== undefined })),
    earlier: Math.max(0, mails.length - MAX_MAILS),
  };
}

/** One state machine: its running executions and the newest ended ones, each in order of their start. */
export function readWorkflow(view: SandboxView, stateMachineName: string): WorkflowPart {
  const all = view.executions().filter((one) => one.stateMachineName === stateMachineName);
  const running = all.filter((one) => one.endedAt === undefined);
  const ended = all.filter((one) => one.endedAt !== undefined);
  return {
    executions: [...running.slice(-MAX_RUNNING), ...ended.slice(-MAX_ENDED)],
    running: running.length,
    ended: ended.length,
  };
}

export interface PhonePart {
  readonly texts: readonly SandboxText[];
  /** How many older ones are left out. */
  readonly earlier: number;
  readonly quickReplies: readonly QuickReply[];
}

export interface MailboxPart {
  readonly mails: readonly (Omit<SandboxMail, 'html'> & { readonly hasHtml: boolean })[];
  readonly earlier: number;
}

export interface WorkflowPart {
  readonly executions: readonly SandboxExecution[];
  /** How many there are in all. */
  readonly running: number;
  readonly ended: number;
}

const MAX_TEXTS = 200;
const MAX_MAILS = 50;
const MAX_RUNNING = 100;
const MAX_ENDED = 30;
