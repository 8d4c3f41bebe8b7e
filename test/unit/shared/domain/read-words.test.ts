import * as fc from 'fast-check';
import { keywordWords, maxPauseDays } from '#shared/domain/keywords';
import { readWords } from '#shared/domain/read-words';
import { carrierWords } from '#shared/domain/stop-words';

const rows = (table: string): [string][] =>
  table
    .split('|')
    .map((body) => body.trim().replaceAll('\\n', '\n'))
    .map((body): [string] => [body]);

const stops = rows(
  // The words, as carriers and the FCC list them [T4]
  'STOP | stop | StOp | Stop. | " stop " | STOP!!! | *STOP* | S.T.O.P. | s t o p | st0p | (stop) | STOPALL | stop all | UNSUBSCRIBE ' +
    '| Cancel | END | quit | QUIT! | REVOKE | OPTOUT | OPT OUT | opt-out | Opt_Out | remove | ARRET | arrêt | TD ' +
    // Spanish
    '| ALTO | ¡Alto! | Baja | cancelar | CANCELAR. | parar | Pare | para | paren | basta | ¡BASTA YA! | ya basta | no mas | No más ' +
    '| terminar | fin | salir | detener | deténganse | dar de baja | darme de baja | dame de baja | desuscribir | ya paren ' +
    // Politely [P2]
    '| stop please | please stop | Stop. Thank you | STOP thanks! | ok stop | Hi, stop please thank you very much | no thanks, stop ' +
    '| stop por favor | por favor paren | alto gracias | cancelar por favor | Disculpe, cancelar. Gracias | Hola, baja por favor ' +
    '| stop\\n\\nSent from my iPhone | unsubscribe, have a nice day | sorry stop | Please stop. God bless ' +
    // Misspelt
    '| stopp | stpo | sotp | tsop | stoppp | STOOOOP | sstop | unsubcribe | unsuscribe | unsubscibe | unsubscirbe | unsubsribe | cancell ' +
    '| cancle | cansel | canclear | qiut | quitt | remvoe | optuot | stopall. | canselar | cancelr | vasta | stopit | pleasestop ' +
    // Again, together, decorated
    '| STOP STOP STOP!!! | stop stop | stop, end, quit | STOP UNSUBSCRIBE | STOP 🛑 | 🛑🛑stop🛑 | stop\\n | 😡 stop 😡 | STOP™ ' +
    '| st\u200bop | ＳＴＯＰ | para para para | basta, basta ' +
    // In other words [T5]
    '| stop it | stop this now | stop already | just stop | stop fucking texting me | Fucking stop | stop texting me | stop texting ' +
    '| please stop sending | please stop texting me | Please stop sending me these messages | stop messaging me | stop contacting me ' +
    '| stop these texts now | stop all messages | stop the check-ins | stop with the questions | stop sending me texts to this number ' +
    '| can you please stop | could you stop texting me please? | will you stop sending me messages | I said stop | I told you to stop ' +
    '| I want you to stop texting me | you need to stop texting me | unsubscribe me | please unsubscribe me from this list | opt me out ' +
    '| I want to opt out | I would like to unsubscribe | how do I unsubscribe? | can I opt out of these messages | I want to stop these texts ' +
    '| take me off this list | take me off your texting list please | remove me | remove me from your list | take my number off your list ' +
    '| delete my number | lose my number | remove my number | do not text me | Don’t text me anymore | dont text me again ' +
    '| do not contact me | do not send me any more messages | never text me again | no more texts | no more messages please ' +
    '| I don’t want these messages | I do not want to receive texts anymore | I no longer wish to receive these messages ' +
    '| i dont want any more texts | I revoke my consent | I withdraw my consent to be texted | cancel my subscription | cancel these texts ' +
    '| end these messages | please remove me from this service | stop and unsubscribe | STOP. Do not text me again. ' +
    '| stop dont text me anymore | Stop texting me. Take me off your list! | reply stop to end | STOP to end | quit texting me ' +
    '| no me manden más mensajes | por favor ya no me manden mensajes | no me escriban más | no me escriba mas | ya no me escriban ' +
    '| no me envíen nada | No quiero más mensajes | ya no quiero recibir mensajes | no deseo recibir sus mensajes | no quiero que me escriban ' +
    '| dejen de escribirme | deje de mandarme mensajes | dejen de mandar mensajes por favor | paren de escribirme | no más mensajes ' +
    '| no mas textos | basta de mensajes | quiero darme de baja | me quiero dar de baja | quisiera darme de baja de la lista ' +
    '| sáquenme de la lista | quítenme de su lista | bórrenme de la lista por favor | borren mi número | cancelar mensajes ' +
    '| cancelar mi suscripción | quiero cancelar la suscripción | detengan los mensajes | no me texteen | pueden dejar de escribirme ' +
    '| stop los mensajes | quiero salir de la lista | por favor dejen de molestarme | retiro mi consentimiento ' +
    // Among what people really write
    '| stop, im not interested | no me interesa, paren | get me off this list | take me off your mailing list. | i didnt sign up for this stop texting me ' +
    '| UNSUBSCRIBE PLEASE AND THANK YOU | unsubscribe from all | opt me out of this | i am opting out | remove from list | stop sending these ' +
    '| quit sending me this crap | dont send me anymore messages | i dont wanna get these texts | i want to be taken off the list | I want off this list ' +
    '| how do I stop getting these texts? | how do i get off this list | do not contact | cease all contact | y’all need to stop texting me | bro stop ' +
    '| stop thank u very much | STOP!!!!! I mean it | seriously stop | no, remove me | stahp | discontinue | no manden más | no envíen más mensajes ' +
    '| ya no manden mensajes | no me llamen ni me escriban | no quiero recibir esto | no quiero que me sigan escribiendo | quiero que me saquen de la lista ' +
    '| ¿cómo cancelo los mensajes? | quiero dejar de recibir mensajes | solicito la baja | dese de baja | desinscribir | eliminar | párale | no mas no mas ' +
    // One sentence of several
    '| stop... I want to die | Thanks for everything. Stop. | STOP\\nI have a new number | I do not need this. Please stop texting me. ' +
    '| 4. Stop | Gracias por todo. Ya no me escriban.',
);

const doubtful = rows(
  'please stop this bill from coming | stop this bill | I can’t stop drinking | I want to quit drinking | I want to quit drinking for good ' +
    '| end of day works | the end of the week was fine | he will not stop calling | can I cancel on Thursday? | cancel my session ' +
    '| Cancel. Thursday is bad | dont stop | please do not stop | I opted to opt out of the dinner | 4 but stop asking | 4 stop ' +
    '| I quit | I quit! | I want to quit | I want to stop | I want to end | I want to cancel | I want to quit the program ' +
    '| how do i leave the program | I am dropping out | I quit smoking last week | quit today! | I stopped and then I could not stop ' +
    '| leave me alone | Leave me the hell alone | go away | fuck off | no more | enough | stop calling me | stop calling | stop hitting me ' +
    '| stop by at 5 | the bus stop is far | no stop | he tells me to stop | I told him to stop it | end it | end this | can you cancel ' +
    '| remove the thing from my file | I can not remove it | do not text me at work | please dont text me after 9 | do not contact me on sundays ' +
    '| wont stop crying, cant stop shaking | I was told to stop taking my meds | start stop | STOP START | unsubscribe him ' +
    '| 🛑 | 🚫🚫 | what happens if I text STOP? | Alongside: How are you today? Reply STOP to end. ' +
    '| no puedo parar | no puedo parar de tomar | quiero parar | quiero cancelar | quiero cancelar la cita | puedo cancelar el jueves? ' +
    '| mi hijo es muy alto | me siento baja de ánimo | basta de peleas en la casa | déjenme en paz | dejame en paz | quiero dejar el programa ' +
    '| quiero salir del programa | no me escriban al trabajo | no más mensajes después de las 9 | estoy de baja del trabajo ' +
    '| voy a terminar con él | para terminar el día fui a caminar | ¿cómo me doy de baja? | Emphasized “stop” | wrong number is what I dialled, sorry, I wanted my mentor ' +
    '| make it stop | i just want the pain to stop | please make the voices stop | stop lying to me | stop my medication | stop getting high | quit meds ' +
    '| cancel my check-in | cancel the reminder | Stop messaging my husband | unsubscribe my husband | remove me from the group | I never signed up for this ' +
    '| stop texting me at work please, evenings are better | why did you stop texting me | the end | ya paré | paré de tomar | quiero que paren los gritos ' +
    '| saquenme de aqui | me dieron de baja | cancelar la cita | I dialed the wrong number for the meeting | this is not my phone | cancelled',
);

const wrongNumbers = rows(
  'wrong number | Wrong number! | wrong # | sorry wrong number | You have the wrong number | you’ve got the wrong number | u have the wrong number ' +
    '| I think you have the wrong number | Wrong number, stop | STOP wrong number | wrong number please stop texting me | wrong person ' +
    '| you texted the wrong person | this is the wrong number | This is not Maria’s number | this isn’t his phone | no one here by that name ' +
    '| nobody by that name here | she no longer has this number | número equivocado | Numero equivocado, gracias | tiene el número equivocado ' +
    '| creo que se equivocó de número | se equivocaron de numero | equivocado | este no es el número de Ana | este ya no es su número ' +
    '| no soy esa persona | Wrong number. I don’t know who this is',
);

const starts = rows(
  'START | start | Start! | Unstop | start please | please start | START START | start 🙂 | ¡Empezar! | INICIAR | comenzar por favor',
);

const plainHelps = rows(
  'HELP | help | Help. | help! | help please | Help, thanks | INFO | info please | hlep | hepl | helpp | more info | information | infomation ' +
    '| AYUDA | ¡Ayuda! | ayuda por favor | información | INFORMACION | mas información | ayda | alluda | Hola, info',
);

const cries = rows(
  'help me | please help me | HELP!!! | help help | I need help | can someone help me | 🆘 | help 😭 | sos | AYÚDAME | necesito ayuda | ayúdenme por favor ' +
    '| auxilio | socorro | me pueden ayudar',
);

const yeses = rows(
  'YES | yes | Y | yes please | Yes! | yep | yeah | yess | yesss | ok | OK thanks | okay | sure | I agree | sí | si | SI POR FAVOR | claro | acepto | de acuerdo | sí, gracias',
);
const noes = rows(
  'NO | no | N | no thanks | No thank you | no, thank you! | nope | nah | not interested | no gracias | no quiero | NO. | noooo',
);

const others = rows(
  '| 4 | call 911 | no contact order | do not contact my husband | I like these texts | send me texts | pasar | help her | help! he is here | cant cope ' +
    '| im ok | no more pain | ya no mas dolor | no más alcohol | dejé de tomar | salir adelante | quite | canal | remorse | 5/5 | 4 - rough day | four | weekend | stopwatch | unstoppable | nonstop | cancer | I have cancer | terminal | remote | top | step | the 12 steps ' +
    '| para mi fue bien | ya no | el fin de semana estuvo bien | por fin | voy a salir hoy | para salir | started a new job ' +
    '| I started again | start again | restart | I will start tomorrow | yes but only on Mondays | no idea | not today | see you later ' +
    '| hasta luego | talk later | back home now | I am back at work | the mentor was great | help with my rent please | I helped her ' +
    '| who is this? | quién es | hello | hola | thanks | gracias | thank you so much | 👍 | ❤️ | ... | ??? | Liked “Alongside: How are you? Reply STOP to end.” ' +
    '| Me gusta “Alongside: ¿Qué tal? Para terminar, responda STOP.” | 👍 to “Alongside: How are you? Reply STOP to end.” | Loved an image | I married the wrong person ' +
    '| something went wrong | I’m home now | home alone again | pause the film | pause maybe | pause 0 | privacy is hard here | language is a barrier ' +
    '| language french | privacy secret | resume attached for the job | I could not cope | calm day | I dont want this anymore | I am done',
);

const keywords: [string, object][] = [
  ['PRIVACY', { kind: 'privacy' }],
  ['privacidad', { kind: 'privacy' }],
  ['privcy', { kind: 'privacy' }],
  ['PRIVACY DISCREET', { kind: 'privacy', level: 'discreet' }],
  ['privacy discrete', { kind: 'privacy', level: 'discreet' }],
  ['privacy: normal', { kind: 'privacy', level: 'normal' }],
  ['privacy full please', { kind: 'privacy', level: 'full' }],
  ['privacy level full', { kind: 'privacy', level: 'full' }],
  ['Privacidad discreto', { kind: 'privacy', level: 'discreet' }],
  ['privacidad completo', { kind: 'privacy', level: 'full' }],
  ['LANGUAGE', { kind: 'language' }],
  ['idioma', { kind: 'language' }],
  ['langauge es', { kind: 'language', language: 'es' }],
  ['language spanish', { kind: 'language', language: 'es' }],
  ['LANGUAGE: English', { kind: 'language', language: 'en' }],
  ['IDIOMA ESPAÑOL', { kind: 'language', language: 'es' }],
  ['idioma inglés', { kind: 'language', language: 'en' }],
  ['Español', { kind: 'language', language: 'es' }],
  ['en español por favor', { kind: 'language', language: 'es' }],
  ['English please', { kind: 'language', language: 'en' }],
  ['PAUSE', { kind: 'pause' }],
  ['pause please', { kind: 'pause' }],
  ['puase', { kind: 'pause' }],
  ['pause my texts', { kind: 'pause' }],
  ['PAUSE 7', { kind: 'pause', days: 7 }],
  ['pause 10 days', { kind: 'pause', days: 10 }],
  ['pause 10days', { kind: 'pause', days: 10 }],
  ['pause 2w', { kind: 'pause', days: 14 }],
  ['pause for a week', { kind: 'pause', days: 7 }],
  ['Pause for two weeks, thanks', { kind: 'pause', days: 14 }],
  ['pause 1 month', { kind: 'pause', days: 30 }],
  ['pause 90 days', { kind: 'pause', days: 60 }],
  ['pause 9999 weeks', { kind: 'pause', days: 60 }],
  ['PAUSA', { kind: 'pause' }],
  ['pausa 3 días', { kind: 'pause', days: 3 }],
  ['pausa por dos semanas', { kind: 'pause', days: 14 }],
  ['pausar una semana', { kind: 'pause', days: 7 }],
  ['RESUME', { kind: 'resume' }],
  ['continue', { kind: 'resume' }],
  ['CONTINUAR', { kind: 'resume' }],
  ['reanudar', { kind: 'resume' }],
  ['MENTOR', { kind: 'mentor' }],
  ['my mentor please', { kind: 'mentor' }],
  ['hablar con mi mentora', { kind: 'mentor' }],
  ['COPING', { kind: 'coping' }],
  ['coping skills', { kind: 'coping' }],
  ['calma', { kind: 'coping' }],
  ['LATER', { kind: 'later' }],
  ['later please', { kind: 'later' }],
  ['luego', { kind: 'later' }],
  ['más tarde', { kind: 'later' }],
  ['BACK', { kind: 'back' }],
  ['I’m back!', { kind: 'back' }],
  ['volver', { kind: 'back' }],
  ['HOME', { kind: 'another-number' }],
  ['988', { kind: 'another-number' }],
  ['911', { kind: 'another-number' }],
  ['741741', { kind: 'another-number' }],
  ['text HOME to 741741', { kind: 'another-number' }],
  ['HOLA al 741741', { kind: 'another-number' }],
];

describe('the words people use', () => {
  it.each(stops)('%j opts out [T4, T5, P2]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'stop' });
  });

  it.each(doubtful)('%j waits for a person [T9, P3]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'stop-or-not' });
  });

  it.each(wrongNumbers)('%j says that the number is somebody else’s [T17]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'wrong-number' });
  });

  it.each(starts)('%j opts in again [T8]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'start' });
  });

  it.each(plainHelps)('%j asks for the HELP answer [T3]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'help', forAPerson: false });
  });

  it.each(cries)('%j gets the HELP answer and a person', (body) => {
    expect(readWords(body)).toEqual({ kind: 'help', forAPerson: true });
  });

  it.each(yeses)('%j agrees where that was asked', (body) => {
    expect(readWords(body)).toEqual({ kind: 'yes' });
  });

  it.each(noes)('%j declines where that was asked', (body) => {
    expect(readWords(body)).toEqual({ kind: 'no' });
  });

  it.each(keywords)('%j is a keyword', (body, meaning) => {
    expect(readWords(body)).toEqual(meaning);
  });

  it.each(others)('%j is for the waiting question or a person [P24]', (body) => {
    expect(readWords(body)).toEqual({ kind: 'none' });
  });
});

describe('whatever stands around the words', () => {
  const mark = fc.constantFrom(
    ...Array.from(' \n\t.,!?;:-_"()*“”’…¡¿'),
    '🛑',
    '😡',
    '🙏🏽',
    '👨‍👩‍👧',
    '❤️',
    '™',
    '\u200b',
    '🇲🇽',
  );
  const noise = fc.array(mark, { maxLength: 6 }).map((marks) => marks.join(''));
  const courtesy = fc.constantFrom(
    '',
    'please',
    'thanks',
    'thank you',
    'por favor',
    'gracias',
    'ok',
    'hola',
    'pls',
  );
  const cased = (word: string): fc.Arbitrary<string> =>
    fc
      .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
      .map((upper) =>
        Array.from(word, (letter, index) => (upper[index] ? letter.toUpperCase() : letter)).join(''),
      );
  const kindOf = (body: string): string => readWords(body).kind;

  it('finds every stop word', () => {
    const word = fc
      .constantFrom(
        'stop',
        'stopall',
        'unsubscribe',
        'cancel',
        'end',
        'quit',
        'revoke',
        'opt-out',
        'opt out',
        'optout',
      )
      .chain(cased);
    const spanish = fc
      .constantFrom('remove', 'arrêt', 'td', 'alto', 'parar', 'basta', 'cancelar', 'baja', 'no más')
      .chain(cased);

    fc.assert(
      fc.property(
        noise,
        courtesy,
        fc.oneof(word, spanish),
        courtesy,
        noise,
        (open, before, said, after, close) => {
          expect(kindOf(`${open}${before} ${said} ${after}${close}`)).toBe('stop');
        },
      ),
    );
  });

  it('finds STOP said any number of times', () => {
    const stop = fc.tuple(cased('stop'), noise).map((parts) => parts.join(' '));

    fc.assert(
      fc.property(fc.array(stop, { minLength: 1, maxLength: 40 }), (said) => {
        expect(kindOf(said.join(' '))).toBe('stop');
      }),
    );
  });

  const everyday = fc.constantFrom(
    ...'my week was good and the house is quiet we walked with our dog mañana comida hermana lluvia trabajo bonito coffee garden'.split(
      ' ',
    ),
  );

  it('never takes a sentence for STOP because STOP is in it', () => {
    const sentence = fc.tuple(fc.array(everyday, { minLength: 2 }), fc.array(everyday, { minLength: 2 }));
    const word = fc.constantFrom('stop', 'cancel', 'end', 'quit', 'remove', 'alto', 'parar', 'unsubscribe');

    fc.assert(
      fc.property(
        sentence,
        word,
        noise.filter((marks) => /^[ ,]*$/.test(marks)),
        ([before, behind], said, close) => {
          expect(kindOf(`${before.join(' ')} ${said} ${behind.join(' ')}${close}`)).toBe('stop-or-not');
        },
      ),
    );
  });

  it('finds nothing where nothing was said', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            everyday,
            noise.filter((marks) => !marks.includes('🛑')),
          ),
        ),
        (words) => {
          const body = words.map((parts) => parts.join(' ')).join(' ');

          expect(kindOf(body)).toBe('none');
        },
      ),
    );
  });

  it('never opts in by anything but START, UNSTOP and their Spanish', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(everyday).map((words) => words.join(' ')),
        ),
        (body) => {
          fc.pre(!/start|unstop|iniciar|empezar|comenzar/i.test(body.normalize('NFKD')));

          expect(kindOf(body)).not.toBe('start');
        },
      ),
    );
  });

  it('reads any text whatsoever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        expect(readWords(body)).toHaveProperty('kind');
      }),
    );
  });

  it.each([
    'stop ',
    'no ',
    'please ',
    'dont text me ',
    '(((',
    ' ',
    'a',
    '\n',
    'stop. ',
    '👍',
    'me ',
    'texts ',
    'no me manden ',
  ])('reads 8,000 characters of %j in no time', (part) => {
    const began = performance.now();

    readWords(part.repeat(8000 / part.length));

    expect(performance.now() - began).toBeLessThan(250);
  });

  it('pauses between 1 and 60 days', () => {
    const unit = fc.constantFrom('', ' days', ' weeks', ' semanas', ' días', 'd', 'w', ' months');

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), unit, (count, of) => {
        const meaning = readWords(`pause ${count}${of}`);

        expect(meaning).toMatchObject({ kind: 'pause' });
        const days = meaning.kind === 'pause' ? meaning.days : undefined;
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(maxPauseDays);
      }),
    );
  });
});

describe('the keywords', () => {
  it.each(keywordWords().map((word) => [word]))('%j is none that carriers act on [A2]', (word) => {
    const { kind } = readWords(word);

    expect(carrierWords.has(word)).toBe(false);
    expect([
      'privacy',
      'language',
      'pause',
      'resume',
      'mentor',
      'coping',
      'later',
      'back',
      'share',
    ]).toContain(kind);
  });
});
