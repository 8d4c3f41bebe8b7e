import type { WordClasses } from '../pattern.ts';

/** What patterns call by name in English. Every form of a verb stands in its class: people mix tenses when they text. */
export const englishClasses: WordClasses = {
  // Who
  partner:
    '(my|our|her|the)? (husband|wife|spouse|partner|boyfriend|girlfriend|fiance|baby_daddy|fella|mister|missus|other half|better half|significant other) | my (man|guy|girl|woman|old man|old lady|ex|lady|babys dad|babys father|babys mother|kids dad|kids father|love)',
  child:
    '(my|our|the|a|her|his)? (youngest|oldest|little|step|younger|older|#1-9)? (kid|kids|child|children|baby|babies|toddler|toddlers|infant|newborn|son|sons|daughter|daughters|stepson|stepdaughter|grandson|granddaughter|grandbaby|niece|nephew|little one|little girl|little boy|girls|boys|boy|girl|#1-9 (year|yr) old)',
  family:
    '(my|our|his|her|the) (mom|mother|dad|father|parents|brother|sister|grandma|grandpa|grandmother|cousin|uncle|aunt|family|stepdad|stepmom|friend|friends|best friend|buddy|roommate|neighbor|neighbour|sponsee|sponsor|coworker|tenant|in law|mother in law|brother in law|housemate|pal|mate|homie|homegirl|homeboy|old man)',
  someone:
    'someone|somebody|a (guy|girl|man|woman|friend|kid|resident|stranger)|this (guy|girl|man|woman|dude|kid)|some (guy|girl|man|woman|kid)|one of the (guys|girls|residents)',
  he: 'he|she|they|$partner|$family|$someone|$child',
  him: 'him|her|them|$partner|$family|$someone|$child|everyone|everybody|people|that (man|woman|bitch|bastard|guy|asshole|piece ..2)|this (man|woman|bitch|bastard|asshole)|these people|his (mom|brother|family|friend|new girlfriend|girlfriend|ass)|her (boyfriend|ass|new man|family|mom)',
  me: 'me|us|$child|our (kids|baby|son|daughter)|$family',
  is: 'is|are|was|keeps|started|has been|been|am',
  // When
  day: 'monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|payday|christmas|thanksgiving',
  now: 'now|tonight|today|tomorrow|right now|right away|this (morning|afternoon|evening|weekend|week|minute|second|time)|soon|by (morning|sunrise|midnight|dawn|then)|(on|by|this|past|before|after)? $day|asap|immediately|as we speak|later',
  recent:
    'last (night|week|weekend|month|$day)|yesterday|today|tonight|this (morning|afternoon|evening|week|weekend)|(on|over the|past|this)? $day|(#1-9|a few|a couple|couple|few|two|three|four|five|six|a) (of)? (hours|hour|days|day|weeks|week|night|nights|minutes|mins) ago|earlier|again|the other (day|night)|the night before last|while i was out',
  span: '(#1-9|#10+|a|one|two|three|four|five|six|seven|eight|nine|ten|several|many|few|couple)? (days|day|weeks|week|months|month|years|year|yrs|yr|mo|mos|hours)',
  // Wanting and meaning to
  intend:
    '(am|is|are|was)? (going to|about to|ready to|planning to|planning on|set on|trying to|fixing to|determined to|prepared to) | will|shall|have to|has to|need to|needs to|plan to|plan on|plans to|plans on|planned to|intend to|decided to|deciding to|decided on|ought to|got to|try to|will try to|mean to|might|may|should|must|better off if i|(made|make) (my|up) ..2 to|going',
  want: 'want|wants|wanting|want to|wants to|wanting to|would like to|need to|wish i could|wish to|feel like|feels like|feeling like|urge to|urges to|urges of|tempted to|desire to|itching to|ready to|rather|would rather|prefer to|crave|would love to|in the mood to|am dying to',
  think:
    'think about|think of|thinks about|thinks of|thinking about|thinking of|thinking|thought about|thought of|thoughts of|thoughts about|thoughts on|thought|thoughts to|considering|consider|considered|contemplating|contemplate|contemplated|fantasize about|fantasizing about|fantasising about|fantasise about|verge of|close to|romanticising|suicidal about|obsessing over|dreaming of|dreaming about|dream of|dream about|daydream about|ideas of|idea of|ideas about|urge to|urges to|imagine|imagining|picture|picturing|wonder about|wondering about|debating|toying with|flirting with|planning out|looking up|researching|googling|reading about|visualizing|romanticizing',
  // Ending one's life
  selfKillVerb:
    'kill|kills|killing|killed|off|offing|offed|hang|hanging|hung|shoot|shooting|shot|unalive|unaliving|drown|drowning|poison|poisoning|gas|gassing|end|ending|delete|deleting|finish|finishing|knife|gun|suffocate|electrocute|neck|rope|top|topping|do|execute|murder|smother|strangle',
  selfKill: `$selfKillVerb myself (in|off)? | (matarme|suicidarme|ahorcarme|quitarme la vida)
    | (end|ending|ended|take|taking|took|taken|finish) (my|this) (own|sad|miserable|pathetic|stupid)? life
    | (commit|committing|commited|committed|do|doing|attempt|attempting|attempted|complete|completing|contemplate) suicide
    | suicide by cop | die by suicide
    | (slit|slitting|cut|cutting|slice|slicing|slash|slashing|open|opening) (open)? (my|up my) (own)? (wrist|wrists|throat|veins|vein|neck|arteries|artery|jugular)
    | (blow|blowing|blew) (my|these|his)? (own|brains|head|face) (brains|head|face)? (out|off|away)
    | (put|putting|stick|sticking|take|taking|eat|eating|swallow|swallowing) (a|one|this|that|the) (bullet|gun|pistol|shotgun|barrel|slug) ..1 (in|to|through|into|between)? ..2
    | (jump|jumping|jumped|leap|leaping|throw|throwing|hurl|fling|flinging) (myself)? (off|from|in front|out) (of)? (a|the|this|my|that|an)? ..1 (bridge|roof|building|balcony|cliff|overpass|window|ledge|train|bus|truck|traffic|parking garage|tower|hospital|platform|car|cars|semi|trains|edge|#10+)
    | (step|stepping|walk|walking|jump|jumping|run|running|lay|laying|lie|lying|throw|throwing|leap) (down)? (myself)? (out)? (in|in front of|into|under|onto|on|out into) (a|the|an|that|oncoming|next|some)? ..1 (train|trains|bus|traffic|truck|semi|subway|tracks|rails|railroad|highway|freeway|interstate|river|ocean)
    | (drive|driving|crash|crashing|steer|steering|swerve|swerving|run|running|ram|ramming|wrap|wrapping|veer|plow|send|sending) (my|the|this|our)? (car|truck|suv|bike|motorcycle|van|rig|jeep)? (straight|right|head on)? (off|into|around|through) (of)? (a|the|this|that|an|oncoming|next|some|any)? ..1 (bridge|cliff|pier|dock|mountain|tree|wall|pole|river|lake|semi|traffic|overpass|embankment|ravine|barrier|truck|guardrail|rail|median|concrete|canyon|telephone pole|train|ditch|rig|building|water)
    | (overdose|overdosing) (on purpose|myself|intentionally|deliberately|tonight|and die)
    | (sleep|asleep) (forever|for good|permanently)`,
  /** Words that end a life only where someone means to: too plain to stand alone. */
  endIt: `(end|ending) (it all|it|everything|things|this pain|the pain|my pain|my suffering|the suffering|this misery|my misery|all this|this) !(with|between|at|by|early|on|there|here|for)
    | (check|checking) out (for good|permanently|of life|of this life|early|tonight) | (call|calling) it quits on life | (leave|leaving) this (world|earth|life|planet|place for good) | (meet|meeting) (my maker|god|jesus) | (die|dying) !(of|laughing|from|for|if i|in my arms|hard|down|on me|over|to|without (my|coffee)|inside|when i) | morir | morirme | be dead | be gone (for good|forever) | not (wake up|wake) | never (wake|wakes|waking) (up)? | disappear (forever|for good) | (jump|jumping) (now|tonight|today|>|off (now|tonight|>)) !(on|in) | pull the trigger | pull over and die | bleed out | (join|joining) (him|her|my (mom|dad|mother|father|son|daughter|brother|wife|husband|baby)) in (heaven|the ground) | (cash|cashing) in my chips | (be|being) done with (life|living|this life|this world)`,
  otherKill:
    '(kill|killing|hang|hanging|shoot|shooting|hurt|hurting|harm|harming|cut|cutting|stab|drown|unalive|off) (himself|herself|themselves|themself|theirself) | (end|ending|take|taking|ends) (his|her|their) (own)? life | commit suicide | suicide | jump (off|in front)? | (slit|cut|slitting|cutting) (his|her|their) (wrists|wrist|throat) | (blow|blowing) (his|her|their) (brains|head)',
  lethal:
    'die|dead|kill me|kill (a|an) ..2 (person|man|woman|adult|someone)|kill you|kill someone|kill myself|kill yourself|kill himself|kill herself|kill themselves|kill your|end it|end my life|overdose|lethal|fatal|deadly|not wake up|never wake up|stop my heart|stop your heart|bleed out|be fatal|be lethal|death|do the job|finish me|put me to sleep forever|go to sleep forever|suicide|stop breathing',
  // Things
  gun: 'gun|guns|pistol|rifle|shotgun|revolver|handgun|firearm|glock|9mm|ar15|piece loaded|weapon|weapons|22|38 special|45',
  blade:
    'knife|knives|blade|blades|razor|razors|razorblade|box cutter|machete|scissors|sword|axe|hatchet|bat|hammer|screwdriver|crowbar',
  weapon: '$gun|$blade',
  noose: 'noose|rope|belt around my neck|cord around my neck',
  pills:
    'pills|pill|tabs|tablets|meds|medication|medications|medicine|medicines|capsules|tylenol|acetaminophen|paracetamol|advil|ibuprofen|aspirin|benadryl|seroquel|quetiapine|ambien|trazodone|gabapentin|gabas|lithium|insulin|zoloft|prozac|lexapro|wellbutrin|clonidine|melatonin|sleeping pills|sleep aids|painkillers|pain killers|antidepressants|nyquil|lorazepam|ativan|blood pressure ..1 (pills|meds)|heart (pills|meds)|prescription|prescriptions|amitriptyline|hydroxyzine|buspar|klonopin|klonopins|clonazepam|valium|xanax|bars|benzos|benzo|percocet|percocets|percs|perc|oxy|oxys|oxycodone|norco|norcos|vicodin|hydros|hydrocodone|roxy|roxies|morphine|tramadol|suboxone|methadone|adderall|diazepam|alprazolam|phenobarbital|barbiturates|muscle relaxers|flexeril|soma|somas',
  drug: 'heroin|dope|smack|fentanyl|meth|methamphetamine|crystal|crack|coke|cocaine|weed|pot|marijuana|xanax|percs|perc|percocet|percocets|oxy|oxys|oxycodone|norco|norcos|vicodin|hydros|hydrocodone|roxy|roxies|blues|klonopin|klonopins|valium|benzos|adderall|ketamine|ket|molly|ecstasy|mdma|lsd|shrooms|spice|k2|kratom|tina|tranq|opiates|opioids|drugs|drug|pills|speed|black tar|h|morphine|tramadol|dilaudid|uppers|downers|bars|dabs|edibles|edible|gummies|substances|a bag|a rock|a line|lines|a bump|bumps|a hit|a joint|a blunt|a bowl|a pill|a perc|a bar|an eighth|an 8 ball|ghb|poppers|ritalin|gabapentin|cough syrup|lean|powder|stuff|crank|yay',
  alcohol:
    'alcohol|beer|beers|wine|vodka|whiskey|whisky|rum|tequila|gin|liquor|booze|drink|drinks|shots|shot|six pack|sixpack|12 pack|case|fifth|half gallon|handle|pint|pints|margarita|margaritas|cocktail|cocktails|brandy|hennessy|henny|bourbon|champagne|mimosa|mimosas|white claw|white claws|sip|sips|glass|glasses|bottle|bottles|cold one|cold ones|tallboy|tall boys|moonshine|a fifth|mouthwash',
  // Taking too much
  took: 'took|take|taken|taking|swallowed|swallow|swallowing|downed|downing|ate|eaten|eating|popped|popping|ingested|drank|drunk|drinking|chugged|injected|shot|snorted|chewed|gulped|had|has|did|done|gobbled|crushed|got into|got hold of|got ahold of|got a hold of|put|found|chewing|licked',
  tookPills:
    'took|taken|taking|swallowed|swallowing|downed|downing|ate|eaten|popped|popping|ingested|chugged|gulped|gobbled|drank|had taken|overdosed on|chewed',
  lots: 'all|every|whole|entire|full|bunch|bunches|handful|handfuls|fistful|loads|tons|too many|so many|bottle|bottles|box|pack|packet|rest of|lots|as many|everything|double|triple|month supply|months worth|weeks worth|stash|cabinet|supply|half a bottle|half the bottle|mix of|cocktail of|dozens|a ton of|excess',
  many: '#8-9|#10+|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen',
  // Violence
  hits: 'hit|hits|hitting|beat|beats|beating|beaten|punch|punched|punches|punching|slap|slapped|slaps|slapping|smacked|smack|smacks|smacking|kick|kicked|kicks|kicking|choke|choked|chokes|choking|strangle|strangled|strangles|strangling|shove|shoved|shoves|shoving|push|pushed|pushes|pushing|attack|attacked|attacks|attacking|assaulted|assaulting|hurt|hurts|hurting|stab|stabbed|stabbing|bit|bites|biting|burned|burns|burning|whooped|whoops|whooping|jumped|grabbed|grabs|grabbing|shook|shakes|shaking|dragged|dragging|slammed|slams|slamming|headbutted|pinned|pinning|pistol whipped|swung|swung on|swinging on|swings on|swinging at|swings at|swung at|laid hands on|lays hands on|laying hands on|put (his|her|their) hands on|puts (his|her|their) hands on|putting (his|her|their) hands on|threw (something|things|stuff|a ..2|his ..1|her ..1) at|throws (something|things|stuff|a ..2) at|throwing (something|things|stuff|a ..2) at|spit on|spits on|knocked|knocking|roughed|abused|abuses|abusing|backhanded|backhands|clocked|decked|elbowed|kneed|whips|whipped|thrashed|suffocated|smothered|tackled|tased|ran over|body slammed|wailing on|whaling on',
  hitsNow:
    'hitting|beating|punching|slapping|kicking|choking|strangling|attacking|assaulting|hurting|stabbing|shooting|burning|dragging|swinging at|swinging on|raping|throwing (things|stuff|everything|furniture) at|putting (his|her) hands on|smashing|pinning|shoving|smacking|suffocating|drowning|whaling on|torturing',
  threat: 'threatened|threatens|threatening|threat|threats',
  afraid:
    'afraid|scared|terrified|frightened|fearful|in fear|fear|scares|terrifies|frightens|petrified|intimidated|nervous around',
  kill: 'kill|killing|murder|murdering|stab|stabbing|shoot|shooting|strangle|strangling|choke out|poison|poisoning|beat|burn|hurt|slit|end|destroy|attack|bash|smash|run over|execute|suffocate|smother|gut|bury|hit|slice|torture|knife|gun',
  // Substance use
  relapsed:
    'relapsed|relapse|relapsing|slipped|slipped up|lapsed|had a (lapse|slip)|fell off the wagon|fell off|off the wagon|backslid|back at it|back to (using|drinking|it|my old ways|the bottle|the needle)|gave in|caved|caved in|broke (my)? (sobriety|clean time|streak)|lost my (sobriety|clean time|clean date|streak|days|chip|clean days)|(blew|ruined|threw away) (my|all my)? ..2 (sobriety|clean time|days|months|weeks|years|streak|recovery)|(day|days) (one|1|zero|0) (again|>|all over)|reset my (date|counter|clock|days|app|clean date)|starting over at|back to (day|square) (one|1|zero|0)|messed up and (used|drank|got|smoked|had)|fell back (into|in)|went back out|picked up (again|>|$recent|after|a drink|the bottle|a bag|a white chip)|white chip|drank again|used again',
  using:
    'used|using|drank|drunk|smoked|smoking|snorted|sniffed|shot up|shooting up|shot dope|shot|popped|injected|did|doing|got (high|drunk|wasted|loaded|hammered|plastered|lit|stoned|tipsy|buzzed|trashed|blackout|faded|smashed|messed up)|blacked out|tied one on|railed|slammed|booted up|dosed|toked|vaped|bumped|drinking|took|taken|taking|had|ate',
  quit: 'clean|sober|off',
  distress:
    'hate myself|hating myself|feel like (trash|crap|garbage|a failure|a piece|nothing|dying|giving up|im nothing|scum|dirt)|disgusting|disgusted|worthless|ashamed|devastated|hopeless|failure|pathetic|crying|cant stop crying|desperate|despair|suicidal|giving up|give up|given up|no point|whats the point|dont know what to do|do not know what to do|spiraling|losing it|falling apart|scared|terrified|a mess|so low|alone|all alone|by myself|nobody home|nobody around|nobody to call|breaking down|broken|panicking|screwed|destroyed|cant forgive myself|can not forgive myself|can not stop|can not live|dont care anymore|do not care|shaking|sick of myself|let everyone down|ruined everything|in pieces|heartbroken|guilty as hell|drowning',
};
