/* SPDX-License-Identifier: MIT */
#ifndef SCRUB_QUASI_CUES_H
#define SCRUB_QUASI_CUES_H

#include "quasi.h"

/*
 * Words of quasi.c: a row is one detail, said in different ways. Ages and
 * countries have no row: they are found by their shape and by the word table.
 * What is said of every operation ("female luer", "driver" of screws) and of
 * the staff is not here.
 */

/* clang-format off */
static const struct {
	enum quasi_kind kind;
	const char *words; /* with | between, as text.c folds them */
} quasi_cues[] = {
	{ QUASI_SEX, "male|man|gentleman|gent|boy|laki laki|laki|pria|lelaki" },
	{ QUASI_SEX, "female|woman|lady|girl|perempuan|wanita|gadis" },

	{ QUASI_OPERATION, "face transplant|facial transplant|transplantasi wajah" },
	{ QUASI_OPERATION, "hand transplant|arm transplant|limb transplant" },
	{ QUASI_OPERATION, "uterus transplant|womb transplant|penile transplant|penis transplant" },
	{ QUASI_OPERATION, "heart transplant|cardiac transplant|transplantasi jantung" },
	{ QUASI_OPERATION, "lung transplant|heart lung transplant|double lung transplant|transplantasi paru" },
	{ QUASI_OPERATION, "small bowel transplant|multivisceral transplant|islet transplant|pancreas transplant" },
	{ QUASI_OPERATION, "liver transplant|living donor|domino transplant|transplantasi hati|cangkok hati" },
	{ QUASI_OPERATION, "conjoined twins|siamese twins|kembar siam" },
	{ QUASI_OPERATION, "hemipelvectomy|hemicorporectomy|forequarter amputation|hindquarter amputation|rotationplasty" },
	{ QUASI_OPERATION, "replantation|reimplantation of the hand|replant" },
	{ QUASI_OPERATION, "pelvic exenteration|total exenteration|exenteration" },
	{ QUASI_OPERATION, "hemispherectomy|corpus callosotomy|awake craniotomy|deep brain stimulation" },
	{ QUASI_OPERATION, "cavernous angioma|cavernoma|cavernous malformation" },
	{ QUASI_OPERATION, "fetal surgery|fetoscopic|exit procedure|in utero repair|fetoscopy" },
	{ QUASI_OPERATION, "norwood|fontan|arterial switch|hypoplastic left heart|ebstein|total anomalous" },
	{ QUASI_OPERATION, "total artificial heart|xenotransplant|pig kidney|pig heart" },
	{ QUASI_OPERATION, "gender affirming|phalloplasty|vaginoplasty" },
	{ QUASI_OPERATION, "cranioplasty for encephalocele|encephalocele|craniopagus|craniofacial reconstruction" },
	{ QUASI_OPERATION, "first in human|first in the world|world first|worlds first|first of its kind|first in the country|first in the state|pertama di dunia|pertama di indonesia" },
	{ QUASI_OPERATION, "sextuplets|quintuplets|quadruplets|kembar lima|kembar empat" },
	{ QUASI_OPERATION, "one in a million|one in a hundred thousand|only a handful|handful of cases|case reports only|super rare|extremely rare|very rare|sangat langka|kasus langka" },

	{ QUASI_MECHANISM, "gunshot|gsw|gunshot wound|gun shot wound|shot in the|bullet wound|luka tembak|tertembak|ditembak" },
	{ QUASI_MECHANISM, "stab wound|stabbed|stabbing|knife attack|ditusuk|luka tusuk|ditikam|dibacok" },
	{ QUASI_MECHANISM, "motorbike accident|motorcycle accident|motorcycle crash|motorbike crash|came off his motorbike|came off her motorbike|kecelakaan motor|jatuh dari motor|kll|kecelakaan lalu lintas" },
	{ QUASI_MECHANISM, "car accident|car crash|mvc|mva|rtc|rta|road traffic|hit by a car|hit by a truck|hit by a bus|kecelakaan mobil|tertabrak|ditabrak" },
	{ QUASI_MECHANISM, "train crash|hit by a train|tram accident|tertabrak kereta" },
	{ QUASI_MECHANISM, "plane crash|helicopter crash|boat accident|ferry accident|propeller injury|ski accident|skiing accident|quad bike" },
	{ QUASI_MECHANISM, "fell from a|fell off a|fall from height|fell from the|fell off the|fell off his|fell off her|jatuh dari ketinggian|jatuh dari pohon|jatuh dari atap|jatuh dari" },
	{ QUASI_MECHANISM, "explosion|blast injury|grenade|land mine|landmine|bomb|firework|fireworks|petasan|ledakan|ranjau" },
	{ QUASI_MECHANISM, "shark bite|shark attack|dog attack|mauled|crocodile|snake bite|snakebite|gored|kicked by a horse|trampled|digigit ular|digigit buaya|diterkam" },
	{ QUASI_MECHANISM, "chainsaw|circular saw|table saw|meat grinder|lawn mower|lawnmower|tractor|combine harvester|conveyor belt|hay baler|gergaji mesin|traktor" },
	{ QUASI_MECHANISM, "electrocuted|electrocution|lightning|struck by lightning|kesetrum|tersengat listrik|tersambar petir" },
	{ QUASI_MECHANISM, "assaulted|domestic violence|attacked by|machete|acid attack|dikeroyok|dianiaya" },
	{ QUASI_MECHANISM, "self inflicted|suicide attempt|jumped from|jumped off|bunuh diri" },
	{ QUASI_MECHANISM, "drowning|near drowning|diving accident|house fire|building collapse|earthquake|tenggelam|gempa|kebakaran rumah" },
	{ QUASI_MECHANISM, "swallowed a|swallowed his|swallowed her|impaled|impalement|tertelan" },

	{ QUASI_OCCUPATION, "teacher|school teacher|headteacher|guru|dosen|professor of" },
	{ QUASI_OCCUPATION, "farmer|rancher|fisherman|petani|nelayan|peternak" },
	{ QUASI_OCCUPATION, "firefighter|fireman|pemadam kebakaran|paramedic" },
	{ QUASI_OCCUPATION, "police officer|policeman|policewoman|prison officer|prison guard|sheriff|detective|polisi|polwan|satpam" },
	{ QUASI_OCCUPATION, "soldier|marine|army officer|navy|air force|veteran|tentara|tni" },
	{ QUASI_OCCUPATION, "truck driver|lorry driver|bus driver|taxi driver|train driver|sopir|supir|tukang ojek|ojol" },
	{ QUASI_OCCUPATION, "airline pilot|pilot|flight attendant|astronaut|sailor|pramugari|nakhoda" },
	{ QUASI_OCCUPATION, "miner|welder|roofer|carpenter|builder|construction worker|electrician|plumber|mechanic|buruh|kuli bangunan|tukang kayu|tukang las|penambang" },
	{ QUASI_OCCUPATION, "lawyer|judge|politician|mayor|senator|priest|imam|nun|rabbi|pastor|hakim|jaksa|pengacara|pendeta|bupati|ustadz" },
	{ QUASI_OCCUPATION, "footballer|football player|basketball player|tennis player|athlete|olympian|jockey|boxer|marathon runner|rugby player|cyclist|atlet|pemain bola|petinju|pembalap" },
	{ QUASI_OCCUPATION, "musician|singer|pianist|violinist|guitarist|actor|actress|dancer|tv presenter|news anchor|journalist|penyanyi|pemusik|artis|wartawan|presenter" },
	{ QUASI_OCCUPATION, "chef|baker|butcher|barista|waiter|waitress|koki|tukang roti|pedagang" },
	{ QUASI_OCCUPATION, "student at|college student|university student|schoolboy|schoolgirl|mahasiswa|mahasiswi|pelajar|santri" },
	{ QUASI_OCCUPATION, "software engineer|computer programmer|engineer|accountant|librarian|secretary|banker|shop owner|insinyur|pegawai bank|pns" },

	{ QUASI_PUBLICITY, "in the news|on the news|news story|made the news|local news|headlines|front page|newspaper|the papers|masuk berita|di berita|masuk koran|diberitakan" },
	{ QUASI_PUBLICITY, "on tv|on television|tv crew|camera crew|film crew|documentary|masuk tv|diliput" },
	{ QUASI_PUBLICITY, "went viral|gone viral|viral video|viral|on youtube|on tiktok|on facebook|on instagram|on twitter|hashtag" },
	{ QUASI_PUBLICITY, "celebrity|famous|well known|vip|public figure|terkenal|tokoh" },
	{ QUASI_PUBLICITY, "press conference|reporters|journalists outside|press release|konferensi pers|wartawan di luar" },
	{ QUASI_PUBLICITY, "gofundme|crowdfunding|fundraiser|penggalangan dana|donasi" },
	{ QUASI_PUBLICITY, "live tweet|live tweeting|live tweeted|livestream|live stream|live blog|webcast" },
};
/* clang-format on */

#define QUASI_CUES (sizeof(quasi_cues) / sizeof(quasi_cues[0]))

#endif
