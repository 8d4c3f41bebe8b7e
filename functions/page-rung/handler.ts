import { PageRungStep, type Crisis, type Page } from '#shared/contracts/crisis';
import { nextPage } from '#shared/domain/crisis';
import type { WaitingSteps } from '#shared/ports/workflows';
import type { MetricSink } from '#shared/ports/report';
import { parseInput } from '#shared/runtime/errors';
import { changeRow } from '#shared/steps/change-row';
import { ladderPeople, planPage, type PageDeps } from '#shared/steps/page-people';

export interface PageRungDeps extends PageDeps {
  readonly steps: WaitingSteps;
  readonly metrics: MetricSink;
}

/** `waiting` leaves the step to whoever answers; everything else completes it with the same word. */
interface PageRungOutcome {
  readonly outcome: 'waiting' | 'nobody-left' | 'acknowledged' | 'closed';
}

interface PageRungResult extends PageRungOutcome {
  readonly page?: Page;
  readonly crisis: Crisis;
}

/**
 * Pages the next rung that has somebody on it and leaves the step waiting for them; rungs that nobody stands on cost no
 * time, and are written down with the reason. Token and page are saved before anything leaves, so that the fastest answer
 * finds them. A repeat of the same entry of the step pages the same people again, which sends nothing twice. Once somebody
 * has it, nobody is paged.
 */
export const pageRung =
  (deps: PageRungDeps) =>
  async (input: unknown): Promise<PageRungOutcome> => {
    const { crisisId, taskToken, enteredAt } = parseInput(PageRungStep, input);
    const { records, steps, clock, metrics } = deps;
    const { outcome, page, crisis } = await changeRow<'crisis', PageRungResult>(
      records,
      { kind: 'crisis', id: crisisId },
      async (row) => {
        const { state } = row;
        if (state === 'acknowledged' || state === 'closed')
          return { result: { outcome: state, crisis: row } };
        const before = row.pages.find((one) => one.enteredAt === enteredAt && one.declinedAt === undefined);
        if (before)
          return { row: { ...row, taskToken }, result: { outcome: 'waiting', page: before, crisis: row } };
        const next = nextPage(row, await ladderPeople(deps, row));
        if (!next.page) return { result: { outcome: 'nobody-left', crisis: row } };
        const at = clock.now().toISOString();
        const paged: Page = { ...next.page, at, enteredAt };
        const skipped = [...(row.skipped ?? []), ...next.skipped.map((one) => ({ ...one, at }))];
        return {
          row: { ...row, taskToken, skipped, pages: [...row.pages, paged] },
          result: { outcome: 'waiting', page: paged, crisis: row },
        };
      },
    );
    if (!page) await steps.complete(taskToken, { outcome });
    for (const who of page?.who ?? [])
      await planPage(deps, { crisis, who, what: `${crisisId}-${page?.rung}` });
    if (!crisis.drill) metrics.count('PeoplePaged', page?.who.length ?? 0);
    return { outcome };
  };
