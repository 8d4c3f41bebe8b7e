/**
 * True for words that ask for an end of texts in a sentence of their own, by any reasonable wording [T4, T5, P2]:
 * "stop texting me", "take me off this list", "I don't want these messages anymore", "no me manden más mensajes".
 * They must be about texts: "stop this bill" and "cancel my session" are not.
 */
export const isTextingRequest = (plain: string): boolean => request.test(plain);

/** True where a sentence may ask for it, or for leaving the programme: a person decides [T9]. */
export const isDoubtfulRequest = (plain: string): boolean => doubtful.test(plain);

const anyOf = (list: string): string => `(?:${list.replaceAll(/\s*\|\s*/g, '|')})`;

/** The things that we send. "It" and "this" alone are not among them: "end this" can mean a life. */
const texts = anyOf(
  'texts? | txts? | text messages? | messages? | mesages? | msgs? | msg | messaging | texting | sms | reminders? | alerts? ' +
    '| notifications? | check ?ins? | surveys? | questions | spam | emails? | updates | subscriptions? | suscripcion ' +
    '| mensajes? | mensajitos | mensages? | msjs? | textos? | avisos | recordatorios | notificaciones | preguntas | alertas',
);
const which = `(?:${anyOf(
  'all | any | anymore | anymor | the | these | those | this | that | them | your | ur | my | more | of | so many | further | other | future ' +
    '| stupid | automated | annoying | daily | weekly | from you | mas | los | las | el | la | un | estos | esos | esta | este | esa | ese | su | tu | sus ' +
    '| tus | tantos | mi | mis | de | ningun | otro | otros',
)} )*`;
/** Where it is said that they are sent, they may go without a name. */
const stuff = `${which}(?:${texts}|these|this|that|those|crap|shit|stuff|junk|things|esto|eso|nada)`;
const things = `${which}${texts}`;
const list = `${which}(?:text |texting |txt |mailing |contact |messaging |message |phone |sms |call )*${anyOf(
  'lists? | texts | txts | messages | msgs | system | service | database | records | lista | listas | mensajes | sistema ' +
    '| servicio | textos | suscripcion | these | this | all | everything',
)}`;
const us = anyOf(
  'me | us | to me | to us | my phone | to my phone | this number | to this number | my number | my cell',
);
const tails = `(?: ${anyOf(
  'anymore | any more | any longer | no more | again | ever | ever again | at all | now | right now | right away | from you ' +
    '| from now on | immediately | at once | asap | today | already | forever | for good | period | to me | to this number ' +
    '| at this number | on this number | on my phone | to my phone | here | from you guys | from this number | now on ' +
    '| nunca | jamas | ya | ahora | mas | nunca mas | a este numero | de inmediato | nada | a mi numero | a mi celular',
)})*`;

const doing = anyOf(
  'texting | textin | txting | messaging | msging | mesaging | contacting | writing | writing to | emailing | bothering ' +
    '| bugging | spamming | sending | sendin | annoying | receiving | getting | sms ing | with',
);
const doIt = anyOf('text | txt | message | msg | contact | write | write to | email | send | sms');
const bother = anyOf('bother | bug | spam | annoy | ping');
const not = anyOf('do not | dont | donot | never | do not ever | dont ever | no longer');

const english = [
  `(?:stop|quit|cease|end) ${doing}(?: ${us})?(?: ${stuff})?(?: to)?(?: ${us})?`,
  `(?:stop|cease|end|no)(?: all| any)? (?:further )?(?:contact|communication)(?: with me)`,
  '(?:stop|cease)(?: all| any)? (?:further )?(?:contact|communications?)|do not contact|dont contact',
  `(?:cancel|end) ${which}(?:texts?|txts?|text messages|messages|msgs|messaging|texting|sms|alerts|notifications|subscriptions?)`,
  `stop asking(?: ${us})?(?: ${things})?`,
  `(?:stop|quit|discontinue|turn off|unsubscribe(?: ${us})?(?: from)?|opt(?:ing)?(?: me)? out(?: of| from)?|no more) ${things}`,
  `(?:i |let me )?unsubscribe(?: ${us})?(?: from)? ${list}|(?:i |let me )unsubscribe|unsubscribe ${us}`,
  `(?:i |im |i am |let me )?opt(?:ing)?(?: me| us)? out(?: (?:of|from) ${list})?`,
  `(?:remove|delete|take|get) (?:from|off)(?: of)? ${list}|off(?: of)? ${list}`,
  `(?:remove|unlist) (?:me|us|my (?:phone |cell )?number|this number)(?: (?:off|from)(?: of)? ${list})?`,
  `(?:take|get) (?:me|us|my (?:phone |cell )?number|this number) (?:off|out)(?: of)? ${list}`,
  'take (?:me|us|my (?:phone |cell )?number|this number) off',
  `(?:delete|erase|lose|forget|remove|block) (?:my|this) (?:phone |cell )?(?:number|contact|info)(?: from ${list})?`,
  `${not} ${doIt} (?:${us}|${things})(?: ${stuff})?`,
  `${not} send(?: ${us})? anything(?: else)?(?: ${us})?`,
  `${not} ${bother} ${us}`,
  `${not} text`,
  `(?:i )?${not} (?:want|wish|need|care)(?: to have| to see| for)? ${things}`,
  `(?:i )?${not} (?:want to|wanna|wish to|care to|need to) (?:get|receive|keep getting|keep receiving|be sent) ${stuff}`,
  `(?:i )?${not} (?:want|wish) (?:you )?to ${doIt} ${us}`,
  `(?:i )?${not} (?:want|wish) to be ${anyOf('texted | messaged | contacted | bothered')}`,
  `(?:be|get) ${anyOf('removed | unsubscribed | opted out | taken off')}(?: (?:from|off|of|out of))*(?: ${list})?`,
  `be off(?: of)? ${list}`,
  `(?:i )?(?:hereby )?(?:revoke|withdraw)(?: my| all)? ${anyOf('consent | permission')}(?: to (?:text|be texted|texts|contact|be contacted|texting|message)(?: me)?)?`,
];

const enviar = anyOf(
  'manden | mande | mandes | envien | envie | envies | escriban | escriba | escribas | texteen | textee | textees ' +
    '| contacten | contacte | contactes | molesten | moleste | molestes | mensajeen',
);
const enviarme = anyOf(
  'mandar | mandarme | mandarnos | enviar | enviarme | enviando | mandando | escribir | escribirme | textear | textearme ' +
    '| molestar | molestarme | contactar | contactarme | mensajear | mensajearme | spamear | spamearme | llegar | recibir',
);
const spanish = [
  `(?:ya )?no (?:me|nos) ${enviar}(?: (?:mas|nada|ya))*(?: ${things})?`,
  `no (?:me|nos) llam(?:en|e|es) ni (?:me |nos )?${enviar}`,
  `no ${enviar}(?: (?:mas|nada|ya))*(?: ${things}| mas| nada)|no ${enviar}`,
  `(?:ya )?no (?:quiero|deseo|necesito|quisiera) (?:ya )?(?:mas )?(?:(?:recibir|seguir recibiendo|que (?:me|nos) ${enviar}) )?(?:mas )?${things}`,
  '(?:ya )?no (?:quiero|deseo) (?:recibir|seguir recibiendo) (?:esto|nada)',
  '(?:ya )?no (?:quiero|deseo) que (?:me|nos) sigan (?:escribiendo|mandando|enviando|texteando|molestando|contactando)',
  `como (?:cancelo|paro|detengo|quito|dejo de recibir|puedo dejar de recibir) ${things}`,
  `(?:ya )?no (?:quiero|deseo) que (?:me|nos) ${enviar}`,
  `(?:ya )?(?:dejen|deje|deja|dejar|dejad|dejame|dejenme|dejeme|paren|pare|para|parenle|pararle|parar) (?:ya )?de ${enviarme}(?: ${things})?`,
  `(?:alto|basta)(?: ya)? (?:a|de|con) ${things}`,
  `(?:parar|pare|paren|para|detener|detenga|detengan|cancelar|cancele|cancelen|cancela|terminar|termine|terminen|suspender|suspendan|anular|desactivar|bloquear|quitar|quiten) ${things}`,
  `(?:ya )?no mas ${things}`,
  `(?:darme|darse|dese|dar|denme|deme|dame|me den|dar me|darnos|me quiero dar|den) de baja(?: (?:de|del) ${list})?`,
  `(?:quiero|solicito|pido|deseo|dame|deme|denme|dar)(?: la| mi)? baja|que me den de baja`,
  `me (?:saquen|saque|quiten|quite|borren|borre|eliminen|elimine)(?: de ${list})?`,
  `(?:sacar|sacarme|saquenme|saqueme|sacame|quitar|quitarme|quitenme|quiteme|quitame|borrarme|borrenme|borreme|borrame|eliminarme|eliminenme|elimineme|eliminame|remuevanme|remuevame|salir|salirme|bajarme|bajenme|darme) de ${list}`,
  `(?:borrar|eliminar|quitar|sacar|borren|borre|borra|eliminen|elimine|elimina|quiten|quite|quita|olviden|olvide|saquen|saque) mi (?:numero|telefono|contacto|celular)(?: de ${list})?`,
  `(?:retiro|revoco|revocar|retirar) mi (?:consentimiento|permiso)`,
];

const request = new RegExp(`^(?:${[...english, ...spanish].join('|')})${tails}$`, 'u');

const doubtful = new RegExp(
  `(?:^| )(?:${[
    `${not} (?:${doIt}|${bother}) ${us}`,
    `${not} (?:want|need|wish)(?: to (?:get|receive|see))? (?:any |more |these |your |all )*(?:texts|messages|these)(?= |$)|never signed up|didnt sign up|did not sign up`,
    'leave (?:me|us) (?:the hell |the fuck )?alone|go away|fuck off|piss off|lose my number|(?:take|get) (?:me|us) off',
    'opt(?:ing|ed)? (?:me )?out|no more (?:texts|messages)|block(?:ing)? (?:you|your number|this number)',
    '(?:leave|leaving|quitting|exit|drop out of|dropping out of|withdraw from|take me out of|done with|out of) (?:the|this|your|ur) (?:program|programme|prgram|study)',
    'unenroll|drop me from|drop out|dropping out|withdraw me|i withdraw|no longer want to participate',
    `no (?:me|nos) ${enviar}|no mas (?:mensajes|textos)|no quiero (?:mas )?(?:mensajes|textos)|dejen de ${enviarme}`,
    '(?:dejen|deje|deja|dejad)(?:me|nos) (?:en paz|tranquil[oa])|(?:dejenme|dejeme|dejame|dejennos) (?:en paz|tranquil[oa]s?)|de baja',
    '(?:dejar|abandonar|salir|salirme|retirarme|retirar|terminar|renunciar) (?:del?|al?|el|este)(?: el| este| al)? programa',
    'wrong number|not my (?:number|phone)|(?:numero|telefono) equivocado|se equivoco de numero',
  ].join('|')})(?: |$)`,
  'u',
);
