/** `from = to; …`: how people write it, and the words that it stands for. */
const list = (source: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    source
      .split(';')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .flatMap((entry) => {
        const [from = '', to = ''] = entry.split('=');
        return from
          .trim()
          .split(/\s+/)
          .map((written): [string, readonly string[]] => [written, to.trim().split(/\s+/)]);
      }),
  );

/** Contractions, texting, slang and frequent misspellings of both languages, without accents and apostrophes. */
export const shorthand = list(`
  i_ll = i will; he_ll = he will; she_ll = she will; we_ll = we will; it_ll = it will; they_ll = they will; you_ll = you will; who_ll = who will;
  i_d = i would; he_d = he would; she_d = she would; we_d = we would; it_d = it would; they_d = they would; you_d = you would; who_d = who would;
  i_re = i are; he_re = here; she_re = she are; we_re = we are; it_re = it are; they_re = they are; you_re = you are; who_re = who are;
  aber aver = haber;
  im iam = i am; ive = i have; youre = you are; youve = you have; theyre = they are; theyve = they have; weve = we have;
  hes = he is; shes = she is; its = it is; thats = that is; theres = there is; whats = what is; whos = who is; wheres = where is;
  hows = how is; hed = he would; shed = she would; theyd = they would; youd = you would; itd = it would; lets = let us; itll = it will;
  youll = you will; theyll = they will; thatll = that will; someones = someone is; everyones = everyone is; everythings = everything is; nobodys = nobody is;
  husbands = husband is; wifes = wife is; boyfriends = boyfriend is; girlfriends = girlfriend is; tonights = tonight is; lifes = life is;
  dont dnt = do not; doesnt dosnt doesn = does not; didnt didn = did not; cant cannot cnt kant = can not; couldnt = could not; wont = will not;
  wouldnt = would not; shouldnt = should not; isnt = is not; arent = are not; aint = is not; wasnt = was not; werent = were not;
  havent haven havnt = have not; hasnt = has not; hadnt = had not; mustnt = must not; neednt = need not;
  wanna wana wnna = want to; wannabe = want to be; gonna gona gunna gon gnna goin = going to; tryna tryin = trying to; gotta = have to; hafta = have to;
  imma ima imma = i am going to; finna fixin boutta bouta = about to; bout = about; outta outof = out of; kinda sorta = kind_of; lemme = let me;
  gimme = give me; shoulda shouldve = should have; couldve = could have; wouldve = would have; mightve = might have; coulda = could have; woulda = would have; dunno = do not know; idk = i do not know;
  idc = i do not care; idgaf = i do not care; iono = i do not know; cba = can not be bothered; nvm = never_mind; ily = i love you;
  ilu = i love you; wyd = what are you doing; hmu = call me; ikr = i know; imo = i think; ttyl = talk later; brb = back soon; omw = on my way;
  otw = on the way; istg = i swear; icl ngl tbh tbf fr frfr deadass = really; rly rlly realy = really;
  u ya'll yall = you; ur = your; r = are; n nd = and; thru = through; tho = though; thx ty tysm = thanks; pls plz plss = please;
  bc bcuz cuz cus coz becuz bcoz cause = because; w = with; wo = without; b4 = before; ppl = people; sum1 some1 sm1 smone = someone; any1 = anyone; every1 = everyone;
  no1 noone = nobody; nun nuthin nothin nuttin = nothing; sumthin smth sth somethin = something; evrything everythin = everything; rn = right now;
  tn 2nite tonite tonit 2night tonigt tngt = tonight; 2day tday = today; 2morrow tmrw tmr tmw tomorow tommorow tommorrow tomorro = tomorrow; yest yday yesturday = yesterday; nite = night; wknd = weekend;
  wen = when; wat wut = what; wld = would; shld = should; cld = could; hav = have; luv = love; sry sorri = sorry; dat = that; dis = this; dem = them;
  da = the; dey = they; den = then; ova = over; anymor anymo nomo = anymore; alot = much; neva nvr nevr = never; agen agian = again; alne = alone; frend frends = friend;
  kms kmself kmsing kmys kmsss = kill myself; kys = kill yourself; ctb = kill myself; kil kll kyll = kill; killin kilin killling = killing; sui suic suwerslide sewerslide = suicide;
  unalived = unalive; unaliving = unaliving; mysel myslf mself myelf mysekf myslef mysef mysalf meself = myself; himslf hisself hself = himself; hersef herslf = herself;
  suaside suacide suside suiside suicid suicied sueicide = suicide; suacidal = suicidal;
  od ods odd ode = overdose; oded oding odding = overdosing; overdosin = overdosing; fent fetty fentynal fentanil fentanol fetanyl = fentanyl;
  narcaned narcanned = narcan; dyin = dying; diying dieing = dying; dye = die; dieded = died; hurtin = hurting; hittin = hitting; cuttin = cutting; usin = using; drinkin = drinking;
  smokin = smoking; chokin = choking; bleedin = bleeding; breathin brething breathng breatheing = breathing; breath = breathe; brething = breathing; nothn = nothing; livin = living; leavin = leaving; screamin = screaming; comin = coming; gettin = getting;
  takin = taking; thinkin = thinking; feelin = feeling; fightin = fighting; hidin = hiding; kickin = kicking; bangin = banging; beatin = beating; doin = doing; callin = calling;
  bf = boyfriend; gf = girlfriend; hubs hubby = husband; wifey = wife; hubbys = husband is; bd = baby_daddy; mum mums mama mommy = mom; fam = family; fiancee = fiance; sis = sister; roomie = roommate; kiddo = kid; kiddos = kids; lil = little;
  relasped relaspe relapsd = relapsed; relasping = relapsing; wdrawal withdrawl withdrawls withdrawel withdrawels withdrawals wds = withdrawal; hallucinatin halucinating = hallucinating;
  xannys xanny xannie xannies xans zans zannies = xanax; percs = percocet; subs sub suboxne subutex = suboxone; methadon = methadone; bennies = benzos;
  lol lolol lolz lmao lmfao rofl hehe jeje xd ijole = haha; jk jp = joke; kidding joking = joke; jokes = joke;
  knive = knife; nife = knife; gunn = gun; rehab = rehab; hosp = hospital; er = hospital; popo = police; po = police; ambulence ambulace ambulanc = ambulance;
  lonley lonly = lonely; depresed = depressed; anxios = anxious; panik = panic; hopless = hopeless; worthles = worthless; skared scard scaired scarred = scared; afriad = afraid; terified = terrified; tierd tird = tired;
  lyfe = life; liv = live; nomore = no more; everbody = everybody; wrld = world; w/o = without; goodby gudbye = goodbye; bye byeee = bye; cravin = craving; cravins = cravings;
  q k ke ki = que; kiero qiero kero quero qero kieru = quiero; kieres = quieres; kiere qiere kere = quiere; kiera = quiera; kisiera qisiera = quisiera; xq xk pq porq xke porke pork = porque; x = por; xa pa pal = para; m = me; t = te; d = de; dl = del;
  toy toi stoy etoy = estoy; ta tá sta = esta; tas = estas; tamos = estamos; tmb tb tbn tambn = tambien; ai = ahi; aser acer = hacer; ase = hace; ise = hice; boy = voy; bamos = vamos; ba = va; bas = vas;
  bida = vida; bibir bivir vibir vivr = vivir; bibo = vivo; kasa ksa = casa; komo cm = como; kuando cdo cuand = cuando; kien = quien; kitarme = quitarme; kito = quito; kita = quita; kedo = quedo; keda = queda; msj = mensaje; dsd = desde; dnd = donde; ntp = tranquilo; tqm tkm = te quiero mucho;
  nomas namas = solo_; ahorita orita aorita = ahora; ora = ahora; oy = hoy; aora haora = ahora; nunka = nunca; nda na = nada; muxo mxo = mucho; ermano = hermano; ermana = hermana; ijo = hijo; ija = hija; ijos = hijos; muger = mujer; espozo = esposo; marío = marido;
  pastiyas pastilas pstillas = pastillas; pastiya = pastilla; cuchiyo cuchio = cuchillo; matarm matrme = matarme; morirm = morirme; suicidarm suisidarme suisidarm sucidarme = suicidarme; suisidio sucidio = suicidio; suisida = suicida; mvoy = me voy; megusta = me gusta; nose = no se; aogar = ahogar; aogando = ahogando; aorcar = ahorcar; aorcarme = ahorcarme; aorcando = ahorcando; acabe = acabe;
  ayudenme alludame ayudeme ayudame ayudemen = ayuda; alluda auxilio = ayuda; respirá = respira; desperta = despierta; dspierta = despierta; sangr = sangre; reycai rrecai = recai; resaca = resaca; tomao = tomado; cansao cansaa = cansado; matao = matado; borracha = borracho; drogada drogao = drogado;
  mijo mija = hijo; mijito mijita = hijo; nene = nino; nena = nina; carnal = hermano; jefa jefita = mama; vieja viejo = esposo; jajaj jaaja = haha
`);

/** Shorthand of Spanish that means something else in English: it counts only in a text with Spanish in it. */
export const spanishOnly: ReadonlySet<string> = new Set(
  'q k ke ki x m t d ta tas toy toi boy ba bas na pa ora ai er n r done once mas sin he me dale ago ase'.split(
    ' ',
  ),
);

/** Shorthand of English that means something else in Spanish. */
export const englishOnly: ReadonlySet<string> = new Set(
  'n r da er den sub cause dye luv po dis dem'.split(' '),
);

/** What some emoji say. All others say nothing that a rule could use. */
export const emojiWords: ReadonlyMap<string, string> = new Map([
  ['🔫', 'gun'],
  ['🔪', 'knife'],
  ['🗡', 'knife'],
  ['💊', 'pills'],
  ['💉', 'needle'],
  ['⚰', 'coffin'],
  ['🪦', 'coffin'],
  ['🩸', 'blood'],
  ['🪢', 'rope'],
  ['😂', 'haha'],
  ['🤣', 'haha'],
  ['😹', 'haha'],
  ['😆', 'haha'],
  ['😅', 'haha'],
]);

/** Words that carry no meaning for a rule: left out of the line, so that no pattern needs to expect them. */
export const fillers: ReadonlySet<string> = new Set(
  (
    'really just fucking fuckin fckin fking fkn effing freaking frickin freakin friggin bloody damn dam goddamn literally honestly actually ' +
    'legit seriously totally completely absolutely basically lowkey highkey kind_of very super even already probably maybe possibly perhaps ' +
    'prolly please um uh hmm hey hi hello yo truthfully frankly simply definitely certainly truly apparently ' +
    'fuck motherfucking asf af ' +
    'pues bueno oye wey guey realmente verdaderamente pinche pinches pinshi puta puto neta literalmente simplemente sinceramente ' +
    'honestamente seriamente muy bien solo_ hola buenas quizas quiza talvez capaz porfa porfavor joder conio chacho manita cabron ' +
    'maldito maldita incluso siquiera definitivamente'
  ).split(' '),
);

/** Several words that are one, or none (an empty list): longest first where one begins another. */
export const rewrites: readonly (readonly [string, string])[] = [
  ['my self', 'myself'],
  ['him self', 'himself'],
  ['her self', 'herself'],
  ['them selves', 'themselves'],
  ['your self', 'yourself'],
  ['no one', 'nobody'],
  ['some one', 'someone'],
  ['any more', 'anymore'],
  ['not only', ''],
  ['not just', ''],
  ['sort of', ''],
  ['kind of', ''],
  ['not going to lie', ''],
  ['not gonna lie', ''],
  ['i swear to', ''],
  ['i swear', ''],
  ['swear to', ''],
  ['to be honest', ''],
  ['i think i am', 'i am'],
  ['over dose', 'overdose'],
  ['over dosed', 'overdosed'],
  ['over dosing', 'overdosing'],
  ['self harm', 'selfharm'],
  ['self harming', 'selfharm'],
  ['self harmed', 'selfharm'],
  ['self injury', 'selfharm'],
  ['self injure', 'selfharm'],
  ['un alive', 'unalive'],
  ['freaking out', 'panicking'],
  ['nada de', 'sin'],
  ['fuck it', 'screw it'],
  ['fuck this', 'screw this'],
  ['fuck sobriety', 'screw sobriety'],
  ['fuck recovery', 'screw recovery'],
  ['ex husband', 'ex'],
  ['ex wife', 'ex'],
  ['ex boyfriend', 'ex'],
  ['ex girlfriend', 'ex'],
  ['ex partner', 'ex'],
  ['ex esposo', 'ex'],
  ['ex novio', 'ex'],
  ['ex pareja', 'ex'],
  ['ex marido', 'ex'],
  ['te juro', ''],
  ['de verdad', ''],
  ['en serio', ''],
  ['la verdad', ''],
  ['la neta', ''],
  ['a lo mejor', ''],
  ['tal vez', ''],
  ['de veras', ''],
  ['por favor', ''],
  ['for real', ''],
  ['as well', ''],
  ['at all', ''],
  ['on top of me', 'on me'],
];

/** Misspellings of these words are recognised (one letter wrong, missing, doubled or swapped). All are long. */
export const respelled: readonly string[] = (
  'suicide suicidal myself himself herself overdose overdosed overdosing relapse relapsed relapsing craving cravings methadone suboxone ' +
  'naloxone breathing bleeding choking strangling strangled hallucinating hallucinations seizure seizures withdrawal tonight tomorrow ' +
  'goodbye pistol shotgun needle heroin fentanyl alcohol drinking whiskey husband boyfriend girlfriend bathroom terrified scared ' +
  'hopeless worthless burden depressed anxiety anxious therapist swallowed evicted threatened threatening hitting ' +
  'anymore everyone everything without killing stabbing stabbed bridge sober sponsor meeting methamphetamine ' +
  'suicidarme suicidio suicida matarme matarse morirme ahorcarme ahorcando cortarme pastillas sobredosis recaida recai consumir cuchillo ' +
  'pistola golpea golpeando amenaza amenazo convulsion convulsiones alucinaciones metadona esposo marido respira despierta sangrando ' +
  'desaparecer vivir morir quisiera aguanto ansiedad antojos despedida perdonenme ambulancia heroina cocaina'
).split(' ');
