import { callApi } from './api.js';
import { find, onPress, say } from './dom.js';

/** Made-up people with numbers from the range that is kept for fiction, brought in by the API as a centre would. */
export function startBegin({ onEnrolled, peopleAreKnown }) {
  onPress(find('begin'), async () => {
    const { errors } = await callApi('/mentors/import', { method: 'POST', body: demoMentors });
    if (errors.length > 0) throw new Error(`The mentors could not be imported: ${errors[0].message}`);
    await enrol();
  });
  onPress(find('enrol'), enrol);

  async function enrol() {
    const taken = new Set(peopleAreKnown().map(({ phone }) => phone));
    for (let couple = 0; couple < MOST_COUPLES; couple += 1) {
      const [phone, partnerPhone] = [1, 2].map(
        (one) => `+1202555${String(100 + couple * 2 + one).padStart(4, '0')}`,
      );
      if (taken.has(phone) || taken.has(partnerPhone)) continue;
      const [first, second] = demoCouples[couple % demoCouples.length];
      try {
        const { coupleId } = await callApi('/couples', {
          method: 'POST',
          body: {
            ...usual,
            ...first,
            phone,
            submissionId: crypto.randomUUID().replaceAll('-', ''),
            partner: { ...second, phone: partnerPhone },
          },
        });
        say(`${first.name} and ${second.name} are enrolled. Each is asked on their own phone: answer YES.`);
        return await onEnrolled(coupleId);
      } catch (error) {
        if (error.status !== 409) throw error;
      }
    }
    throw new Error('All fictional numbers are in use.');
  }
}

const MOST_COUPLES = 39;

const usual = {
  language: 'en',
  timeZone: 'America/New_York',
  schedule: { weekday: 'sunday', time: '18:00' },
  privacyLevel: 'normal',
  texts: true,
  consents: ['share-check-ins', 'share-crisis'],
};

const demoCouples = [
  [{ name: 'Ana' }, { name: 'Ben', language: 'en' }],
  [
    { name: 'Rosa', language: 'es' },
    { name: 'Luis', language: 'es' },
  ],
  [
    { name: 'Maya', timeZone: 'America/Chicago' },
    { name: 'Theo', language: 'en' },
  ],
  [
    { name: 'Noor', privacyLevel: 'discreet' },
    { name: 'Sam', language: 'en' },
  ],
  [
    { name: 'Ida', timeZone: 'America/Phoenix' },
    { name: 'Jonas', language: 'en' },
  ],
];

const mentor = (name, number, more) => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  phone: `+120255501${number}`,
  languages: ['en', 'es'],
  timeZone: 'America/New_York',
  livedExperienceAttestedOn: '2025-05-01',
  recovery: '5-to-10-years',
  substances: ['alcohol', 'opioids'],
  training: { completedOn: '2025-06-01', expiresOn: '2035-06-01' },
  crisisTraining: { completedOn: '2025-06-15', expiresOn: '2035-06-15' },
  capacity: 6,
  ...more,
});

const everyHour = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(
  (weekday) => ({ weekday, start: '00:00', end: '24:00' }),
);

const demoMentors = [
  mentor('Dana', 90, { coupleExperience: ['recovered-together'] }),
  mentor('Omar', 91, { coupleExperience: ['supported-couples'], onCall: everyHour }),
];
