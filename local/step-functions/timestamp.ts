/**
 * Epoch milliseconds of an ISO 8601 date and time with an offset, in the forms that the service reads: a `T`, seconds and
 * up to nine digits behind them optional, `Z` or `±hh:mm`. Undefined for anything else, such as the 30th of February.
 */
export function parseTimestamp(value: unknown): number | undefined {
  const parts = typeof value === 'string' ? FORM.exec(value)?.groups : undefined;
  if (!parts) return undefined;
  const {
    year,
    month,
    day,
    hour,
    minute,
    second = '0',
    fraction = '',
    zone,
    sign,
    zoneHour,
    zoneMinute,
  } = parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0').slice(0, 3)));
  const kept = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!kept || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone?.toUpperCase() === 'Z') return date.getTime();
  if (Number(zoneHour) > 18 || Number(zoneMinute) > 59) return undefined;
  const offset = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000;
  return date.getTime() - (sign === '-' ? -offset : offset);
}

const FORM =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[Tt](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?<zone>[Zz]|(?<sign>[+-])(?<zoneHour>\d\d):(?<zoneMinute>\d\d))$/;
