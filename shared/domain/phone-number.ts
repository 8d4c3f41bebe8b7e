// `min` metadata on purpose: 80 KB instead of 145 KB, and new area codes stay valid. Whether the number is the right
// person's is settled by that person's own reply, which no metadata can do.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as E.164, or `undefined` where it cannot be one. Without a country code it is read as a US number. */
export function readPhoneNumber(typed: string): string | undefined {
  const parsed = parsePhoneNumberFromString(typed, { defaultCountry: 'US', extract: false });
  return parsed?.isValid() && parsed.ext === undefined ? parsed.number : undefined;
}

/** The country of a number, as far as it tells: +1 is shared by the US, Canada and much of the Caribbean. */
export const countryOf = (phone: string): string | undefined => parsePhoneNumberFromString(phone)?.country;
