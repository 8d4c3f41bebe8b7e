import type { Members } from '../aws-service.ts';

/** Narrowing of JSON that came over the wire or out of a template: what does not fit is treated as absent. */
export const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const records = (value: unknown): readonly Members[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

export const textAt = (record: Members, member: string): string => {
  const value = record[member];
  return typeof value === 'string' ? value : '';
};

export const recordAt = (record: Members, member: string): Members => {
  const value = record[member];
  return isRecord(value) ? value : {};
};
