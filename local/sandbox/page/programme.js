import { callApi, listAll } from './api.js';

/** What coordinators know, through the HTTP API: everybody by name, and more about the couple that is looked at. */
export async function loadProgramme(coupleId) {
  const [couples, people, mentors, tasks, crises] = await Promise.all(
    ['/couples', '/participants', '/mentors', '/tasks', '/crises'].map((path) => listAll(path)),
  );
  const lookedAt = couples.find((one) => one.coupleId === coupleId) ?? firstToShow(couples);
  return {
    couples: couples.map((couple) => ({ ...couple, partners: partnersOf(couple, people) })),
    people,
    mentors,
    tasks,
    crises,
    couple: lookedAt && (await loadCouple(lookedAt)),
  };
}

/** Somebody with a mentor shows most. */
const firstToShow = (couples) => couples.find(({ state }) => state === 'paired') ?? couples.at(-1);

async function loadCouple({ coupleId, participantIds }) {
  const [couple, ...partners] = await Promise.all([
    callApi(`/couples/${coupleId}`),
    ...participantIds.map(async (participantId) => {
      const [participant, checkIns] = await Promise.all([
        callApi(`/participants/${participantId}`),
        callApi(`/participants/${participantId}/check-ins?limit=${SHOWN_CHECK_INS}`),
      ]);
      return { ...participant, checkIns: checkIns.items };
    }),
  ]);
  return { ...couple, partners };
}

const SHOWN_CHECK_INS = 8;

const partnersOf = ({ participantIds }, people) =>
  participantIds.flatMap((id) => people.find(({ participantId }) => participantId === id) ?? []);

/** `Renee & Mateo` */
export const namesOf = ({ partners }) => partners.map(({ name }) => name).join(' & ');

/**
 * Whose mail and pages can be looked at: the mentors, those of the couple first; the coordinators' shared address; and
 * numbers that belong to nobody, whose texts must still reach a person.
 */
export function desksOf({ mentors, people, couple }, { mailboxes, phones }) {
  const counts = new Map(mailboxes.map(({ address, count }) => [address, count]));
  const own = new Set([
    ...(couple?.pairing?.state === 'active' ? couple.pairing.mentorIds : []),
    ...(couple?.openOffer?.state === 'open' ? couple.openOffer.mentorIds : []),
  ]);
  const ofMentors = mentors
    .map((mentor) => ({
      ...mentor,
      address: mentor.email,
      count: counts.get(mentor.email) ?? 0,
      accompanies: own.has(mentor.mentorId),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const addresses = new Set(mentors.map(({ email }) => email));
  const shared = mailboxes
    .filter(({ address }) => !addresses.has(address))
    .map(({ address, count }) => ({ address, count, name: 'Coordinators' }));
  const known = new Set([...people, ...mentors].map(({ phone }) => phone));
  const strangers = [...new Set([STRANGER, ...phones.map(({ address }) => address)])]
    .filter((phone) => !known.has(phone))
    .map((phone) => ({ address: phone, count: 0, name: 'An unknown number', phone }));
  return [
    ...ofMentors,
    ...(shared.length > 0 ? shared : [{ address: 'coordinators', count: 0, name: 'Coordinators' }]),
    ...strangers,
  ];
}

const STRANGER = '+12025550199';
