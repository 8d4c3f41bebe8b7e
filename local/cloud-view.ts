import type { Iam } from './iam/iam.ts';
import type { SandboxExecution, SandboxText, SandboxView } from './sandbox/view.ts';
import type { Ses } from './ses/ses.ts';
import type { Sms } from './sms/sms.ts';
import type { Run } from './step-functions/runner.ts';
import { branches, nextDeadline } from './step-functions/lifecycle.ts';
import type { StepFunctions } from './step-functions/step-functions.ts';

/** What the sandbox page shows of the running services. */
export function cloudView({ sms, ses, stepFunctions, iam, notes }: ViewedServices): SandboxView {
  return {
    revision: () =>
      [stepFunctions.revision(), sms.outbox().length, sms.received().length, ses.mailbox().length].join('-'),
    texts: () => allTexts(sms),
    mails: () =>
      ses.mailbox().map(({ id, at, from, to, subject, html, text }) => ({
        id,
        at,
        from,
        to,
        subject,
        ...(html !== undefined && { html }),
        ...(text !== undefined && { text }),
      })),
    executions: () => stepFunctions.runs().map((run) => executionOf(run, stepFunctions)),
    definitions: () =>
      stepFunctions.definitions().map(({ name, definition }) => ({ stateMachineName: name, definition })),
    receiveText: async (text) => {
      await sms.receiveText(text);
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

function allTexts(sms: Sms): SandboxText[] {
  const sent = sms.outbox().map(({ id, at, to, body, status }) => ({
    id,
    at,
    direction: 'out' as const,
    phone: to,
    body,
    ...(status !== 'DELIVERED' && { problem: 'opted out' }),
  }));
  const received = sms
    .received()
    .map(({ id, at, from, body }) => ({ id, at, direction: 'in' as const, phone: from, body }));
  return [...sent, ...received].sort((a, b) => a.at - b.at);
}

function executionOf(run: Run, stepFunctions: StepFunctions): SandboxExecution {
  const { execution } = run;
  const running = execution.status === 'RUNNING';
  const visited = stepFunctions
    .history(execution.arn)
    .flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
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
    visitedStates: [...new Set(visited)],
    ...(deadline !== undefined && { nextDeadline: deadline }),
    ...(execution.error !== undefined && { error: execution.error }),
  };
}
