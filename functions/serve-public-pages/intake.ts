import type { NewCouple } from '#shared/contracts/intake';
import { intakePage, thanksPage, trapField } from '#shared/domain/pages/intake-page';
import type { Programme } from '#shared/domain/pages/layout';
import { messageFor } from '#shared/domain/pages/problem-sentences';
import { intakeIn } from '#shared/domain/pages/read-form';
import { takesPeopleIn } from '#shared/domain/programme';
import { readIntake } from '#shared/domain/read-intake';
import type { Log } from '#shared/ports/report';
import { enrolCouple, type EnrolDeps } from '#shared/steps/enrol-couple';
import type { TaskDesk } from '#shared/steps/task-desk';
import { html, json, problem, seeOther, type HttpResponse } from './http.ts';
import { notice, type Visit } from './visit.ts';

export interface IntakeDeps extends EnrolDeps {
  readonly desk: TaskDesk;
  readonly programme: Programme;
  readonly log: Log;
  readonly stage: string;
}

/** The page on which a couple enrols, or the thanks after it; neither before the programme is live. */
export async function showIntake(deps: IntakeDeps, visit: Visit): Promise<HttpResponse> {
  const { programme, newId } = deps;
  const { language, query } = visit;
  if (query['sent'] === 'yes') return html(200, thanksPage({ language, programme }));
  if (!(await isOpen(deps))) return notice(deps, visit, 'not-open');
  return html(200, intakePage({ language, programme, submissionId: newId() }));
}

/**
 * Takes in a couple, from the page or as JSON. Whoever sends it learns the same whether a number was new or not [F9]; a
 * coordinator learns of one that was taken.
 */
export async function takeIntake(deps: IntakeDeps, visit: Visit): Promise<HttpResponse> {
  const { body } = visit;
  if (!(await isOpen(deps)))
    return body.kind === 'json'
      ? problem(403, 'We do not take anybody in yet')
      : notice(deps, visit, 'not-open');
  if (body.kind === 'form') return takeForm(deps, visit, body.form);
  if (body.kind !== 'json') return problem(415, 'Send JSON, or the form of the page');
  const reading = readIntake(body.json);
  if (reading.outcome === 'wrong') {
    const errors = reading.problems.map((one) => ({ field: one.field, message: messageFor(one) }));
    return problem(400, 'The request is not valid', errors);
  }
  await enrol(deps, reading.couple);
  return json(202, { outcome: 'received' });
}

/** Nobody is taken in before every hour has somebody on call [I16]. */
const isOpen = async ({ records, stage }: IntakeDeps): Promise<boolean> =>
  takesPeopleIn(await records.get('programme', 'programme'), stage);

async function takeForm(deps: IntakeDeps, visit: Visit, form: URLSearchParams): Promise<HttpResponse> {
  const { programme, newId, log } = deps;
  const { language } = visit;
  const thanks = seeOther(`/intake?sent=yes&lang=${language}`);
  if (form.get(trapField)) {
    // Whatever fills in what nobody sees learns nothing from the answer.
    log.info('INTAKE_TRAPPED');
    return thanks;
  }
  const reading = readIntake(intakeIn(form));
  if (reading.outcome === 'wrong') {
    const { problems } = reading;
    // An id that was tampered with comes back as a new one.
    const submissionId = problems.some(({ field }) => field === 'submissionId')
      ? newId()
      : (form.get('submissionId') ?? newId());
    return html(422, intakePage({ language, programme, submissionId, typed: form, problems }));
  }
  await enrol(deps, reading.couple);
  return thanks;
}

async function enrol(deps: IntakeDeps, couple: NewCouple): Promise<void> {
  const { desk, clock, log } = deps;
  const enrolment = await enrolCouple(deps, couple);
  log.info('INTAKE_TAKEN', { outcome: enrolment.outcome });
  if (enrolment.outcome === 'phone-taken') {
    const { holderId } = enrolment;
    // At most one a day for each number, however often somebody tries.
    await desk.open({
      taskId: `t-phone-taken-${holderId}-${clock.now().toISOString().slice(0, 10)}`,
      kind: 'intake-to-decide',
      ...(holderId.startsWith('m-') ? { mentorId: holderId } : { participantId: holderId }),
      reason: 'phone-taken',
    });
    return;
  }
  const { coupleId, participantIds } = enrolment;
  const reason = whyToCall(couple);
  const [participantId] = participantIds;
  if (reason !== undefined && participantId !== undefined)
    await desk.open({ taskId: `t-call-${coupleId}`, kind: 'contact-asked', coupleId, participantId, reason });
}

/** Who cannot be reached by text alone is called: texts are no condition [T1], and two people may share a phone [P19]. */
function whyToCall({ texts, sharedPhone }: NewCouple): string | undefined {
  if (!texts) return 'no-texts';
  return sharedPhone ? 'shared-phone' : undefined;
}
