"""What stands in news articles more often than its kind: the shares measured on the corpora of `tests/`.

Three hundred articles in thirty languages and forty stories, each story counted once; shares of 100 articles. Under
four articles the usual share of the kind stands (`rarity.USUAL`).
"""

from __future__ import annotations

#: kind -> share in per cent -> what is that common
_MEASURED: dict[str, dict[float, str]] = {
    "country": {
        50: "US",
        30: "AZ RU",
        20: "AM TR",
        15: "CN FR UA",
        10: "BE DE GB IL IR JP NL",
        7: "BR EG GE HU IN KR PL QA SA TW",
        5: "AE AF AU CD CO ML PS",
    },
    "person": {
        20: "donald-trump",
        10: "ilham-aliyev",
        7: "dmitry-peskov mark-rutte nikol-pashinyan volodymyr-zelensky xi-jinping",
        5: "abbas-araghchi benjamin-netanyahu emmanuel-macron sanae-takaichi steve-witkoff vladimir-putin",
        3: (
            "abdel-fattah-al-burhan ahmed-al-sharaa antonio-guterres friedrich-merz gustavo-petro "
            "hakan-fidan hikmet-hajiyev jeyhun-bayramov kaja-kallas lai-ching-te lee-jae-myung lula-da-silva "
            "marco-rubio maria-zakharova nicolas-maduro recep-tayyip-erdogan tedros-adhanom-ghebreyesus "
            "ursula-von-der-leyen viktor-orban"
        ),
        2: (
            "ararat-mirzoyan boris-pistorius donald-tusk israel-katz javier-milei michael-randrianirina "
            "mohamed-hamdan-dagalo rafael-grossi robert-fico scott-bessent"
        ),
        1.5: (
            "ali-khamenei andry-rajoelina antony-blinken assimi-goita bart-de-wever jared-kushner "
            "keir-starmer maria-corina-machado mher-grigoryan paul-biya paul-kagame pete-hegseth "
            "ruben-vardanyan sadyr-japarov tom-barrack volker-turk zakir-hasanov"
        ),
        1: (
            "abdourahamane-tiani albin-kurti aleksandar-vucic anthony-albanese charles-michel "
            "felix-tshisekedi guo-jiakun itamar-ben-gvir jens-stoltenberg joseph-aoun kassym-jomart-tokayev "
            "mahmoud-ali-youssouf mao-ning maros-sefcovic masoud-pezeshkian mazloum-abdi narendra-modi "
            "shahin-mustafayev"
        ),
    },
    "org": {
        20: "european-union united-nations",
        15: "nato",
        10: "kremlin",
        7: "african-union european-commission white-house",
        5: ("china-commerce-ministry idf nvidia russia-defence-ministry un-security-council us-state-department who"),
        3: (
            "armenia-defence-ministry azerbaijan-armed-forces hamas hezbollah houthis iaea icc jnim msf "
            "nexperia opec-plus osce pentagon qarabag-fk rapid-support-forces russia-foreign-ministry "
            "russian-armed-forces tsmc uefa ukraine-general-staff us-treasury volkswagen wfp"
        ),
        2: (
            "africa-cdc china-foreign-ministry ecowas eu-mission-armenia euroclear hrw icrc irgc "
            "islamic-state m23 pla samsung sudanese-armed-forces syrian-democratic-forces unhcr"
        ),
        1.5: (
            "alliance-of-sahel-states armenia-foreign-ministry azerbaijan-defence-ministry "
            "azerbaijan-foreign-ministry european-central-bank european-council federal-reserve imf "
            "iran-foreign-ministry lukoil non-aligned-movement osce-minsk-group rosneft socar "
            "syrian-observatory ukrainian-armed-forces unifil us-navy"
        ),
        1: (
            "africa-corps-russia amnesty-international bank-of-japan eln gcc hyundai iea "
            "institute-for-the-study-of-war iran-parliament kuomintang pkk sk-hynix stellantis toyota unrwa "
            "world-bank"
        ),
    },
    "event": {
        3: "apec champions-league cop30 partnership-for-peace",
        2: "nobel-peace-prize",
        1.5: "azerbaijan-grand-prix trump-route",
        1: ("africa-cup-of-nations coalition-of-the-willing conference-league jcpoa npt paris-agreement ukraine-war"),
    },
    "place": {
        20: "baku",
        15: "washington",
        10: "brussels moscow yerevan",
        7: "beijing kyiv tehran",
        5: "europe gaza nagorno-karabakh south-caucasus tokyo",
        3: (
            "ankara bamako belem budapest busan caspian darfur doha el-fasher istanbul kharkiv paris "
            "pokrovsk taipei the-hague"
        ),
        2: (
            "abu-dhabi africa berlin bishkek cairo caribbean caucasus damascus fordow geneva gyeongju london "
            "nakhchivan natanz odesa strait-of-hormuz syunik taiwan-strait tbilisi warsaw"
        ),
        1.5: (
            "antananarivo belgrade caracas isfahan jerusalem khan-younis kinshasa litani niamey ouagadougou "
            "rafah seoul sweida tel-aviv zaporizhzhia"
        ),
        1: (
            "aleppo arizona baltic-sea baltic-states beirut bogota cebu central-asia golan-heights kigali "
            "kupiansk lisbon middle-east oslo pristina sahel sharm-el-sheikh tashkent toronto"
        ),
    },
    "topic": {
        15: "ceasefire war",
        10: ("court-case drone-attack elections mediation peace-talks peace-treaty sanctions sport summit-diplomacy"),
        7: (
            "air-defence airspace-incursion captives central-bank critical-minerals energy football "
            "humanitarian-aid insurgency military-aid military-exercise refugees semiconductors trade-war"
        ),
        5: (
            "air-strike airport budget car-industry civilian-casualties climate constitution coup "
            "disarmament disaster drug-trafficking electricity export-controls fighter-jets hostages "
            "jihadism militia mining missile-attack observers official-visit oil-price oil-tanker parliament "
            "prosecutors protest shipping-attack state-of-emergency stock-market telephone-call "
            "territorial-integrity trade transport-links"
        ),
        3: (
            "aircraft-carrier ambassador-recall artificial-intelligence ballistic-missile "
            "border-delimitation border-incidents ceasefire-violations conscription currency "
            "defence-cooperation defence-spending earthquake energy-security epidemic famine gas-supply "
            "government-formation human-rights inflation international-court investment lng military-base "
            "military-junta nato-partnership naval-blockade normalisation nuclear-programme "
            "organisation-withdrawal pipeline politician-trial railway recession reparations "
            "security-cooperation soy strike supply-chain troop-withdrawal vaccination war-crimes"
        ),
        2: (
            "arms-sales balancing cholera coast-guard corruption election-fraud espionage "
            "free-trade-agreement fuel-crisis gold mercenaries missile-test mpox nationalisation "
            "nato-enlargement nobel-prize nuclear-energy nuclear-weapons oil-exploration pensions "
            "political-crisis sabotage storm succession uranium"
        ),
    },
}
#: feature -> share of all articles
COMMON = {
    f"{kind}/{one}": per_cent / 100
    for kind, shares in _MEASURED.items()
    for per_cent, many in shares.items()
    for one in many.split()
}
#: consonants of names and words that are commoner than their number would have it
_NAMES: dict[float, str] = {
    3: "prstnt",
    1.5: "nrtmrk prkpr prkst prstpn",
    1: "krpnp mstrk prpkt prprt prpst rsmpr rstrpt sntpt tnkrnkn ~shahed",
}
#: consonants -> share of all articles
COMMON_NAMES = {bones: per_cent / 100 for per_cent, many in _NAMES.items() for bones in many.split()}
