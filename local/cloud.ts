import { join } from 'node:path';
import { createCalls, type Calls } from './calls.ts';
import { type ClockState, VirtualClock } from './clock.ts';
import { cloudView } from './cloud-view.ts';
import { takeDataFolder } from './data-folder.ts';
import { createDynamoDb, type DynamoDb } from './dynamodb/dynamodb.ts';
import { startEngine } from './dynamodb/engine.ts';
import { createHttpApi, type HttpApi } from './http-api/http-api.ts';
import { createIam, type Iam } from './iam/iam.ts';
import { Journal } from './journal.ts';
import { createKms } from './kms/kms.ts';
import { createEventSourceMappings } from './lambda/event-source-mappings.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import type { FunctionExport } from './lambda/sandbox.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import { isFromThisMachine } from './sandbox/same-machine.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import { createSes, type Ses } from './ses/ses.ts';
import { createSignIn, type SignIn } from './sign-in/sign-in.ts';
import { createSmsVoice } from './sms-voice/sms-voice.ts';
import { createSms, type Sms } from './sms/sms.ts';
import { createSns, type Sns } from './sns/sns.ts';
import { createSqs, type Sqs } from './sqs/sqs.ts';
import type { Observe } from './step-functions/observation.ts';
import { createStepFunctions, type StepFunctions } from './step-functions/step-functions.ts';
import { loadTemplates, type LoadedDeployment } from './template/load-templates.ts';
import { createUsage, type Usage } from './usage/usage.ts';
import { openWebServer, type RequestHandler } from './web-server.ts';
import { createAwsApi } from './wire/aws-api.ts';

/**
 * Runs synthesized CloudFormation templates on this machine: every service on one port, every call with its caller's
 * rights, every wait on one clock. With a data folder everything survives the process, however it ends. Throws, with
 * the reason and the fix, for a template it cannot run, a busy port or a data folder in use.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { templates, dataFolder, report = toStderr } = options;
  const opened: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).toReversed()) await end();
  };
  try {
    if (dataFolder !== undefined) opened.push(takeDataFolder(dataFolder).release);
    const server = await openWebServer({ port: options.port ?? 0, report });
    opened.push(() => server.close());
    const deployment = loadTemplates({ templates, port: server.port });
    const iam = createIam({ deployment, grantsFile: process.env['ALONGSIDE_GRANTS_FILE'] });
    const journal = Journal.open(dataFolder && join(dataFolder, 'journal.jsonl'));
    opened.push(() => journal.close());
    const clock = clockOf({ journal, report, startAt: options.startAt });
    opened.push(() => clock.stop());
    const engine = await startEngine({
      dataDir: dataFolder,
      onError: (error) => report(`the database: ${error instanceof Error ? error.message : 'failed'}`),
    });
    opened.push(() => engine.stop());
    const dynamoDb = await createDynamoDb({ clock, deployment, engine });
    opened.push(() => dynamoDb.stop());

    const calls = createCalls({ clock, iam });
    const wiring = { journal, clock, deployment, calls, report };
    const sqs = createSqs({ ...wiring, baseUrl: () => server.url });
    opened.push(() => sqs.close());
    const awsApi = createAwsApi({ calls, accessKeys: iam.accessKeys, dynamoDb, report });
    const lambda = createLambda({
      ...wiring,
      transport: awsApi.transport,
      loadFunction: options.loadFunction ?? importFunction,
      credentialsOf: (roleArn) => iam.accessKeys.credentialsOf(roleArn),
      endpointUrl: () => server.url,
      ...(options.logSink !== undefined && { sink: options.logSink }),
      ...(options.functionEnvironment !== undefined && { environment: options.functionEnvironment }),
    });
    const sms = createSms(wiring);
    const sns = createSns({ ...wiring, sms });
    const ses = createSes(wiring);
    const scheduler = createScheduler({ ...wiring, mayAssume: iam.mayAssume });
    const stepFunctions = createStepFunctions({
      ...wiring,
      ...(options.random && { random: options.random }),
      ...(options.observe && { observe: options.observe }),
    });
    const kms = createKms(wiring);
    const smsVoice = createSmsVoice({ ...wiring, sms });
    const answering = [dynamoDb, sqs, lambda, sns, smsVoice, ses, scheduler, stepFunctions, kms];
    for (const { service } of answering) calls.add(service);
    createEventSourceMappings({ ...wiring, sqs, lambda });

    const signIn = createSignIn({
      journal,
      deployment,
      origin: server.url,
      redirectUrls: [`${server.url}/`],
    });
    const httpApi = createHttpApi({ deployment, clock, invoke: invokeThrough(calls), trust: signIn.trust });
    const notes = [...deployment.notEmulated, ...iam.notEmulated, ...dynamoDb.notEmulated, ...httpApi.notes];
    const view = cloudView({ sms, ses, stepFunctions, iam, notes });
    const sandbox = createSandbox({ view, clock, issueToken: signIn.issueToken, users: signIn.users });
    opened.push(() => sandbox.close());
    server.answerWith(frontDoor({ awsApi, sandbox, signIn, httpApi }));
    stepFunctions.resume();
    clock.start();

    const services = { sqs, lambda, sms, sns, ses, scheduler, stepFunctions, dynamoDb, signIn, httpApi };
    const stop = async (): Promise<void> => {
      clock.stop();
      await Promise.race([
        clock.settle(),
        new Promise((resolve) => setTimeout(resolve, LONGEST_STOP_MS).unref()),
      ]);
      await close();
    };
    const usage = createUsage({ ...services, calls });
    return { ...services, url: server.url, clock, calls, iam, deployment, usage, notes, stop };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface Cloud {
  /** `http://127.0.0.1:<port>`: the AWS endpoint, the HTTP API, the sign-in and the sandbox page. */
  readonly url: string;
  readonly clock: VirtualClock;
  readonly calls: Calls;
  readonly iam: Iam;
  readonly deployment: LoadedDeployment;
  readonly sqs: Sqs;
  readonly lambda: Lambda;
  readonly sms: Sms;
  readonly sns: Sns;
  readonly ses: Ses;
  readonly scheduler: Scheduler;
  readonly stepFunctions: StepFunctions;
  readonly dynamoDb: DynamoDb;
  readonly signIn: SignIn;
  readonly httpApi: HttpApi;
  /** What the bill would count since the process started. */
  usage(): Usage;
  /** One line for everything in the templates that has no meaning on one machine. */
  readonly notes: readonly string[];
  /** Lets work in flight end (5 s at most), then ends everything it opened. The next start goes on from there. */
  stop(): Promise<void>;
}

export interface CloudOptions {
  /** By stack name, as CDK synthesizes them. */
  readonly templates: Readonly<Record<string, unknown>>;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Where state is kept. Absent: in memory. */
  readonly dataFolder?: string;
  /** Epoch milliseconds at which to hold a new cloud's clock still. Absent: time runs. A former state wins. */
  readonly startAt?: number;
  readonly loadFunction?: (folder: string) => Promise<FunctionExport>;
  /** Gets what the functions log, line by line. Absent: standard output. */
  readonly logSink?: (line: string) => void;
  /** More environment variables for every function; the template's own win. */
  readonly functionEnvironment?: Readonly<Record<string, string>>;
  /** Gets a line for each thing that an operator should know. Absent: standard error. */
  readonly report?: (line: string) => void;
  readonly random?: () => number;
  /** Told of every step that executions take. */
  readonly observe?: Observe;
}

/** What is cut off then is no worse off than after a kill: the next start takes it up. */
const LONGEST_STOP_MS = 5_000;

const toStderr = (line: string): void => void process.stderr.write(`alongside: ${line}\n`);

function clockOf({ journal, report, startAt }: ClockWiring): VirtualClock {
  const stored = journal.map<ClockState>('clock');
  const initial =
    stored.get('state') ?? (startAt === undefined ? undefined : { offset: 0, frozenAt: startAt });
  return new VirtualClock({
    ...(initial !== undefined && { initial }),
    onChange: (state) => stored.set('state', state),
    onError: (error) =>
      report(
        `background work failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
      ),
  });
}

interface ClockWiring {
  readonly journal: Journal;
  readonly report: (line: string) => void;
  readonly startAt: number | undefined;
}

async function importFunction(folder: string): Promise<FunctionExport> {
  const module: { handler?: FunctionExport } = await import(`../functions/${folder}/index.ts`);
  if (module.handler === undefined) throw new Error(`functions/${folder}/index.ts exports no handler`);
  return module.handler;
}

/** API Gateway's way into Lambda: with its own principal, so that the function's resource policy is checked. */
function invokeThrough(calls: Calls): Parameters<typeof createHttpApi>[0]['invoke'] {
  return async ({ functionArn, payload, caller }) => {
    const input = { FunctionName: functionArn, Payload: JSON.stringify(payload) };
    const output = await calls.call({ caller, service: 'lambda', operation: 'Invoke', input });
    const { Payload, FunctionError } = output;
    return {
      payload: typeof Payload === 'string' && Payload !== '' ? JSON.parse(Payload) : null,
      ...(FunctionError !== undefined && { functionError: String(FunctionError) }),
    };
  };
}

function frontDoor({ awsApi, sandbox, signIn, httpApi }: Doors): RequestHandler {
  return (request, response) => {
    if (awsApi.isMeant(request)) return awsApi.handle(request, response);
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/health') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      return void response.end(JSON.stringify({ status: 'ok' }));
    }
    // The HTTP API is asked with a token, and says by CORS which pages may: it needs no such guard.
    const guarded = path === '/' || path.startsWith('/sandbox') || path.startsWith('/sign-in');
    if (guarded && !isFromThisMachine(request)) {
      response.writeHead(403, { 'content-type': 'application/problem+json' });
      const detail = 'Only pages of this machine may ask: open the address that npm start printed.';
      return void response.end(JSON.stringify({ title: 'Forbidden', status: 403, detail }));
    }
    if (path === '/' || path.startsWith('/sandbox')) return sandbox.handle(request, response);
    if (path.startsWith('/sign-in')) return signIn.handle(request, response);
    return httpApi.handle(request, response);
  };
}

interface Doors {
  readonly awsApi: ReturnType<typeof createAwsApi>;
  readonly sandbox: ReturnType<typeof createSandbox>;
  readonly signIn: SignIn;
  readonly httpApi: HttpApi;
}
