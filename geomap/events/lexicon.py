"""Words that report events, by ACLED sub-event type: the table that `geomap.events.triggers` matches.

Every line is a phrase. A verb phrase is written with the base form of its verb first and is found in all
its forms; ``~`` stands for up to four other words ("take ~ hostage"). A noun phrase is found in singular
and plural. A phrase after ``?`` is *weak*: it reports an event only beside another sign of violence, since
people also die of illness and strikes are also stoppages of work. Types and sub-types are ACLED's
(codebook of March 2023), all 25.
"""

from __future__ import annotations

VERBS = {
    "Armed clash": """
        clash; skirmish; exchange fire; exchange gunfire; trade fire; trade gunfire; fight off; battle;
        beat back; repel; repulse; ambush; raid; storm; ? fight; ? engage; ? hit back; ? push back;
        launch an offensive; launch an assault; launch a counteroffensive; mount an offensive; do battle;
        exchange shots; trade shots; ? come under fire; waylay; engage in a firefight; repulse an attack;
        fight house to house; fight street to street; fight ~ pitched battles; dislodge""",
    "Government regains territory": """
        recapture; retake; reclaim; liberate; regain control; take back; win back; regain; overrun;
        take control; seize control; wrest control; gain control; gain ground; ? capture; ? seize;
        ? take over; ? advance into; ? push into; hold territory; clear of militants; take full control;
        secure the town; drive ~ out of; push ~ out of; enter the town; raise the flag; reoccupy;
        overrun ~ positions; ? lose control; ? fall to; ? be in control of""",
    "Non-violent transfer of territory": """
        withdraw from; pull out of; hand over control; cede control; cede territory; surrender the town;
        surrender control; ? retreat from; abandon positions; abandon their positions; be abandoned by;
        take over peacefully; enter without a fight; ? hand over; ? hand back; ? vacate; pull back from;
        quit ~ base; leave ~ base; ? change hands""",
    "Chemical weapon": """
        gas; use chemical weapons; use poison gas; use chlorine; use sarin; fire chemical; drop ~ chlorine;
        release ~ gas; drop ~ nerve agent""",
    "Air/drone strike": """
        carry out airstrikes; carry out air strikes; strafe; airdrop bombs; drop bombs; drop ieds;
        drop explosives; drop grenades; drop barrel bombs; drop bomblets; ? drop ~ bombs;
        operate armed drones; conduct airstrikes; conduct air strikes; launch airstrikes;
        launch air strikes; use armed drones; fire drones; fire ~ drones; fire a drone; launch drones;
        launch ~ drones; launch a drone; carry out ~ strikes; conduct ~ strikes; launch ~ strikes;
        launch ~ raids; carry out ~ raids; flatten; pound from the air; strike ~ from the air;
        drop ~ charge; drop ~ munition; hit ~ with a drone""",
    "Suicide bomb": """
        blow himself up; blow herself up; blow themselves up; detonate his vest; detonate her vest;
        detonate his explosives; detonate a suicide vest; detonate an explosive vest;
        detonate his explosive; detonate a suicide; detonate a vest; detonate his suicide; ram an explosive;
        blow up his vehicle; detonate ~ belt; detonate ~ explosives strapped; ram ~ truck into;
        ram ~ car into; detonate ~ car""",
    "Shelling/artillery/missile attack": """
        shell; bombard; mortar; fire rockets; fire missiles; fire mortars; fire ~ rockets; fire ~ missiles;
        fire a missile; fire a rocket; fire artillery; lob rockets; lob mortars; launch rockets;
        launch missiles; launch ~ rockets; launch ~ missiles; rocket; fire shells; fire mortar;
        launch a missile; launch ~ ballistic missiles; fire tank; ? pound; rain down on; ? slam into;
        fire ~ shells; fire ~ rounds at; fire ~ mortars; fire ~ ballistic; ? crash into; ? land in; ? land on;
        ? land near""",
    "Remote explosive/landmine/IED": """
        bomb; dynamite; blow up; blast; detonate; explode; go off; firebomb; ? plant ~ bomb;
        ? plant ~ explosives; set off ~ bomb; set off ~ explosives; place a bomb; ? booby trap;
        step on a landmine; step on a mine; hit a landmine; hit a mine; drive over a mine;
        hit a roadside bomb; strike a landmine; strike a mine; strike an explosive device;
        hit an explosive device; hit an ied; strike an ied; strike a roadside bomb; plant a bomb;
        plant a device; trigger a mine; rip through; tear through; tear apart; rip apart; blow apart;
        drive over ~ bomb; hit ~ roadside bomb; hit ~ landmine; hit ~ mine; strike ~ mine;
        strike ~ landmine; plant ~ device; place ~ bomb; run over ~ mine""",
    "Grenade": """
        throw a grenade; throw grenades; throw ~ grenade; throw ~ grenades; hurl a grenade; hurl ~ grenade;
        hurl ~ grenades; lob a grenade; lob ~ grenade; toss a grenade; toss ~ grenade; fire ~ grenade;
        lob grenades; hurl grenades; toss grenades; throw ~ explosive""",
    "Sexual violence": "rape; gang rape; sexually assault; sexually abuse; sexually enslave; molest",
    "Attack": """
        attack; kill; murder; assassinate; massacre; slaughter; slay; behead; execute; stab; gun down;
        shoot; shoot dead; open fire; machine gun; hack to death; beat to death; burn to death; torture;
        mow down; spray with bullets; riddle with bullets; butcher; decapitate; stone to death; strangle;
        plow into; plough into; drive into a crowd; drive into crowds; drive ~ into a crowd;
        drive ~ into crowds; drive ~ into pedestrians; plough ~ into; plow ~ into; poison; ram into;
        assault; ? beat; ? target; ? injure; ? wound; ? die; ? strike; ? hit; fire at; fire on; fire upon;
        fire shots; ? harass; hang; drown; ? sabotage; attempt to kill; ? maim; ? bludgeon; find ~ bodies;
        discover ~ bodies; knife; slit ~ throat; slit ~ throats; ? destroy; ? damage; run over; ? perish;
        ? spray; ? rake; hack; ? slash; fall upon; fell with a bullet; shoot ~ dead; shoot ~ in the head;
        burst into ~ and shoot; throw acid; pour acid; flog; club to death; beat up; liquidate; finish off;
        set upon; ram ~ into a crowd; ram ~ into pedestrians; find dead; find ~ dead; find ~ with bullet;
        find ~ beheaded; open up on; riddle; pump bullets; mow""",
    "Abduction/forced disappearance": """
        kidnap; abduct; take hostage; take ~ hostage; take ~ hostages; hold hostage; hold ~ hostage;
        hold captive; take captive; take ~ captive; seize ~ hostage; snatch; forcibly disappear;
        take prisoner; ? disappear; ? go missing; ? take away; ? bundle into; carry off; lead away;
        lead ~ away; drag away; drag ~ from; march off; march ~ away; whisk away; whisk ~ away; spirit away;
        bundle ~ into; force ~ into a car; force ~ into a vehicle; take ~ from ~ home; press gang;
        seize ~ crew; seize ~ travellers; hold ~ for ransom; ? vanish""",
    "Peaceful protest": """
        protest; demonstrate; rally; take to the streets; stage a sit in; stage a protest; hold a protest;
        stage a rally; hold a rally; stage a walkout; stage a demonstration; hold a demonstration;
        hold a vigil; go on strike; go on hunger strike; ? march; ? picket; block a highway;
        block the highway; block roads; block the road; walk off the job; ? gather; ? chant; down tools;
        walk out; take part in a protest; ? parade; walk in silence; walk out of; sit down on; block ~ road;
        block ~ highway; block ~ bridge; block ~ motorway; block ~ railway; form ~ human chain; bang pots;
        light candles; stage ~ sit in; hold ~ sit in; hold ~ vigil; hold ~ rally; hold ~ protest;
        stage ~ protest; stage ~ rally; stage ~ strike; begin ~ strike; occupy ~ square; occupy ~ building;
        occupy ~ campus; stop work; lay down tools; chain themselves; pitch tents; camp outside;
        turn out to; fill ~ square; throng; flock to""",
    "Protest with intervention": """
        disperse protesters; disperse demonstrators; disperse the crowd; disperse ~ protest;
        disperse ~ protesters; disperse ~ demonstrators; fire tear gas; fire ~ tear gas; use tear gas;
        use water cannon; fire water cannon; fire rubber bullets; disperse a; break up a protest;
        break up ~ protest; break up a demonstration; break up a rally; detain protesters;
        arrest protesters; break up ~ demonstration; charge ~ crowd; charge ~ protesters;
        charge ~ demonstrators; baton charge; use batons; wield batons; turn water cannon; clear ~ square;
        clear ~ camp; clear ~ sit in; disperse ~ crowd; disperse ~ march; disperse ~ rally; disperse them;
        break up ~ rally; break up ~ march; break up ~ crowd; break up ~ vigil; drag away ~ protesters;
        stop ~ march; detain ~ protesters; detain ~ demonstrators; arrest ~ protesters;
        arrest ~ demonstrators; fire pellets""",
    "Excessive force against protesters": """
        fire on protesters; fire live ammunition; fire live rounds; open fire on protesters;
        open fire on demonstrators; open fire on a crowd; open fire at protesters; shoot protesters;
        shoot demonstrators; kill protesters; shoot dead protesters; kill demonstrators;
        shoot at protesters; fire into ~ crowd; fire on ~ crowd; fire at ~ crowd; shoot into ~ crowd;
        fire into a crowd; open fire on ~ protesters; open fire on ~ demonstrators; fire on ~ demonstrators;
        fire on ~ protesters; fire at ~ demonstrators; shoot at ~ demonstrators; use live ammunition;
        use live fire; use live rounds""",
    "Violent demonstration": """
        riot; burn tyres; burn tires; throw stones; hurl stones; throw rocks; hurl rocks; pelt;
        throw petrol bombs; hurl petrol bombs; throw molotov; hurl molotov; set tyres; throw bottles;
        hurl bottles; barricade roads; clash with police; clash with riot police; set fire to police;
        storm parliament; hurl molotovs; smash windows; break windows; overturn ~ car; overturn ~ bus;
        throw eggs; hurl eggs; smash shop windows; break open; break into ~ shops; throw ~ stones;
        hurl ~ stones; throw ~ petrol bombs; hurl ~ petrol bombs; hurl bricks; throw bricks;
        throw fireworks; lob firecrackers; go on the rampage; rampage; run amok; scuffle with;
        fight ~ police; overturn ~ cars; overturn ~ vehicles; topple ~ statue; burn ~ tyres; burn ~ cars;
        set ~ cars; break through police; torch ~ cars; ? trash; ? stone; storm ~ building;
        storm ~ parliament""",
    "Mob violence": """
        lynch; beat ~ to death by a mob; ? set upon; mob; drag ~ from ~ car; beat ~ to death;
        stone ~ to death; necklace; burn ~ alive; ? come to blows; trade blows; attack each other""",
    "Agreement": """
        sign ~ agreement; sign ~ sign ~ deal; sign ~ truce; sign ~ ceasefire; agree to a ceasefire;
        agree to a truce; agree to ~ truce; agree on a ceasefire; agree to ~ ceasefire;
        agree to ~ cease fire; reach ~ agreement; reach ~ deal; reach ~ reach ~ truce;
        declare a ceasefire; declare ~ ceasefire; swap prisoners; exchange prisoners; agree on ~ ceasefire;
        sign ~ pact; sign ~ treaty; shake hands on; sign up to; make peace; initial ~ undertake to;
        agree to stop; agree to halt; agree to withdraw; agree to exchange; agree to disarm;
        announce ~ ceasefire; announce ~ truce; declare ~ truce; swap ~ prisoners; exchange ~ prisoners;
        exchange ~ captives""",
    "Arrests": """
        arrest; detain; apprehend; nab; take into custody; take ~ into custody; round up; imprison; jail;
        ? capture; be held in custody; ? catch; ? pick up; ? hold; haul in; haul away;
        take in ~ for questioning; cart off; swoop on; be in custody; place under arrest; extradite""",
    "Change to group/activity": """
        pledge allegiance; swear allegiance; vow allegiance; merge with; ? split from; defect;
        rename itself; announce its dissolution; disband; lay down arms; lay down ~ arms;
        lay down ~ weapons; surrender; deploy troops; deploy soldiers; deploy forces; deploy ~ troops;
        deploy ~ soldiers; redeploy; ? mobilise; ? mobilize; join forces; declare a state of emergency;
        impose a curfew; declare ~ emergency; impose ~ curfew; break away from; dissolve itself; ? dissolve;
        give up ~ weapons; hand in ~ weapons; hand over ~ weapons; turn themselves in; turn himself in;
        join ~ government; merge into; declare war; lift ~ curfew""",
    "Disrupted weapons use": """
        defuse; disarm ~ bomb; seize weapons; seize ~ weapons; seize ~ explosives; seize ~ rifles;
        seize ~ ammunition; seize ~ arms; intercept ~ drone; intercept ~ drones; intercept ~ missile;
        intercept ~ missiles; intercept ~ rockets; intercept ~ rocket; intercept ~ weapons; shoot down;
        bring down ~ drone; confiscate ~ weapons; discover ~ cache; destroy ~ cache; uncover ~ cache;
        find ~ cache; deactivate; disarm ~ device; defuse ~ bomb; defuse ~ device; make safe;
        dismantle ~ bomb; dig up ~ bomb; unearth ~ weapons; unearth ~ explosives; unearth ~ arms;
        recover ~ weapons; recover ~ rifles; recover ~ explosives; recover ~ ammunition; recover ~ mines;
        find ~ explosives; find ~ weapons; find ~ bomb; discover ~ weapons; discover ~ explosives;
        confiscate ~ rifles; confiscate ~ explosives; down ~ drones;
        down ~ drone; shoot down ~ drones; bring down ~ drones""",
    "Headquarters or base established": """
        establish ~ base; establish ~ headquarters; establish ~ camp; establish ~ outpost; set up ~ base;
        set up ~ checkpoint; set up ~ checkpoints; set up ~ camp; open ~ base; build ~ base;
        set up ~ outpost; establish ~ checkpoint; open ~ outpost; set up ~ headquarters; set up a base;
        set up camp; move into ~ barracks; build ~ outpost; install ~ checkpoint; erect ~ checkpoint""",
    "Looting/property destruction": """
        loot; pillage; ransack; torch; set fire to; set ~ on fire; set ablaze; set ~ ablaze; burn down;
        set alight; set ~ alight; vandalise; vandalize; demolish; bulldoze; plunder; raze; rob; ? burn;
        ? steal; desecrate; deface; ? smash; strip bare; strip ~ of; ? clean out; ? gut; ? wreck; ? topple;
        ? tear down; ? pull down; put to the torch; put ~ to the torch; go up in flames; go up in smoke;
        burn ~ houses; burn ~ homes; burn ~ shops; break into ~ shops; ? hold up; hold up ~ bank;
        make off with; rustle; daub; uproot; smash up; sabotage; raid ~ bank; empty ~ vault; steal ~ cattle;
        knock out ~ power""",
    "Other": """
        displace; ? flee from; ? flee to; ? flee into; ? flee across; ? flee towards; flee their homes;
        flee ~ homes; be forced to flee; unearth ~ mass grave; find ~ mass grave; uncover ~ mass grave;
        discover ~ mass grave; hijack; ? transfer; exhume; free ~ hostages; release ~ hostages;
        release ~ prisoners; free ~ prisoners; evacuate; escape from prison; break out of prison;
        set ~ free; free from prison; walk free from captivity""",
}

NOUNS = {
    "Armed clash": """
        clash; armed clash; firefight; gunfight; gun battle; gunbattle; shootout; shoot out;
        exchange of fire; exchange of gunfire; skirmish; ambush; offensive; counteroffensive;
        counter offensive; pitched battle; fierce battle; heavy battle; raid; armed confrontation;
        cross border raid; ? siege; ? fighting; ? battle; ? assault; ? confrontation; ? combat; ? incursion;
        ? operation; exchange of shots; street fighting; heavy fighting; fierce fighting; gun fight;
        armed engagement; fire fight; running battle""",
    "Government regains territory": "recapture; liberation; ? capture; ? seizure; ? fall; ? takeover",
    "Non-violent transfer of territory": "? withdrawal; ? handover; ? pullout",
    "Chemical weapon": """
        chemical attack; chemical weapons attack; gas attack; sarin attack; chlorine attack;
        nerve agent attack;
        poison gas attack; mustard gas attack""",
    "Air/drone strike": """
        airstrike; air strike; air raid; drone strike; drone attack; aerial bombardment; bombing raid;
        aerial attack; air attack; aerial bombing; bombing run; helicopter attack; barrel bomb; us strike;
        israeli strike; coalition strike; drone raid; airstrikes; glide bomb; strafing""",
    "Suicide bomb": """
        suicide bombing; suicide attack; suicide bomb; suicide blast; suicide car bombing;
        suicide car bomb; suicide explosion; suicide bomber;
        suicide truck bombing; suicide vest""",
    "Shelling/artillery/missile attack": """
        shelling; artillery fire; artillery attack; artillery strike; rocket attack; rocket fire;
        missile attack; missile strike; mortar attack; mortar fire; mortar shell; mortar round; bombardment;
        barrage; rocket strike; artillery shelling; artillery shell; salvo; rocket barrage; missile barrage;
        tank fire; ? strike; ? rocket; ? missile; ? shell; artillery duel; rocket salvo; cross border fire;
        cross border shelling; artillery bombardment; mortar bomb; rocket volley""",
    "Remote explosive/landmine/IED": """
        bombing; bomb attack; car bomb; car bombing; roadside bomb; roadside bombing; bomb blast; blast;
        explosion; truck bomb; truck bombing; landmine explosion; mine explosion; ied attack;
        landmine blast; mine blast; ied explosion; explosive device; explosive charge; dynamite attack;
        parcel bomb; letter bomb; bomb explosion; twin blasts; magnetic bomb; sticky bomb; ? landmine;
        ? ied; ? bomb; ? land mine; ? explosive; ? mine; twin bombing; double bombing;
        improvised bomb; pipe bomb; nail bomb; bus bombing; booby trap; pressure cooker bomb; limpet mine;
        sea mine""",
    "Grenade": """
        grenade attack; hand grenade attack; grenade blast; grenade explosion; ? grenade; ? hand grenade""",
    "Sexual violence": "rape; gang rape; sexual assault; sexual violence; sexual abuse",
    "Attack": """
        attack; terrorist attack; terror attack; armed attack; assassination; murder; massacre; killing;
        shooting; beheading; execution; slaughter; stabbing; knife attack; gun attack; mass shooting;
        slaying; homicide; ramming; ramming attack; car ramming; machine gunning; assassination attempt;
        ? death; ? atrocity; ? torture; ? beating; ? assault; ? violence; ? incident; ? crime; ? onslaught;
        ? harassment; ? sabotage; drive by shooting; knifing; acid attack; gunfire attack; killings;
        bloodbath; ? carnage; machete attack; axe attack; honour killing; lone gunman attack; sniper fire;
        rampage""",
    "Abduction/forced disappearance": """
        kidnapping; abduction; hostage taking; hostage crisis; enforced disappearance; forced disappearance;
        mass abduction; mass kidnapping; ? disappearance; ? hostage; ? captivity; ? capture; snatching;
        ransom kidnapping""",
    "Peaceful protest": """
        protest; demonstration; sit in; protest march; protest rally; march; hunger strike; general strike;
        walkout; candlelight vigil; street protest; picket; ? rally; ? vigil; ? strike; ? blockade; sitdown;
        sit down protest; human chain; roadblock; torchlight procession; procession; go slow; ? shutdown;
        mass rally; work stoppage""",
    "Protest with intervention": """
        ? crackdown; ? tear gas; baton charge; lathi charge; water cannon""",
    "Excessive force against protesters": "",
    "Violent demonstration": """
        riot; rioting; street riot; unrest; ? violence; ? disturbance; street clash; prison riot;
        street violence; ? disorder; prison mutiny; mutiny""",
    "Mob violence": """
        lynching; mob attack; mob violence; mob justice; communal violence; communal clash;
        intercommunal violence; sectarian violence; tribal clash; pogrom; ? mob; ? brawl; mob killing;
        vigilante killing; necklacing; ethnic clash; communal riot""",
    "Agreement": """
        ceasefire agreement; peace agreement; peace peace deal; ceasefire deal; truce;
        prisoner exchange; prisoner swap; ? ceasefire; ? cease fire; ? deal; ? agreement;
        armistice; memorandum of understanding; prisoner release deal""",
    "Arrests": """
        arrest; detention; roundup; mass arrest; ? capture""",
    "Change to group/activity": """
        ? defection; ? merger; ? deployment; troop buildup; ? surrender; ? curfew""",
    "Disrupted weapons use": """
        weapons seizure; arms seizure; weapons cache; arms cache; ? seizure; arms haul; weapons haul;
        arms find; controlled explosion""",
    "Headquarters or base established": "",
    "Looting/property destruction": """
        looting; arson attack; arson; pillage; robbery; bank robbery; ransacking; demolition; vandalism;
        ? theft; ? destruction; ? fire; ? hold up; heist; cattle raid; cattle rustling; bank raid;
        burglary; sabotage; pillaging; torching""",
    "Other": "hijacking; jailbreak; jail break; prison break; displacement; ? exodus; ? evacuation",
}

# Phrases that hold a trigger's word and report nothing: found first, then dropped.
NOT_EVENTS = """
        shot up; shoots up; shoot up; shot to fame; shot put; heart attack; heart attacks;
        panic attack; panic attacks; asthma attack; cyber attack;
    cyber attacks; cyberattack; cyberattacks; death penalty; death sentence; death sentences;
    death row; death toll; death rate; death certificate; murder rate; killing spree;
    penalty shootout; free fall; fall short; fall apart; fall victim; falls victim; in the fall;
    strike a deal; strike a balance; struck a deal; struck a balance; strike price;
    price war; trade war; seize power; seizes power; seized power;
    blow up in; hit by a car; hit the market; hit a record; hit record;
    fire department; fire brigade; fire service; fire fighters;
    in a bid to; under fire from critics; attack ad; attack ads; human rights; bomb disposal;
    bomb threat; bomb threats; bomb shelter; bomb shelters; bombshell; shooting star;
    shooting guard; special operations;
    special operation; military exercise; mine workers; mine clearance; gold mine; gold mines;
        riot police; riot gear; in protest; in protest at;
    coal mine; coal mines; copper mine; diamond mine; data breach; photo shoot; film shooting;
    protest vote; demolition derby; rocket science; rocket launch;
    space rocket; fire season; target date; sales target; inflation target; hit song; hits theaters;
    dead heat; march madness; peaceful march of time; exploded onto; population explosion;
    explosion of interest; regain freedom; regained freedom; regain their freedom; regained their freedom;
    regained his freedom; regained her freedom; regain consciousness; regained consciousness"""
