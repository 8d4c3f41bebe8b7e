import validate from 'asl-validator';
import { allStates, parseDefinition, unreachableStates, type State } from './definition.ts';
import { dataFindings } from './execution-data.ts';
import { placeholdersIn } from './workflow-functions.ts';

/** A file of workflows/, and what it may name. */
export interface DefinitionFile {
  readonly file: string;
  readonly text: string;
  /** The placeholders that infra fills in for this file. */
  readonly supplied: readonly string[];
  /** What placeholders may name: the folders of functions/ in PascalCase, and the state machines. */
  readonly functions: readonly string[];
}

/** One thing to put right: where, and what. */
export interface Finding {
  readonly file: string;
  readonly state?: string;
  readonly field: string;
  readonly problem: string;
}

/** Holds one state machine file against the house rules of the architecture. No findings: it may be deployed. */
export function lintDefinition(input: DefinitionFile): Finding[] {
  const { file, text } = input;
  const lines = text.trimEnd().split('\n').length;
  const findings: Finding[] = [
    ...placeholderFindings(input),
    ...(lines < maxLines ? [] : [{ file, field: 'file', problem: `has ${lines} lines; split it below 200` }]),
  ];
  let definition;
  try {
    definition = parseDefinition(text);
  } catch {
    return [...findings, { file, field: 'file', problem: 'is not a state machine definition in JSON' }];
  }
  if (definition.QueryLanguage !== 'JSONata') {
    findings.push({ file, field: 'QueryLanguage', problem: 'must be "JSONata", at the top' });
  }
  for (const state of unreachableStates(definition)) {
    findings.push({ file, state, field: 'Next', problem: 'no state leads here' });
  }
  for (const [state, body] of allStates(definition)) {
    for (const [field, problem] of [...stateFindings(body), ...dataFindings(body)]) {
      findings.push({ file, state, field, problem });
    }
  }
  // It adds fields to what it checks, so it gets a copy of its own; and its words only when ours found nothing.
  const { errors } = validate(JSON.parse(text));
  for (const { Message, schemaError } of findings.length === 0 ? errors : []) {
    findings.push({ file, field: schemaError?.instancePath ?? 'States', problem: Message });
  }
  return findings;
}

/** `workflows/check-in.asl.json: state "Ask", TimeoutSeconds: is missing`. */
export const describeFinding = ({ file, state, field, problem }: Finding): string =>
  `${file}: ${state === undefined ? '' : `state "${state}", `}${field}: ${problem}`;

const maxLines = 200;

/** Our errors by what to do about them; see shared/runtime/errors.ts. */
const taxonomy = ['InvalidInput', 'Permanent', 'Transient'];

/** The rest of their names, by service. */
const awsErrors = {
  States:
    'ALL Timeout HeartbeatTimeout TaskFailed Permissions DataLimitExceeded Runtime QueryEvaluationError ' +
    'NoChoiceMatched BranchFailed ExceedToleratedFailureThreshold ItemReaderFailed ResultWriterFailed',
  Lambda:
    'TooManyRequestsException ServiceException AWSLambdaException SdkClientException ' +
    'ClientExecutionTimeoutException Unknown',
  Sandbox: 'Timedout', // a function that ran into its own timeout
  StepFunctions: 'AWSStepFunctionsException SdkClientException ExecutionAlreadyExistsException',
};

const knownErrors = new Set([
  ...taxonomy,
  ...Object.entries(awsErrors).flatMap(([service, names]) =>
    names.split(' ').map((name) => `${service}.${name}`),
  ),
]);

function placeholderFindings({ file, text, supplied, functions }: DefinitionFile): Finding[] {
  const used = placeholdersIn(text);
  const finding = (name: string, problem: string): Finding => ({ file, field: `\${${name}}`, problem });
  return [
    ...used
      .filter((name) => !functions.includes(name))
      .map((name) => finding(name, 'is not the name of a folder in functions/ or of a state machine')),
    ...used
      .filter((name) => !supplied.includes(name))
      .map((name) =>
        finding(name, 'is not supplied: add its folder in infra/definitions/workflow-functions.ts'),
      ),
    ...supplied
      .filter((name) => !used.includes(name))
      .map((name) => finding(name, 'is supplied by infra but not used in the file')),
  ];
}

function stateFindings(state: State): [field: string, problem: string][] {
  const rules = [...(state.Retry ?? []), ...(state.Catch ?? [])];
  const unknown = rules.flatMap(({ ErrorEquals }) => ErrorEquals).filter((name) => !knownErrors.has(name));
  return [
    ...unknown.map((name): [string, string] => [
      'ErrorEquals',
      `"${name}" is neither ${taxonomy.join(', ')} nor an error of AWS`,
    ]),
    ...(state.QueryLanguage === undefined ? [] : [queryLanguageFinding]),
    ...(state.Type === 'Task' ? taskFindings(state) : []),
  ];
}

const queryLanguageFinding: [string, string] = ['QueryLanguage', 'is set once, at the top of the file'];

function taskFindings({ Resource = '', TimeoutSeconds, Retry = [], Catch = [] }: State): [string, string][] {
  const findings: [string, string][] = [];
  if (TimeoutSeconds === undefined) {
    const waits = Resource.endsWith('.waitForTaskToken');
    findings.push(['TimeoutSeconds', waits ? 'is missing: the wait for an answer never ends' : 'is missing']);
  }
  // A function throws our own errors; Step Functions itself, asked to start another machine, has one of its own.
  const passing = Resource.includes(':states:startExecution')
    ? 'StepFunctions.AWSStepFunctionsException'
    : 'Transient';
  const transient = Retry.find(({ ErrorEquals }) => ErrorEquals.includes(passing));
  if (transient === undefined) findings.push(['Retry', `is missing for ${passing}`]);
  for (const field of ['MaxAttempts', 'MaxDelaySeconds', 'JitterStrategy']) {
    if (transient !== undefined && transient[field] === undefined) {
      findings.push([`Retry.${field}`, 'is missing: a retry is finite, capped and spread']);
    }
  }
  if (Catch.length === 0) findings.push(['Catch', 'is missing: a failure here reaches nobody']);
  return findings;
}
