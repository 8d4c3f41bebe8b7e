import { startCloud, type Cloud } from '#local/cloud';
import { castOf } from '#local/demo/cast';
import { play, type Play } from '#local/demo/play';
import { isOpen } from '#shared/domain/check-in';
import { theTemplates } from '#test/support/world';

const DAY = 86_400_000;
/** A Tuesday morning in the United States; the play begins with a week in which nobody takes part. */
const startAt = Date.UTC(2026, 0, 6, 15);

/**
 * Twenty couples at once, from enrolment into their second week: both partners answer in random order, twice, late,
 * wrongly or not at all, and the network delivers some texts twice (issue 3).
 */
describe('twenty couples at once', () => {
  let cloud: Cloud;
  let played: Play;
  const reports: string[] = [];

  beforeAll(async () => {
    cloud = await startCloud({
      templates: theTemplates(),
      startAt,
      report: (line) => reports.push(line),
      logSink: () => undefined,
    });
    const cast = castOf({ couples: 20, seed: 20, startAt: startAt + 7 * DAY });
    played = await play({ cloud, cast, until: startAt + 28 * DAY });
  }, 900_000);
  afterAll(() => cloud.stop());

  it('breaks no rule that must always hold', () => {
    expect(played.violations).toEqual([]);
    expect(reports).toEqual([]);
  });

  it('ends every cycle whose time is over in exactly one way', () => {
    const over = played.gathered.checkIns.filter(
      ({ deadline }) => Date.parse(deadline) + 3 * 3_600_000 < cloud.clock.now(),
    );
    const executions = new Map<string, string[]>();
    for (const { execution } of cloud.stepFunctions.runs())
      if (execution.stateMachineName.endsWith('-check-in') && /-c\d{3}$/.test(execution.name))
        executions.set(execution.name, [...(executions.get(execution.name) ?? []), execution.status]);

    expect(over.length).toBeGreaterThan(40);
    expect(over.filter((checkIn) => isOpen(checkIn))).toEqual([]);
    expect(over.filter(({ closedAt }) => closedAt === undefined)).toEqual([]);
    for (const { checkInId } of over.filter(({ asked }) => asked.length > 0))
      expect({ checkInId, ends: executions.get(checkInId) }).toEqual({ checkInId, ends: ['SUCCEEDED'] });
  });

  it('shows people of every kind: answered, partial, missed and late', () => {
    const { checkIns, messages } = played.gathered;
    const states = new Set(checkIns.map(({ state }) => state));

    expect(states).toContain('answered');
    expect(states).toContain('missed');
    expect(checkIns.some(({ lateAnswers }) => lateAnswers.length > 0)).toBe(true);
    expect(messages.some(({ template }) => template === 'unclear')).toBe(true);
  });

  it('sends every text to the phone of the person whom it is for, and to no other', () => {
    const { participants, mentors, messages } = played.gathered;
    const phones = new Map([
      ...participants.map(({ participantId, phone }): [string, string | undefined] => [participantId, phone]),
      ...mentors.map(({ mentorId, phone }): [string, string | undefined] => [mentorId, phone]),
    ]);
    const meantFor = new Map(
      messages.flatMap(({ recipient, attempts }) =>
        attempts.flatMap(({ providerId }) =>
          providerId === undefined ? [] : [[providerId, phones.get(recipient)]],
        ),
      ),
    );

    const texts = cloud.sms.outbox();

    expect(texts.length).toBeGreaterThan(500);
    expect(texts.filter(({ id, to }) => meantFor.get(id) !== to)).toEqual([]);
  });
});
