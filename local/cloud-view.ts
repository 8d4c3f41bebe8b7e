import type { Iam } from './iam/iam.ts';
import { createConversations } from './sandbox/conversations.ts';
import type {
  SandboxExecution,
  SandboxMail,
  SandboxText,
  SandboxThread,
  SandboxView,
} from './sandbox/view.ts';
import type { Mail } from './ses/mail.ts';
import type { Ses } from './ses/ses.ts';
import type { Sms } from './sms/sms.ts';
import { branches, nextDeadline } from './step-functions/lifecycle.ts';
import type { Run } from './step-functions/runner.ts';
import type { StepFunctions } from './step-functions/step-functions.ts';

/** What the sandbox page shows of the running services. Nothing is looked at twice, unless it changed. */
export function cloudView({ sms, ses, stepFunctions, iam, notes }: ViewedServices): SandboxView {
  const texts = textsOf(sms);
  const executions = executionsOf(stepFunctions);
  return {
    revision: () =>
      [stepFunctions.revision(), sms.outbox().length, sms.received().length, ses.mailbox().length].join('-'),
    phones: () => texts.phones(),
    texts: (phone) => texts.of(phone),
    mailboxes: () => mailboxesOf(ses),
    mails: (address) =>
      ses
        .mailbox()
        .filter(({ to }) => to.includes(address))
        .map(mailOf),
    mail: (id) => {
      const mail = ses.mailbox().find((one) => one.id === id);
      return mail && mailOf(mail);
    },
    executions,
    visitedStates: (arn) => [
      ...new Set(
        stepFunctions
          .history(arn)
          .flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
      ),
    ],
    definitions: () =>
      stepFunctions.definitions().map(({ name, definition }) => ({ stateMachineName: name, definition })),
    receiveText: async (text) => {
      await sms.receiveText(text);
    },
    describeDue: ({ at, source }) => {
      if (source !== 'states') return undefined;
      const due = executions().find((one) => one.nextDeadline === at);
      return due && `${inSpeech(due.stateMachineName)} goes on`;
    },
    grants: () => {
      const { used, unused } = iam.unusedGrants();
      return {
        used: used.length,
        unused: unused.map(({ holder, action, resource }) => `${holder}: ${action} on ${resource}`),
      };
    },
    notes: () => notes,
  };
}

interface ViewedServices {
  readonly sms: Sms;
  readonly ses: Ses;
  readonly stepFunctions: StepFunctions;
  readonly iam: Iam;
  readonly notes: readonly string[];
}

/** Described once each: neither log ever changes what is in it. */
function textsOf(sms: Sms) {
  const sent: SandboxText[] = [];
  const received: SandboxText[] = [];
  return createConversations({
    sent() {
      for (const { id, at, to, body, status } of sms.outbox().slice(sent.length)) {
        const problem = status === 'DELIVERED' ? {} : { problem: inWords(status) };
        sent.push({ id, at, direction: 'out', phone: to, body, ...problem });
      }
      return sent;
    },
    received() {
      for (const { id, at, from, body } of sms.received().slice(received.length))
        received.push({ id, at, direction: 'in', phone: from, body });
      return received;
    },
  });
}

/** `alongside-local-weekly-check-in` → `weekly check-in` */
const inSpeech = (stateMachineName: string): string =>
  stateMachineName
    .replace(/^alongside-[a-z]+-/, '')
    .replaceAll('-', ' ')
    .replace('check in', 'check-in');

/** Anew each time: a mail may bounce long after it left. */
function mailboxesOf(ses: Ses): SandboxThread[] {
  const counts = new Map<string, number>();
  for (const { to } of ses.mailbox())
    for (const address of to) counts.set(address, (counts.get(address) ?? 0) + 1);
  return [...counts].map(([address, count]) => ({ address, count }));
}

const mailOf = ({ id, at, from, to, subject, html, text, status }: Mail): SandboxMail => ({
  id,
  at,
  from,
  to,
  subject,
  ...(html !== undefined && { html }),
  ...(text !== undefined && { text }),
  ...(status !== 'DELIVERED' && { problem: inWords(status) }),
});

const inWords = (status: string): string => status.toLowerCase().replaceAll('_', ' ');

/** All executions, of which only those are described anew that took a step since they were described last. */
function executionsOf(stepFunctions: StepFunctions): () => readonly SandboxExecution[] {
  const described = new Map<string, { readonly as: string; readonly execution: SandboxExecution }>();
  let revision: number | undefined;
  let all: readonly SandboxExecution[] = [];
  return () => {
    if (revision === stepFunctions.revision()) return all;
    revision = stepFunctions.revision();
    all = stepFunctions.runs().map((run) => {
      const { arn, status, lastEventId, wakeAt } = run.execution;
      const as = `${status} ${lastEventId} ${wakeAt}`;
      const known = described.get(arn);
      if (known?.as === as) return known.execution;
      const execution = executionOf(run);
      described.set(arn, { as, execution });
      return execution;
    });
    return all;
  };
}

function executionOf({ execution }: Run): SandboxExecution {
  const running = execution.status === 'RUNNING';
  const standing = [...branches(execution.root)].filter(
    ({ status }) => status !== 'succeeded' && status !== 'failed',
  );
  const deadline = nextDeadline(execution);
  return {
    arn: execution.arn,
    name: execution.name,
    stateMachineName: execution.stateMachineName,
    status: execution.status,
    startedAt: execution.startTime,
    ...(execution.stopTime !== undefined && { endedAt: execution.stopTime }),
    currentStates: running ? standing.map(({ state }) => state) : [],
    ...(deadline !== undefined && { nextDeadline: deadline }),
    ...(execution.error !== undefined && { error: execution.error }),
  };
}
