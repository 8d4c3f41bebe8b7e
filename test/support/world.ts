import { readFileSync } from 'node:fs';
import { startCloud, type Cloud, type CloudOptions } from '#local/cloud';
import { TEMPLATES_FILE } from './templates-file.ts';
import { recordCoverage } from './workflow-coverage.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A Tuesday morning in the United States. */
export const START = Date.UTC(2026, 10, 24, 15);

/** The synthesized templates; a copy, so that a test may spoil it. */
export function theTemplates(): Record<string, CloudTemplate> {
  return JSON.parse(readFileSync(TEMPLATES_FILE, 'utf8')) as Record<string, CloudTemplate>;
}

export interface CloudTemplate {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

/** A running programme: the embedded cloud with time standing still, and the words that tests need to act in it. */
export async function aWorld(options: Partial<CloudOptions> = {}): Promise<World> {
  const reports: string[] = [];
  const logs: string[] = [];
  const record = recordCoverage(expect.getState().testPath ?? '');
  const cloud = await startCloud({
    templates: theTemplates(),
    startAt: START,
    report: (line) => reports.push(line),
    logSink: (line) => logs.push(line),
    ...options,
    observe: (observation) => {
      record(observation);
      options.observe?.(observation);
    },
  });
  const coordinator = cloud.signIn.users.find((user) => user.groups.includes('coordinator'));
  if (coordinator === undefined) throw new Error('no demo user is a coordinator');
  const { accessToken } = await cloud.signIn.issueToken({ username: coordinator.username });

  async function api(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const response = await fetch(`${cloud.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as ApiAnswer['body']) };
  }

  return {
    cloud,
    reports,
    logs,
    api,
    async participant({ phone, language = 'en', name = 'Robin' }) {
      const answer = await api('POST', '/participants', { name, phone, language, consentedToTexts: true });
      if (answer.status !== 201) throw new Error(`participant not created: ${JSON.stringify(answer)}`);
      return { participantId: String(answer.body['participantId']), phone };
    },
    async startCheckIn(participantId) {
      const answer = await api('POST', `/participants/${participantId}/check-ins`);
      if (answer.status !== 202) throw new Error(`check-in not started: ${JSON.stringify(answer)}`);
      await cloud.clock.settle();
      return String(answer.body['checkInId']);
    },
    async reply(phone, body, inboundMessageId) {
      await cloud.sms.receiveText({
        from: phone,
        body,
        ...(inboundMessageId !== undefined && { inboundMessageId }),
      });
      await cloud.clock.settle();
    },
    textsTo: (phone) =>
      cloud.sms
        .outbox()
        .filter(({ to }) => to === phone)
        .map(({ body }) => body),
    run(checkInId) {
      const found = cloud.stepFunctions.runs().find(({ execution }) => execution.name === checkInId);
      if (found === undefined) throw new Error(`no execution is called ${checkInId}`);
      const states = cloud.stepFunctions
        .history(found.execution.arn)
        .flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
      return { ...found.execution, states };
    },
    async tasks() {
      const { body } = await api('GET', '/tasks?limit=100');
      return (body['items'] as TaskRow[]).map(({ kind, reason, checkInId, state }) => ({
        kind,
        state,
        ...(reason !== undefined && { reason }),
        ...(checkInId !== undefined && { checkInId }),
      }));
    },
  };
}

export interface World {
  readonly cloud: Cloud;
  /** What the embedded cloud told its operator. */
  readonly reports: readonly string[];
  /** What the functions logged. */
  readonly logs: readonly string[];
  /** One request to the HTTP API as the demo coordinator. */
  api(method: string, path: string, body?: unknown): Promise<ApiAnswer>;
  participant(given: {
    phone: string;
    language?: 'en' | 'es';
    name?: string;
  }): Promise<{ participantId: string; phone: string }>;
  /** Resolves to the check-in's id once the question has left. */
  startCheckIn(participantId: string): Promise<string>;
  reply(phone: string, body: string, inboundMessageId?: string): Promise<void>;
  textsTo(phone: string): string[];
  run(
    checkInId: string,
  ): Cloud['stepFunctions'] extends { runs(): readonly (infer R)[] }
    ? (R extends { execution: infer E } ? E : never) & { readonly states: string[] }
    : never;
  tasks(): Promise<TaskRow[]>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface TaskRow {
  readonly kind: string;
  readonly state: string;
  readonly reason?: string;
  readonly checkInId?: string;
}
