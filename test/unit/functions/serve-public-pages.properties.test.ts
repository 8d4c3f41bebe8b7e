import * as fc from 'fast-check';
import { Weekday } from '#shared/contracts/local-time';
import { FaithStance, LifeStage, Orientation, Pathway, Substance } from '#shared/contracts/recovery';
import { PrivacyLevel } from '#shared/contracts/text-template';
import { faultsIn } from '#test/support/html';
import { aWorld, type World } from '#test/support/memory-world';
import { aForm, aLink, intakeFields, visit } from '#test/support/public-pages';

const first = 'p-01hzy3k9abcdefgha';
const second = 'p-01hzy3k9abcdefghb';

/** Words that the pages themselves do not have, also such as would break out of HTML. */
const name = fc.oneof(
  fc.stringMatching(/^[A-Z][a-z]{3,12}$/).map((text) => `Q${text}x`),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><b onclick="x">',
    "' autofocus '",
    '&amp;',
    '`${x}`',
    'Zoë 🌱',
  ),
);
const several = (values: readonly string[]) => fc.subarray([...values]);
const perhaps = (values: readonly string[]) => fc.constantFrom(...values, '');

/** Everything that somebody may choose for themselves on the page. */
const ownPart = fc.record({
  name,
  language: fc.constantFrom('en', 'es'),
  timeZone: fc.constantFrom('America/Chicago', 'America/Phoenix', 'Pacific/Honolulu', 'Europe/Madrid'),
  'schedule.weekday': fc.constantFrom(...Weekday.options),
  'schedule.time': fc.constantFrom('09:00', '12:00', '19:00'),
  privacyLevel: fc.constantFrom(...PrivacyLevel.options),
  'about.languages': several(['en', 'es', 'fr', 'ase']),
  'about.substances': several(Substance.options),
  'about.pathways': several(Pathway.options),
  'about.children': perhaps(['yes', 'no']),
  'about.lifeStage': perhaps(LifeStage.options),
  'about.faithStance': perhaps(FaithStance.options),
  'about.orientation': perhaps(Orientation.options),
  'about.veteran': perhaps(['yes', 'no']),
  consents: several(['share-check-ins', 'share-crisis', 'joint-features']),
});

const enrol = async (world: World, fields: Record<string, string | readonly string[]>): Promise<void> => {
  const form = aForm({ ...intakeFields, ...fields, 'partner.language': 'en' });
  expect((await visit(world, 'POST /intake', { form })).statusCode).toBe(303);
};

/** What this person sees: their page as it opens, in each language, and as it comes back with problems. */
async function seenBy(world: World, participantId: string): Promise<string[]> {
  const link = await aLink(world, { purpose: 'own-part', id: participantId });
  const pages = [
    await visit(world, 'GET /l/{token}', { link }),
    await visit(world, 'GET /l/{token}', { link, query: { lang: 'es' } }),
    await visit(world, 'POST /l/{token}', { link, form: aForm({ name: '' }) }),
  ];
  return pages.map(({ body }) => body);
}

it('shows the second partner the same page, whatever the first one wrote: nothing can be inferred [4e, S07]', async () => {
  await fc.assert(
    fc.asyncProperty(ownPart, ownPart, name, async (one, another, partnerName) => {
      const [world, other] = [aWorld(), aWorld()];
      await enrol(world, { ...one, 'partner.name': partnerName });
      await enrol(other, { ...another, 'partner.name': 'Somebody' });

      const pages = await seenBy(world, second);

      expect(pages).toEqual(await seenBy(other, second));
      expect(pages.flatMap(faultsIn)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('shows the first partner the same page, whether the second one answered or not, and whatever [4e]', async () => {
  await fc.assert(
    fc.asyncProperty(ownPart, ownPart, async (one, answered) => {
      const world = aWorld();
      await enrol(world, one);
      const before = await seenBy(world, first);
      const link = await aLink(world, { purpose: 'own-part', id: second });

      const saved = await visit(world, 'POST /l/{token}', { link, form: aForm(answered) });

      expect(saved.statusCode).toBe(303);
      expect(await seenBy(world, first)).toEqual(before);
      expect(await world.participant(first)).toMatchObject({ name: one.name.trim(), revision: 1 });
      expect(before.flatMap(faultsIn)).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('comes back well formed with what was typed, whatever that was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom(...Object.keys(intakeFields)), fc.string()),
      async (typed) => {
        const world = aWorld();

        const { statusCode, body } = await visit(world, 'POST /intake', {
          form: aForm({ ...intakeFields, ...typed, phone: 'none' }),
        });

        expect(statusCode).toBe(422);
        expect(faultsIn(body)).toEqual([]);
        expect(world.records.all('participant')).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
