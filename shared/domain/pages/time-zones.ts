import type { Language } from '../../contracts/language.ts';
import type { Options } from './fields.ts';

/** What the page starts from: where most people are. */
export const defaultTimeZone = 'America/New_York';

/** The zones of the United States and Canada by the names that people know; Arizona has no summer time. */
export const timeZones: Record<Language, Options> = {
  en: [
    ['America/New_York', 'Eastern (New York)'],
    ['America/Chicago', 'Central (Chicago)'],
    ['America/Denver', 'Mountain (Denver)'],
    ['America/Phoenix', 'Arizona (Phoenix)'],
    ['America/Los_Angeles', 'Pacific (Los Angeles)'],
    ['America/Anchorage', 'Alaska (Anchorage)'],
    ['Pacific/Honolulu', 'Hawaii (Honolulu)'],
    ['America/Puerto_Rico', 'Puerto Rico'],
    ['America/Halifax', 'Atlantic (Halifax)'],
    ['America/St_Johns', 'Newfoundland'],
    ['America/Regina', 'Saskatchewan'],
  ],
  es: [
    ['America/New_York', 'Este (Nueva York)'],
    ['America/Chicago', 'Centro (Chicago)'],
    ['America/Denver', 'Montaña (Denver)'],
    ['America/Phoenix', 'Arizona (Phoenix)'],
    ['America/Los_Angeles', 'Pacífico (Los Ángeles)'],
    ['America/Anchorage', 'Alaska (Anchorage)'],
    ['Pacific/Honolulu', 'Hawái (Honolulu)'],
    ['America/Puerto_Rico', 'Puerto Rico'],
    ['America/Halifax', 'Atlántico (Halifax)'],
    ['America/St_Johns', 'Terranova'],
    ['America/Regina', 'Saskatchewan'],
  ],
};
