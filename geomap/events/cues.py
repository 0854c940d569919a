"""Words around a trigger that decide what it means: means, targets, sides, accidents, sport."""

from __future__ import annotations

# What was used decides the sub-type of an attack; the first line that fits wins.
MEANS = (
    ("Chemical weapon", "chlorine sarin mustard nerve chemical"),
    ("Suicide bomb", "suicide vest"),
    (
        "Air/drone strike",
        (
            "airstrike airstrikes drone drones warplane warplanes jets aircraft helicopters "
            "helicopter airstrike aerial uav uavs jet warplane planes air"
        ),
    ),
    (
        "Shelling/artillery/missile attack",
        (
            "rocket rockets missile missiles mortar mortars artillery shell shells shelling "
            "howitzer tanks cannon"
        ),
    ),
    ("Grenade", "grenade grenades"),
    (
        "Remote explosive/landmine/IED",
        (
            "bomb bombs ied ieds mine mines landmine landmines explosive explosives dynamite blast "
            "detonated explosion device bombing"
        ),
    ),
)
MEANS_WORDS = tuple((name, frozenset(words.split())) for name, words in MEANS)
CONSEQUENCES = frozenset(
    "kill die injure wound murder slay maim perish death destroy hit strike target shoot dead".split()
) | {"shoot dead", "beating", "harass"}
VIOLENT = frozenset(("Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"))
VIOLENCE_SIGNS = frozenset(
    "gunmen gunman militants militant insurgents rebels terrorists terrorist assailants "
    "assailant guerrillas jihadists extremists bandits killed "
    "wounded injured casualties dead gunfire bullets bullet fired shots soldiers troops "
    "attackers attacker armed isis taliban bombing bomb bombs "
    "explosives explosive grenade grenades attacks attack fighters gunned shot houthis "
    "hamas hezbollah victims blood raid warplanes shells masked "
    "drone drones missile missiles rocket rockets aircraft jets artillery mortars".split()
)
ACCIDENT = frozenset(
    "crash collision accident accidents accidental accidentally derailed derailment "
    "capsized earthquake quake flood floods flooding landslide hurricane cyclone typhoon "
    "storm tornado avalanche drowned drowning cancer disease virus covid coronavirus "
    "cholera ebola outbreak epidemic pandemic heatwave drought illness fever measles "
    "stampede "
    "gas leak boiler wildfire wildfires electrical malaria pneumonia volcano eruption "
    "overdose heart crashed mudslide tsunami lightning collapsed collapse scaffolding "
    "mining "
    "refinery silo factory crane traffic typhoon locusts locust pesticide fire "
    "firefighters leukaemia leukemia stroke surgery".split()
)
SPORT = frozenset(
    "match goal goals season league cup coach player players striker midfielder defender "
    "scored team teams tournament championship championships olympic olympics innings "
    "wicket "
    "wickets batsman quarterback touchdown playoff playoffs referee semifinal semifinals "
    "fixture inning penalty game games film movie album novel chess racing".split()
)
ECONOMY = frozenset(
    (
        "market markets price prices stocks shares inflation investors profit bond currency "
        "dollar rates economy quarter revenue sales oil trade tax deficit votes poll polls "
        "percent election"
    ).split()
)
WEAPON_NOUNS = frozenset(
    (
        "bomb",
        "mine",
        "landmine",
        "land mine",
        "ied",
        "explosive",
        "grenade",
        "hand grenade",
        "missile",
        "rocket",
        "shell",
        "explosive device",
        "explosive charge",
    )
)
WEAPON_ACTS = frozenset(
    "exploded explodes explode exploding detonated detonates detonate went hit hits struck "
    "killed kills killing wounded wounding injured injuring destroyed ripped tore hurled "
    "thrown threw planted placed landed lobbed fell damaged rocked blasted wrecked left "
    "leaving targeted destroying slammed shook".split()
)
PERSONS = frozenset(
    "leader commander militant militants fighter fighters man men woman women suspect "
    "suspects operative operatives people member members head chief soldier soldiers rebel "
    "rebels "
    "insurgents terrorists gunmen suspected alleged wanted kingpin smuggler smugglers "
    "persons person journalist journalists deputy emir cell network protesters activists".split()
)
STATE = frozenset(
    "army troops government forces police coalition soldiers military security regime sdf "
    "peshmerga nato us u.s american russian syrian iraqi afghan ukrainian national marines "
    "commandos brigade liberated recaptured ukraine ethiopian somali nigerian".split()
)
NON_STATE = frozenset(
    "rebels rebel militants militant insurgents isis isil islamists taliban is daesh "
    "jihadists fighters separatists m23 houthis houthi shabaab guerrillas militia rsf tplf "
    "group "
    "haram militiamen gunmen opposition terrorists hts".split()
)
ARMED_TARGETS = (
    STATE
    | NON_STATE
    | frozenset(
        (
            "base convoy patrol outpost checkpoint barracks position positions battalion garrison "
            "hideout headquarters convoys bases"
        ).split()
    )
)


# Nouns that make a trigger before them a mere modifier: "attack helicopters", "bomb disposal".
MODIFIED = frozenset(
    "helicopter helicopters dog dogs disposal squad squads shelter shelters maker makers "
    "making factory workers worker industry victims victim suspect suspects charge charges "
    "trial trials "
    "case cases investigation investigations investigators survivor survivors plan plans "
    "plot plots threat threats alert warning site sites scene zone zones support "
    "capability capabilities "
    "drill drills exercise exercises law laws penalty sentence movement movements "
    "organisers organizers leader leaders front army "
    "party council vote ban bans mission missions risk prevention "
    "policy gear vest vests "
    "expert experts technician technicians toll rate rates anniversary memorial hoax scare "
    "campaigner persons person people camps camp detection clearance jacket team teams "
    "commission operations officer launcher launchers".split()
)

HARMED = frozenset("dead killed injured casualties victims wounded".split())
CROWDS = frozenset(
    (
        "protesters demonstrators protestors crowd crowds marchers mob mobs youths rioters "
        "strikers vigilantes"
    ).split()
)
COURTROOM = frozenset(
    "sentenced convicted trial jury verdict prosecutors indicted tribunal judge judges".split()
)
PROTEST_SIGNS = frozenset(
    (
        "protest protests protesters demonstrators demonstration union unions workers "
        "activists chanting students banners slogans supporters teachers rally held thousands "
        "hundreds streets"
    ).split()
)

AIRCRAFT = frozenset("jet jets warplane warplanes helicopter helicopters aircraft plane planes".split())
DEMONSTRATORS = frozenset("protesters protestors demonstrators marchers rioters".split())
POLICE = frozenset("police officers policemen security gendarmes".split())
MARKETS = frozenset("shares stocks index investors traders inflation currency markets futures bonds".split())

FORCE_ON_FORCE = frozenset(("attack", "kill", "assault", "injure", "wound"))  # between armed sides: a clash
ARMED = frozenset(
    "soldiers troops army patrol garrison battalion barracks checkpoint checkpoints outpost".split()
)
OFF_DUTY = frozenset(
    "bomb bombs explosion murdered executed kidnapped hostages prisoners church home civilians".split()
)
