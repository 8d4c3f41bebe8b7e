import { parseArgs } from 'node:util';
import { InvalidDefinition } from './fields.ts';
import { exceedsBytes, type Json, jsonText } from './json.ts';
import { MAX_DATA_BYTES } from './limits.ts';
import { MockError, mockedTasks, parseMocks } from './mocks.ts';
import { parseStateMachine } from './parse-state-machine.ts';
import { simulate, type Simulated } from './simulate.ts';
import { timeline } from './timeline.ts';

/**
 * Runs a state machine file alone, with mocked tasks, in virtual time. Never throws for what a user did wrong: that is
 * exit code 2 with a message; 0 is an execution that SUCCEEDED, 1 one that ended in any other way. With `--json`,
 * stdout is one JSON object in every case.
 */
export async function runAslCommand(
  args: string[],
  readText: (path: string) => Promise<string>,
): Promise<CommandResult> {
  const json = args.includes('--json');
  try {
    const options = parseOptions(args);
    if (options === 'help') return { exitCode: 0, stdout: HELP, stderr: '' };
    return report(await run(options, readText), json);
  } catch (error) {
    const name = error instanceof InvalidDefinition ? 'InvalidDefinition' : 'InvalidUsage';
    if (!(error instanceof UsageError || error instanceof InvalidDefinition || error instanceof MockError))
      throw error;
    const refused = { status: 'REFUSED', error: name, cause: error.message, events: [] };
    return { exitCode: 2, stdout: json ? `${JSON.stringify(refused)}\n` : '', stderr: `${error.message}\n` };
  }
}

export interface CommandResult {
  exitCode: 0 | 1 | 2;
  stdout: string;
  stderr: string;
}

const HELP = `Runs a state machine in Amazon States Language (JSONata) alone, in virtual time.

  npm run asl -- FILE.asl.json [--input JSON|@FILE] [--mocks FILE] [--json]

  --input   the execution's input: JSON, or @ and the name of a JSON file; {} if not given
  --mocks   a JSON file with the answers of the tasks
  --json    print one object only: {status, output?, error?, cause?, events}
  --help    print this

Mocks: {"<name>": [{"Return": …}, {"Throw": {"Error": "…", "Cause": "…"}}], …}
  A name is that of a state, or a Lambda function's (name, partial or full ARN, with or without version, or the
  placeholder that stands for it), or an integration ("sqs:sendMessage"). States go before functions.
  The first call gets the first answer and so on; the last one repeats. One answer needs no list.
  lambda:invoke: a function's Return is what the function returns (the Payload of the result); a state's Return is the
  task's result if it has a "Payload", else the payload.
  .waitForTaskToken: Return is what SendTaskSuccess brings, Throw what SendTaskFailure brings; without a mock such a
  task waits for its timeout.
  Throw "States.Timeout" or "States.HeartbeatTimeout" lets the task's time run out.

Exit code: 0 the execution succeeded, 1 it ended in another way, 2 the definition, the mocks or the call are not usable.
`;

class UsageError extends Error {}

interface Options {
  file: string;
  input: string;
  mocks: string | undefined;
}

function parseOptions(args: string[]): Options | 'help' {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        input: { type: 'string' },
        mocks: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message} (--help tells more)`);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new UsageError('Give one state machine file (--help tells more)');
  return { file, input: values.input ?? '{}', mocks: values.mocks };
}

async function run(options: Options, readText: (path: string) => Promise<string>): Promise<Simulated> {
  const read = async (path: string, what: string) => {
    try {
      return await readText(path);
    } catch (error) {
      throw new UsageError(`Cannot read the ${what} ${path}: ${(error as Error).message}`);
    }
  };
  const machine = parseStateMachine(await read(options.file, 'state machine file'));
  const inputText = options.input.startsWith('@')
    ? await read(options.input.slice(1), 'input file')
    : options.input;
  const input = parseJson(inputText, 'The input');
  if (exceedsBytes(input, MAX_DATA_BYTES))
    throw new UsageError('The input is larger than 256 KiB, which AWS refuses');
  const mocks =
    options.mocks === undefined ? {} : parseJson(await read(options.mocks, 'mocks file'), 'The mocks file');
  return simulate(machine, { input, runTask: mockedTasks(parseMocks(mocks)) });
}

function parseJson(text: string, what: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(`${what} is not JSON: ${(error as Error).message}`);
  }
}

function report({ execution, history }: Simulated, json: boolean): CommandResult {
  const { status, output, error, cause } = execution;
  const exitCode = status === 'SUCCEEDED' ? 0 : 1;
  if (json) {
    const events = history.map(({ type }) => type);
    return { exitCode, stdout: `${JSON.stringify({ status, output, error, cause, events })}\n`, stderr: '' };
  }
  const ending = [status, error, cause, output === undefined ? undefined : jsonText(output)];
  const lines = [...timeline(history), '', ending.filter((part) => part !== undefined).join('  ')];
  return { exitCode, stdout: `${lines.join('\n')}\n`, stderr: '' };
}
