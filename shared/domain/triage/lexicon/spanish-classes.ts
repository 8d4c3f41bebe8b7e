import type { WordClasses } from '../pattern.ts';

/** What patterns call by name in Spanish; names end in a capital S. Words as normalised: no accents, no ñ. */
export const spanishClasses: WordClasses = {
  // Who
  partnerS:
    '(mi|mi propio|nuestra|la|el|su)? (esposo|esposa|marido|mujer|pareja|novio|novia|prometido|companero|senora|senor|conyuge|concubino|media naranja)|mi (hombre|viejo|vieja|ex|chico|chica|gordo|amor|nene)|el papa de (mi|mis) (hijos|hijo|nina|hija|nino)|la mama de (mi|mis) (hijos|hijo|nina|hija)',
  childS:
    '(mi|mis|el|la|los|las|un|una|su|sus|nuestro|nuestra|nuestros)? (hijo|hija|hijos|hijas|nino|nina|ninos|ninas|bebe|beba|bebes|nene|nenes|chiquito|chiquita|chamaco|chamacos|chamaca|chiquillo|chiquillos|nieto|nieta|nietos|sobrino|sobrina|hijastro|hijastra|menor|menores|pequeno|pequena|crio|crios|peque|peques|criatura|guagua|pelao|muchachito|muchachita)',
  familyS:
    '(mi|su|un|una|el|la)? (mama|papa|padre|madre|hermano|hermana|primo|prima|tio|tia|abuelo|abuela|amigo|amiga|vecino|vecina|companero|companera|cunado|cunada|suegro|suegra|padrino|madrina|padrastro|madrastra|roommate|compadre|comadre|pana|colega|cuate|sobrino|compa|broder)( de (cuarto|piso|casa))?',
  someoneS: 'alguien|un (tipo|muchacho|hombre|chico|senor|amigo)|una (muchacha|mujer|chica|senora|amiga)',
  elS: 'el|ella|ellos|$partnerS|$familyS|$someoneS|$childS',
  // When
  dayS: 'lunes|martes|miercoles|jueves|viernes|sabado|domingo|quincena|navidad',
  nowS: 'ahora|hoy|esta (noche|tarde|semana|madrugada)|ya|ahora mismo|mismo|manana|en este momento|(el|este)? $dayS|pronto|antes de (amanecer|que amanezca)|de una vez|en un rato',
  recentS:
    'anoche|ayer|antier|anteayer|hoy|esta (manana|tarde|noche|semana|madrugada)|ahora|el otro dia|(el|este)? $dayS|la semana pasada|el mes pasado|el fin de semana|este fin|hace (poco|#1-9|un|una|dos|tres|cuatro|unos|unas|rato|un rato) (dias|dia|horas|hora|semanas|semana|minutos|rato)?|otra vez|de nuevo|nuevamente|antenoche|recien',
  spanS:
    '(#1-9|#10+|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|varios|muchos|unos)? (dias|dia|semanas|semana|meses|mes|anos|ano|horas)',
  // Wanting and meaning to
  voyS: 'voy a|vamos a|iba a|ire a|pienso|planeo|he decidido|decidi|tengo que|tengo pensado|tengo planeado|estoy por|estoy a punto de|a punto de|estoy decidido a|estoy decidida a|estoy listo para|estoy lista para|debo|deberia|estoy pensando en irme a|necesito|tengo el plan de|tengo un plan para|mi plan es|voy ir a|boy a|toca|intentare|voy a intentar|intento|trato de|estoy tratando de|me propongo|vengo a|ya me voy a',
  quieroS:
    'quiero|queria|quisiera|quiere|quieren|quiera|deseo|desearia|tengo ganas de|dan ganas de|da ganas de|ganas de|necesito|me gustaria|prefiero|preferiria|me provoca|quieres|queremos|anhelo|me dan unas ganas de|tentado a|tentada a|tentacion de|me nace',
  piensoS:
    'pienso en|pensando en|pensado en|pensar en|penso en|pense en|pensaba en|idea de|ideas de|pensamientos de|pensamiento de|imagino|imaginando|se me cruza|se me ocurre|se me pasa por la cabeza|paso por la cabeza|planteado|planteando|considerado|considerando|considero|fantaseo con|sueno con|contemplado|impulso de|impulsos de|la idea de|dandole vueltas a|pienso mucho en|pienso seguido en|pienso a veces en',
  // Ending one's life
  matarmeS:
    'matarme|suicidarme|ahorcarme|colgarme|quitarme la vida|quitarme de en medio|acabar con mi vida|acabar con todo|acabar conmigo|terminar con mi vida|terminar con todo|acabar con esto de una vez|acabar mi vida|acabar mi existencia|dispararme|pegarme un tiro|darme un tiro|darme un balazo|meterme un tiro|meterme un balazo|pegarme un balazo|volarme (la cabeza|los sesos|la tapa)|cortarme (las)? (venas|munecas|el cuello|la yugular)|aventarme (de|del|a|al|por|desde|ante|frente|contra) ..3|tirarme (de|del|a|al|por|desde|abajo|frente|ante|encima) ..3|lanzarme (de|del|a|al|por|desde|contra) ..3|arrojarme (de|del|a|al|por|desde) ..3|saltar (del|de|desde|por|al) ..3|brincar (del|de|desde|al) ..3|saltar|brincar|chocar (el)? (carro|coche|auto|camion) (contra|a proposito|con) ..3|estrellar (el|mi)? (carro|coche|auto|moto) ..3|estrellarme|envenenarme|ahogarme en|despedirme de (este mundo|la vida|todos)|irme de este mundo|hacerme desaparecer|cometer suicidio|desvivirme|morirme|cortarme la vida|ponerle fin|poner fin a (mi vida|todo|esto)|ponerle fin a (mi vida|todo|esto)|echarme a las vias|irme para siempre|dormirme para siempre|morir|matar me|no despertar|no volver a despertar|dejar este mundo|dejar de existir|tragarme ..3 pastillas|meterme una sobredosis|sobredosis',
  matarmeStrictS:
    'matarme|suicidarme|ahorcarme|colgarme|quitarme la vida|acabar con mi vida|acabar conmigo|terminar con mi vida|acabar mi vida|dispararme|pegarme un tiro|darme un tiro|darme un balazo|meterme un tiro|meterme un balazo|volarme (la cabeza|los sesos)|cortarme (las)? (venas|munecas)|envenenarme|desvivirme|hacerme desaparecer',
  meMataS:
    'me (voy a|quiero|vamos a|queria|quisiera|pienso|tengo que|debo|deberia|estoy por)? (matar|suicidar|ahorcar|colgar|quitar la vida|quitar de en medio|disparar|pegar un tiro|dar un tiro|dar un balazo|meter un tiro|volar (la cabeza|los sesos|la tapa de los sesos)|cortar (las)? (venas|munecas|el cuello)|aventar (de|del|a|al|por|desde) ..3|tirar (de|del|a|al|por|desde) ..3|lanzar (de|del|a|al|por|desde) ..3|arrojar ..3|envenenar|desvivir|estrellar|echar a las vias|tragar todas ..3)',
  seMataS:
    'se (va a|quiere|esta|esta por|queria|iba a|vaya a|quiera|quieren)? (matar|suicidar|ahorcar|colgar|quitar la vida|disparar|dar un tiro|pegar un tiro|cortar las venas|aventar del ..2|tirar (del|al) ..2|lanzar del ..2|ahorcando|suicidando|cortando|matando|quitando la vida)|(matarse|suicidarse|ahorcarse|colgarse|quitarse la vida|dispararse|darse un tiro|pegarse un tiro|cortarse las venas|hacerse dano|lastimarse|tirarse (de|del|al) ..2|aventarse (de|del|al) ..2|lanzarse del ..2)',
  // Things
  armaS:
    'pistola|arma|cuchillo|machete|navaja|escopeta|rifle|revolver|fierro|cuete|fusca|punal|navajas|bate|martillo|hacha|tijeras|palo|gun|knife',
  pastillasS:
    'pastillas|pastilla|pildoras|pepas|tabletas|medicinas|medicamentos|medicina|medicamento|capsulas|somniferos|calmantes|clonazepam|rivotril|diazepam|valium|xanax|alprazolam|paracetamol|tramadol|ibuprofeno|aspirinas|lorazepam|tafil|antidepresivos|insulina|ansioliticos|tranquilizantes|metadona|suboxone|subutex|buprenorfina|percocets|quetiapina|pills|morfina|oxicodona|zolpidem|orfidal|trankimazin|lexatin|gotas|analgesicos|dosis|litio|sedantes|benzos',
  drogaS:
    'heroina|cocaina|coca|perico|cristal|meta|mota|marihuana|piedra|crack|fentanilo|fenta|droga|drogas|hierba|porro|porros|pastillas|pepas|polvo|tachas|speed|metanfetamina|foco|chiva|tecata|caballo|pase|pases|raya|rayas|linea|lineas|tiro|toque|toques|churro|perc|percs|xanax|bazuco|basuco|soda|base|weed|manteca|tusi|keta|mdma|extasis|farlopa|material|mercancia|opio|opiaceos|sustancias|spice|k2|jaco|una pipa|un pinchazo|un gallo|un joint|una bolsa',
  alcoholS:
    'cerveza|cervezas|chela|chelas|birra|birras|tequila|ron|vodka|whisky|vino|vinos|cana|canas|copa|copas|trago|tragos|alcohol|licor|mezcal|cheve|cheves|caguama|caguamas|botella|botellas|palo|palos|cubata|cubatas|copita|copitas|traguito|aguardiente|guaro|pisco|pulque|fria|frias|six|romo|pitorro|cana|shot|shots|michelada|micheladas|tinto',
  muchasS:
    'todas|todo|todos|entero|entera|enteros|un monton|monton|muchas|muchos|demasiadas|demasiados|demasiado|puno|punado|punada|bote|frasco|botella|blister|caja|toda|tantas|bastantes|de mas|un chingo|un chorro|burda|veinte|treinta|cuarenta|quince|cincuenta|doce|diez|once|cien|#10+|como #10+|de golpe|de un jalon|de una|doble',
  // Violence
  pegaS:
    'pega|pego|pegaba|golpea|golpeo|golpeaba|golpeado|pegado|cachetea|cacheteo|abofeteo|empuja|empujo|patea|pateo|estrangulo|estrangula|ahorco|ahorca|agrede|agredio|maltrata|maltrato|maltratado|lastima|lastimo|jala|jalo|jaloneo|jalonea|arrastro|arrastra|muerde|mordio|quemo|quema|zarandeo|zarandea|avento|avienta|tiro|lanzo|agarro a golpes|agarra a golpes|dio un (golpe|punetazo|cabezazo)|da golpes|dio golpes|dio una (cachetada|bofetada|golpiza|paliza|patada|nalgada fuerte|galleta|trompada|torta)|da (cachetadas|bofetadas|palizas)|metio un (puno|golpe|punetazo)|metio una (paliza|hostia|torta|cachetada)|apunalo|apreto (el cuello|del cuello)|aprieta el cuello|levanto la mano|levanta la mano|puso la mano encima|pone la mano encima|puso las manos encima|dejo (un)? (moreton|moretones|ojo morado|marcas|marcada|morado)|rompio (la|el|un|una) (nariz|brazo|labio|boca|diente|costilla|dedo|cara|mano|muneca)|partio (la|el) (labio|cara|boca|ceja)|escupe|escupio|pellizca|tumbo|madrea|madreo|cae a golpes|cayo a golpes|entro a golpes|violento|viola|violo|abuso de|abusa de',
  pegandoS:
    'pegando|golpeando|pateando|ahorcando|estrangulando|asfixiando|atacando|matando a (golpes|palos|patadas)|apunalando|cayendo a golpes|agarrando a golpes|dando (golpes|una paliza|de golpes|una golpiza|patadas)|lastimando|agrediendo|violando|cortando|quemando|disparando|arrastrando|madreando|persiguiendo con',
  miedoS: 'miedo|temor|panico de que|terror|pavor',
  // Substance use
  recaiS:
    'recai|recaimos|recaida|recayendo|recaido|cai otra vez|cai de nuevo|volvi a caer|tropece|tuve un (desliz|tropiezo|resbalon)|un desliz|una recaida|resbale|rompi (mi|la)? ..1 (sobriedad|abstinencia|racha)|perdi (mi|la)? ..1 (sobriedad|abstinencia|racha|mis dias)|la regue|meti la pata|volvi a (las andadas|lo mismo|las drogas|la bebida|la botella|los vicios|mis vicios)|dia (uno|1|cero|0) (otra vez|de nuevo)|empezar de cero|empiezo de cero|de vuelta a cero|la cague',
  consumiS:
    'consumi|consumir|consumiendo|use|fume|inhale|esnife|me (inyecte|drogue|emborrache|embriague|puse (borracho|borracha|hasta atras|pedo|peda|ciego)|chute|pique|meti|di un pase|di un toque|di un tiro|eche unos|eche unas|eche una|eche un|tome unas|tome unos|tome una|tome un|tome dos|tome tres|arranque|puse)|bebi|beber|tome alcohol|tome (cerveza|cervezas|vino|tequila|ron)|ando (pedo|borracho|drogado|pacheco|tomado)|agarre la (borrachera|jarra|peda|pea|juma)',
  distressS:
    'me odio|odio lo que hice|asco|basura|verguenza|culpa|culpable|llorar|llorando|lloro|sola|solo|desesperado|desesperada|desesperacion|hundido|hundida|fracasado|fracasada|fracaso|no valgo|no sirvo|inutil|miserable|destrozado|destrozada|sin esperanza|no se que hacer|perdido|perdida|no puedo mas|rendirme|me rindo|ya no puedo|deshecho|deshecha|fatal|me arrepiento|me muero de la pena|no hay nadie|porqueria|mierda|decepcionado de mi|decepcionada de mi|no me lo perdono|temblando de miedo|derrotado|derrotada',
};
