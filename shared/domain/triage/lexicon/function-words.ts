/** Clause ends in a line of normalised words: a full stop ends the sentence too, a comma only the clause. */
export const boundaries = '.,';

/** Words that deny what follows. Contractions are spelt out before ("can't" is "can not"). */
export const negators: readonly string[] =
  'not no never none nor neither without zero nobody hardly stopped nunca jamas sin ni tampoco nadie cero ningun ninguna ninguno'.split(
    ' ',
  );

/** What may stand between a negation and what it denies: "not | going to try to | …". */
export const transparentWords: readonly string[] = (
  'a an the any my me that of to at in on into it have has had having be been being am is are was were do does did doing ' +
  'feel feels felt feeling want wants wanted wanting need needs going will would could can gonna plan plans planning planned intent ' +
  'intention intentions intend thoughts thought thinking think about ever currently get getting got try trying tried like urge ' +
  'urges desire desires wish longer having considering contemplating consider actively even here experiencing ' +
  'actual active sort kind had ' +
  'quiero quise queria quieres tengo tenia tuve tener tenido he ha habia voy vas iba ir a de en el la los las un una me mi mis que ' +
  'pienso pense pensado pensaba pensando pensar siento senti sentido sentia sintiendo estoy estaba estado ganas deseos ' +
  'intencion intenciones planes plan pensamientos ideas idea nada ningun ninguna mas ya hoy ahora creo creer por intento ' +
  'intentado vuelto vuelvo volvi volver hemos han nos soy era eres'
).split(' ');

/** Between "not" and its object, words that carry on a denial over a speaker: "I don't think that I …". */
export const transparentPhrases: readonly string[] = [
  '(?:think|thinking|saying|said|say|mean|like|believe) (?:that )?i ',
  'that i ',
  '(?:creo|digo|pienso) que ',
];

/** Before a negation these take its force: "the only reason I don't", "why not". */
export const negationBreakers: readonly string[] =
  'why reason reasons thing stopping keeps keeping razon motivo'.split(' ');
