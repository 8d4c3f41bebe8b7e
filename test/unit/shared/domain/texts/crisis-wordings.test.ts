import { Language } from '#shared/contracts/language';
import { wordsOf } from '#shared/domain/wordings/words-of';
import { everyText, longestParams, matching, textsOf, without } from './every-text.ts';

const crisisTexts = everyText.filter(({ template }) => template.startsWith('crisis-'));

describe('a crisis text', () => {
  it('gives 988 by call or text, and 911 [4g]', () => {
    expect(without(crisisTexts, /(?:call or text 988|llame o escriba (?:ya )?al 988)/i)).toEqual([]);
    expect(without(crisisTexts, /(?:call|llame al) 911/i)).toEqual([]);
  });

  it('holds these numbers and no others', () => {
    const numbers = crisisTexts.flatMap(({ words }) => words.match(/[\d-]*\d{3,}[\d-]*/g) ?? []);

    expect([...new Set(numbers)].toSorted()).toEqual(['741741', '800-799-7233', '88788', '911', '988']);
  });

  it('names no programme and no person, and HELP no person [4g]', () => {
    expect(matching(crisisTexts, /PPPP|MMMM/)).toEqual([]);
    expect(matching(textsOf('help'), /MMMM/)).toEqual([]);
  });

  it('gives the violence line where the phone is known to be safe, and there only [4g]', () => {
    const named = matching(everyText, /800-799-7233.*88788/);

    expect(named).toEqual(
      ['normal', 'full'].flatMap((level) => Language.options.map((l) => `crisis-violence ${level} ${l}`)),
    );
    expect(matching(everyText, /violen/i)).toEqual(named);
  });

  it.each(Language.options)(
    'reads the same for every danger where it has to be discreet, in %s',
    (language) => {
      const words = ['crisis-general', 'crisis-suicide', 'crisis-overdose', 'crisis-violence'] as const;

      const written = words.map((template) =>
        wordsOf({ template, language, privacyLevel: 'discreet', params: longestParams }),
      );

      expect(new Set(written).size).toBe(1);
      expect(written[0]).toMatch(/741741/);
    },
  );

  it('sends for help first in an overdose [E55]', () => {
    const open = textsOf('crisis-overdose').filter(({ privacyLevel }) => privacyLevel !== 'discreet');

    expect(
      without(open, /^(?:Call 911 now|Llame al 911 ya).*(?:naloxon).*(?:second dose|otra dosis)/),
    ).toEqual([]);
  });

  it('says honestly that nobody could be reached, and does not let anybody wait [4h]', () => {
    expect(
      without(
        textsOf('crisis-unacknowledged'),
        /(?:could not reach anyone.*do not wait|No hemos podido.*no nos espere)/,
      ),
    ).toEqual([]);
  });
});

describe('a text to mentors', () => {
  it('holds a code and a link, and nothing about whom or why [4g]', () => {
    const staff = textsOf('page', 'page-drill', 'page-stand-down', 'page-acknowledged', 'drill-thanks');
    const about = /MMMM|crisis|suicid|overdos|violen|drug|danger|peligro|crav|recover/i;

    expect(without(textsOf('page', 'page-drill'), /\b4821\b.*https:\/\/u{52}$/)).toEqual([]);
    expect(matching(staff, about)).toEqual([]);
  });

  it('of a drill says first that it is one', () => {
    expect(
      without(textsOf('page-drill', 'drill-thanks'), /: (?:DRILL|SIMULACRO): |^(?:DRILL|SIMULACRO): /),
    ).toEqual([]);
    expect(matching(textsOf('page', 'page-stand-down', 'page-acknowledged'), /DRILL|SIMULACRO/)).toEqual([]);
  });
});
