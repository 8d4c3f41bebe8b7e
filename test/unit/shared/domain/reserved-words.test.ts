import * as fc from 'fast-check';
import { readText } from '#shared/domain/read-text';

const kindOf = (body: string): string => readText(body).kind;

describe('reserved words', () => {
  it.each(
    (
      'STOP|stop|Stop.|" stop "|StOp!!!|STOPALL|stop all|UNSUBSCRIBE|Cancel|END|quit|REVOKE|OPTOUT|OPT OUT|opt-out|remove|' +
      'ARRET|arrêt|TD|ALTO|Baja|cancelar|parar|stop please|please stop|Stop. Thank you|please stop sending|' +
      'stop texting me|Stop, thanks!|stop por favor|ok stop|unsubscribe me|opt me out|stop these texts now|' +
      'no más mensajes|¡Alto!|stopp|unsuscribe|Hi, stop please thank you very much|STOP 🛑|stop\n'
    )
      .split('|')
      .map((body) => [body]),
  )('%j opts out', (body) => {
    expect(kindOf(body)).toBe('stop');
  });

  it.each([
    'please stop this bill from coming',
    'I want to quit drinking for good',
    'he will not stop calling',
    'can I cancel on Thursday?',
    'dont stop',
    'I opted to opt out of the dinner',
    '4 but stop asking',
    'stop... I want to die',
  ])('%j goes to a person', (body) => {
    expect(kindOf(body)).toBe('stop-or-not');
  });

  it.each([
    'I want to end',
    'no more',
    'the end of the week was fine',
    'weekend',
    'stopwatch',
    'para mi fue bien',
    'unstoppable',
  ])('%j is read by a person as it is', (body) => {
    expect(kindOf(body)).toBe('free-text');
  });

  it.each(['START', 'start', 'Unstop', 'start please', '¡Empezar!'])('%j opts in', (body) => {
    expect(kindOf(body)).toBe('start');
  });

  it.each(['YES', 'yes please', 'sí', 'ok', 'started a new job', '4'])('%j does not opt in', (body) => {
    expect(kindOf(body)).not.toBe('start');
  });

  it.each(['HELP', 'help!', 'Info', 'AYUDA', 'help me please'])('%j asks for help', (body) => {
    expect(kindOf(body)).toBe('help');
  });

  it('finds STOP whatever case, punctuation and courtesy stand around it', () => {
    const texts = fc.record({
      noise: fc.stringMatching(/^[ .,!?;:\-_"()\n]{0,6}$/),
      word: fc.constantFrom(
        'stop',
        'unsubscribe',
        'cancel',
        'end',
        'quit',
        'stopall',
        'optout',
        'revoke',
        'alto',
      ),
      before: fc.constantFrom('', 'please ', 'ok, ', 'hola '),
      after: fc.constantFrom('', ' please', ' thanks', '. Thank you', ' por favor', ' now'),
      loud: fc.boolean(),
    });

    fc.assert(
      fc.property(texts, ({ noise, word, before, after, loud }) => {
        const body = `${noise}${before}${word}${after}${noise}`;

        expect(kindOf(loud ? body.toUpperCase() : body)).toBe('stop');
      }),
    );
  });

  it('reads any text whatsoever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        expect(readText(body)).toHaveProperty('kind');
      }),
    );
  });

  it.each(['4 \n', 'stop ', 'please ', '(((', ' ', 'a', '\n'])('reads 8,000 characters of %j too', (part) => {
    expect(readText(`4${part.repeat(2000)}`)).toHaveProperty('kind');
  });
});
