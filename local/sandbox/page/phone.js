import { find, make, phoneOf, replace, whenChanged, zoned } from './dom.js';
import { createThread } from './thread.js';
import { languages, privacyLevels } from './words.js';

/** The phone of one partner: whose it is, the texts, and under them the way of its owner. */
export function createPhone(side) {
  const element = find('phone-template').content.cloneNode(true).firstElementChild;
  element.classList.add(side);
  element.id = `panel-${side}`;
  const thread = createThread(element);
  const part = (selector) => element.querySelector(selector);
  let owner;

  const drawOwner = whenChanged(({ name, facts, title }) => {
    element.setAttribute('aria-label', `Phone of ${name}`);
    part('h3').textContent = name;
    part('.face').textContent = name.charAt(0);
    replace(
      part('.facts'),
      facts.map((fact) => make('span', {}, fact)),
    );
    part('.facts').title = title;
  });

  return {
    element,
    journey: part('.journey'),
    draw(person, phone) {
      owner = person;
      const { name, language, privacyLevel, sharedPhone } = person;
      drawOwner({
        name,
        facts: [
          languages[language] ?? language,
          ...(privacyLevel === undefined ? [] : [privacyLevels[privacyLevel]]),
          ...(sharedPhone ? ['shared phone'] : []),
          phoneOf(person.phone),
        ].filter((one) => one !== undefined),
        title: 'Language, privacy level, number',
      });
      thread.draw(person, phone, language === 'es' ? ['STOP', 'AYUDA'] : ['STOP', 'HELP']);
    },
    /** The time where this person is. */
    tick(now) {
      if (owner === undefined) return;
      const { timeOf, weekdayOf, place } = zoned(owner.timeZone);
      part('.local').textContent = `${weekdayOf(now)} ${timeOf(now)}`;
      part('.local').title = place;
      part('.local').dateTime = new Date(now).toISOString();
    },
  };
}
