/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <stdlib.h>

#include "check.h"
#include "lang/cue.h"
#include "lang/lexicon.h"
#include "shapes.h"

/* Is byte `at` in what was found? */
static bool
inside(const struct spans *found, size_t at)
{
	bool is = false;

	for (size_t s = 0; s < found->count; s++)
		is |= found->at[s].begin <= at && at < found->at[s].end;
	return is;
}

/* in with what context_scan() takes as {text}. What must survive is known; what
 * has a shape is not. */
static void
marked(enum scrub_lang lang, const char *in, char *out, size_t room)
{
	struct text t;
	struct spans none, shapes, keep, found;
	size_t n = 0;

	text_init(&t);
	spans_init(&none);
	spans_init(&shapes);
	spans_init(&keep);
	spans_init(&found);
	if (text_read(&t, (struct raw_text){in, strlen(in)}) == SCRUB_OK) {
		lexicon_fill(&t, lang);
		shapes_scan(&t, lang, &shapes, &keep);
		context_scan(&t, lang, &keep, &none, 0, &found);
	}
	for (size_t at = 0; at <= t.norm_len && n + 3 < room; at++) {
		const bool is = inside(&found, at);
		const bool was = at > 0 && inside(&found, at - 1);

		if (was && !is)
			out[n++] = '}';
		if (is && !was)
			out[n++] = '{';
		if (at < t.norm_len)
			out[n++] = t.norm[at];
	}
	out[n] = '\0';
	spans_wipe(&none);
	spans_wipe(&shapes);
	spans_wipe(&keep);
	spans_wipe(&found);
	text_wipe(&t);
}

static void
test_english(void)
{
	static const struct {
		const char *why, *out;
	} cases[] = {
	    {"a title, a name", "Dr {Oduya} is scrubbing"},
	    {"a nickname", "they call him \"{Peanut}\", 2.1 kg"},
	    {"a nickname first", "\"{Nugget}\" is what mom calls him"},
	    {"a thing's nickname", "we call it \"Peanut\", 2 cm"},
	    {"who takes over", "hands off, relieving {km} for lunch"},
	    {"the patient's letters", "pt {HB} desats on one lung"},
	    {"haemoglobin", "pt HB 7.1 on the gas"},
	    {"the second of two", "{JM}/{TS} closing"},
	    {"a degree behind", "checker {Pomeroy} RN, organ in the room"},
	    {"who is told to", "{Mark}, turn the light down"},
	    {"how narrow it is", "LAD 95 mid, wire crosses"},
	    {"of the brain", "endoscopic 3rd, tumour in the 4th, telovelar"},
	    {"a particle in capitals", "3rd {VAN HORN} rib plating"},
	    {"who is there", "{Hope} is on the phone with blood bank"},
	    {"who is at the console", "{Cooper} is at the console"},
	    {"a thing is there", "Blood is on the back table"},
	    {"a service", "EGD by GI fellow now"},
	    {"a house by its letters", "{MGH} protocol says 4 hrs"},
	    {"whose team comes", "the {CUH} team retrieves at 5"},
	    {"a disease by its letters", "from LVH with low EF"},
	    {"a house by its faith", "CABG at {Methodist} in 2014"},
	    {"a nickname and a role", "{Squeaky} (thats the rep, ask) is in"},
	    {"an ink and a sound", "unknown india ink, unknown echo finding"},
	    {"told that he is", "tell {will} he is next to scrub"},
	    {"nobody is told", "tell recovery she is coming"},
	    {"who is asked first", "{Rob} where is the second sucker?"},
	    {"what is asked for first", "Table where is the remote?"},
	    {"a small word called", "ok {An}, an Allis please"},
	    {"a small surname", "{Yusuf Can}, 9 yo, appendix"},
	    {"who wanted", "did {ng} want the gold reload"},
	    {"who goes, who comes", "lunch cover: {bee} out, {flo} in"},
	    {"what goes and comes", "break: clamp out, drain in"},
	    {"who has a pulse", "pt {HJ} BP 82/40 after pneumo"},
	    {"a rhythm has one", "pt AF HR 130, metoprolol 5"},
	    {"who signs", "all dry, time 03:14. -{KM}"},
	    {"a study at the end", "no clot seen. -CTPA"},
	    {"a unit closed it", "fascia closed by {KM} at 10:20"},
	    {"from far away", "{Hashimoto} via zoom says cut deeper"},
	    {"two that argue", "{Nissen-Larsen} argues for Toupet"},
	    {"whose mum", "Mr {P}'s mum is outside"},
	    {"whose bleep", "{AK}'s bleep is on the desk"},
	    {"a machine's list", "CT's list is full"},
	    {"a rhythm at an age", "pt AF 64M, rate 130"},
	    {"who sews", "{KT} sewing, {TB} assisting"},
	    {"who is respiratory", "RT assisting, CT scribing"},
	    {"what drains", "JP draining 40, serous"},
	    {"who trains", "fellow = {RJ}, pager below"},
	    {"where a surgeon goes", "{Turner} going up with the liver"},
	    {"whose machine", "{Hunt} coming down on ECMO"},
	    {"a board of surnames", "{okafor} EVAR, {banks} stented, {reyes} TEVAR"},
	    {"what is said of things", "{reyes} TEVAR, stone removed, drain out"},
	    {"two syllables", "{Hae-won} on the fibreoptic"},
	    {"whose drain", "{Rose}'s drain 40, clear"},
	    {"whose kidney", "{young}'s kidney made urine"},
	    {"a drain by who made it", "Blake's drain out"},
	    {"no patient's", "today's graft is the last"},
	    {"a trainee", "PGY3 {Stone} in the groin"},
	    {"a student", "MS4 {banks} holding a retractor"},
	    {"of which year", "PGY3 only for this one"},
	    {"what a doctor is", "RN: {Fern}. MD: {Ajayi}"},
	    {"whose team flies", "{Duke} team flying in at 4"},
	    {"what team it is", "Heart team coming at 4"},
	    {"who stands there", "{Faith} at the back table"},
	    {"what lies there", "Mayfield at the head, Blade at the desk"},
	    {"a scan", "DWI bright, ADC dark"},
	    {"who has its letters", "{Dwi} is scrubbed"},
	    {"a rejection", "AMR on the biopsy"},
	    {"an artery", "feeders from PICA"},
	    {"a stent", "Y Dumon 16/13/13 deployed, recan at 40"},
	    {"a dose is no age", "carbetocin 100 given, uterus firm"},
	    {"a marker's value", "CA125 1840 on her last bloods"},
	    {"small letters", "dr {nguyen} swapping w dr {le}"},
	    {"an eponym is a thing", "Kocher clamp off"},
	    {"the same word is a person", "Dr {Kocher} is scrubbing"},
	    {"two surnames that did it", "caudal by {Marchetti-Doyle}, calm"},
	    {"a method of two", "repaired by Heineke-Mikulicz, calm"},
	    {"a part and who found it", "along the line of Douglas"},
	    {"who found it is here", "along the line of Dr {Douglas}"},
	    {"an antigen", "she has anti-Kell, cross-match"},
	    {"an eponym and its operation", "Kasai portoenterostomy next"},
	    {"a test of two persons", "Bowie-Dick passed this morning"},
	    {"a good thing to eat", "a good curry would fix it"},
	    {"a typing error", "sicne noon the tbale wont go up"},
	    {"one that is a name's", "ask {jmaes} to hold the camera"},
	    {"roads meet", "stuck near {Clay Board junction}, start"},
	    {"vessels meet", "leak at the GE junction, clip it"},
	    {"a ward of beasts", "{Kangaroo ward} wants her back"},
	    {"a ward of diseases", "Surgical ward wants her back"},
	    {"a unit's plant", "she goes to {Whitethorn Unit} now"},
	    {"a campus of birds", "on the {Sandpiper campus} since noon"},
	    {"a town of two words", "came in from {Pebble Hollow}, stable"},
	    {"initials and a part each", "{RM} first assist, {AD} circulating"},
	    {"a service", "ENT circulating, OB first assist"},
	    {"seats and a row", "Surgeon {BR} / Asst {KS} / Anaes {ML}. Calm"},
	    {"two behind one seat", "asst: {PS}/{DN}, calm"},
	    {"how it is done, at a seat", "anaes: GA/LA, surgeon: TKR"},
	    {"letters and a sir", "{PK} sir takes over, ureter seen"},
	    {"a value told to a sir", "HB sir is 7.2 now"},
	    {"letters before a surname", "{KK Wong} closes, calm"},
	    {"a letter before a dash", "comment by {Chidi N} - too near"},
	    {"a value before a surname", "hb {Wong} says low"},
	    {"who typed", "letter typed by {qrb}, sent"},
	    {"whoever typed", "letter typed by the ward, sent"},
	    {"what is signed", "initials on the bottle are wet"},
	    {"a short forename", "per {J-P}, flap warm"},
	    {"a drain", "empty the J-P drain, calm"},
	    {"letters among letters", "relieved {m.j}. 1300, {c.c}. back 1330"},
	    {"a volume", "give 2 c.c. now"},
	    {"in somebody's name", "on behalf of {v.s}.: calm"},
	    {"nothing by mouth", "n.b.m. from midnight"},
	    {"what he is, behind", "no, {karl} the porter took it"},
	    {"what is done to her", "don't hector the student"},
	    {"a letter of a name", "{siobhan k} reads it back"},
	    {"a blood group", "anti-Kell, 2 units Kell neg, wait"},
	    {"two letters that did it", "{A-M} did the turnover"},
	    {"a view", "A-P view is fine"},
	    {"a letter that is told", "pls tell {P}. that the cuff is done"},
	    {"a letter that is asked", "could {D}. from cath bring it"},
	    {"a plan that is told", "tell them plan B. is on"},
	    {"letters that are asked", "can {RKB} come hold it"},
	    {"a scan that is wanted", "can CT take her"},
	    {"a syllable that is a verb", "ask {jae-won} for it"},
	    {"a letter behind a hyphen", "{hugh-o} says no"},
	    {"a surname before its initials", "{Lim K.S}. bleeding again"},
	    {"where two are sent", "{gail} to recovery, {hope} to recovery"},
	    {"one of them is in, one out", "{Duc} in. {Bao} out. Count fine."},
	    {"a thing is in, too", "{Nkechi} out. Drain in. Count fine."},
	    {"a word behind who he is", "SpR {bean} is taking it"},
	    {"a thing behind who uses it", "registrar tray is here"},
	    {"who is quoted", "{DJ}: \"next slide, please\""},
	    {"a letter's mother", "{A}.'s mother is asking"},
	    {"a suture", "closed with Ti-Cron, dry"},
	    {"an image", "mr contrast given, calm"},
	    {"a wish", "good trace on the left"},
	    {"a state", "came in from South Dakota, stable"},
	    {"an elementary school", "taught at {Sacred Heart Elementary} lol"},
	    {"a round of the ward", "2 ward rounds, 1 patient"},
	    {"a shoulder blade", "angel wing sign, tube 28"},
	    {"a school behind its town",
		"{Fraser Bend Secondary} football kid"},
	    {"a letter that is a word", "{Ngozi A}, G4P3, spinal"},
	    {"an eponym of so many years", "{Walsh} 54M R TKR, next"},
	    {"a word of so many years", "{Rose} 80 yr old NOF, spinal"},
	    {"a tube's size", "Foley 16F, balloon 10 ml"},
	    {"a grade of a fracture", "Mason 3, plate and 2 screws"},
	    {"a size of what is old", "Thompson 20 yrs, loose"},
	    {"a young man", "Young 24M fell, GCS 15"},
	    {"an eponym on his way", "{Murphy} is on his way up"},
	    {"an eponym that fasted not", "{Kelly} not fasted"},
	    {"a clamp in a bag", "Kelly is in the tray"},
	    {"an eponym's wife", "{Murphy}'s wife rang"},
	    {"an eponym's canal", "Hunter's canal is open"},
	    {"an eponym that is told", "d/w {Kelly} about the films"},
	    {"an eponym that is rung", "please ring {Walsh}"},
	    {"a stain that is sent for", "sent for Wright stain"},
	    {"an eponym that is ill", "{Hughes} is allergic to latex"},
	    {"an eponym that goes there", "{Kelly} to recovery"},
	    {"a word that goes there", "{Rose} to recovery, calm"},
	    {"an eponym that's ill", "{Kelly}'s off sick"},
	    {"an eponym's sign", "Murphy's sign is on her notes"},
	    {"an eponym that is greeted", "hi {Kelly}, the drill is back"},
	    {"an eponym that may", "{Walsh}, can you hold the hook"},
	    {"an eponym that took over", "taken over by {Kelly} at 2"},
	    {"an eponym that is praised", "nice one {Wilson}, hold it"},
	    {"an eponym asleep", "{Cohen} asleep, tube at 22"},
	    {"an eponym with a letter", "re {j. kelly} knee washout"},
	    {"a row of clamps", "a. Kelly b. Allis c. Kocher"},
	    {"the left one", "L Bennett fracture, two wires"},
	    {"scanners in turn", "CT 8-10, MR 10-12, calm"},
	    {"who goes by a word", "he goes by {Bear} on the ward"},
	    {"in French", "tray for {L'Estrange}, calm"},
	    {"a name of the medical list", "{Lisa} supine, pads on"},
	    {"a name of the English list", "{Khan} supine, pads on"},
	    {"what rose", "Rose to 140 then fell"},
	    {"a trainee's letters", "SHO {LB} retracting, ST4 {RS} closing"},
	    {"what a trainee wants", "SHO NG please, ODP BM low"},
	    {"who does what, by letters", "surg {PN} / asst {LB} / gas: {RM}"},
	    {"a first name's letter", "{dave w} did it. Calm now"},
	    {"with, behind a name", "{dave} w the camera. Calm now"},
	    {"a letter in a row", "0900 / {COONEY M} / hip"},
	    {"a bottle on the way", "Bovie is in recovery, calm"},
	    {"a letter has gloves", "{Ben R}'s gloves are 8"},
	    {"a town's regime", "Belfast regime from day 4"},
	    {"a town", "came from {Belfast}, stable"},
	    {"a house in letters", "off to {QXH} by chopper, calm"},
	    {"a virus", "hepatitis A, HIV neg, gloves twice"},
	    {"small letters apart", "{k. t}. wants water"},
	    {"an artery and a vein", "a. v. wants water"},
	    {"a doctor, not a street", "ask Dr {Lake} to come"},
	    {"a lake", "seen at {Notch Lake} today"},
	    {"who hesitates", "um, the thyroid is next"},
	    {"letters that are told", "tell {QW} the drain is blocked"},
	    {"a service that is told", "tell ENT the drain is blocked"},
	    {"who will is large", "will {Will} hold the scope"},
	    {"a modal does not say", "{will} says hold"},
	    {"nor is it", "and {may} is off the list"},
	    {"before a verb it is one", "will pass the clip"},
	    {"a paper is nobody", "the will says no"},
	    {"a possessive eponym", "Calot's triangle is clear"},
	    {"the disease stays", "known Parkinson's, awake now"},
	    {"the patient goes", "Ms. {Parkinson} is awake now"},
	    {"hyphens", "Mrs {Ferreira-Lobo} for the left knee"},
	    {"an initial", "signed {R. Oduya}"},
	    {"two, with a hyphen", "signed {J-P Oduya}"},
	    {"a letter behind a dotted title", "Mr. {W} is in holding"},
	    {"a letter that says something", "spoke to {J}. from CT"},
	    {"a letter of a plan", "Plan B. is on, says nobody"},
	    {"a bug", "E. coli is growing"},
	    {"dotted initials that an abbreviation has", "{R.S}. in holding"},
	    {"a dotted abbreviation", "I.V. in first stick"},
	    {"five letters with dots", "R.E.N.A.L. 7a, off-clamp try"},
	    {"letters with dots", "pt {J.K}. in holding"},
	    {"a word behind Mr", "mr {stone} for the shoulder"},
	    {"the same word alone", "one stone in the duct"},
	    {"an unknown word goes", "ask {xqzvbry} about the tray"},
	    {"a thing that begins as a title does",
		"Sister Mary Joseph nodule, sent for frozen"},
	    {"a sister", "Sister {Mary} has the keys"},
	    {"a brother, behind", "{Imran} bhai holds the leg"},
	    {"a sister, behind", "{Karthik} anna, the scope please"},
	    {"a lady, behind", "{Fatma} hanim has AF on the monitor"},
	    {"and who is called so", "{Siti Hanim} has AF on the monitor"},
	    {"a baby of", "B/O {Kavitha}, weight 2.1 kg"},
	    {"a title with a mark", "Dato' {Shahrir} for the scope"},
	    {"a word of grammar that asks", "{Do} asked for more light"},
	    {"and behind a role", "our resident {An} ties it"},
	    {"a verb asks", "Do ask for more light"},
	    {"a lovely one and her age", "{Lovely Begum}, 24, spinal in"},
	    {"everybody", "@all count is correct"},
	    {"a handle", "thanks @{scrub_eirwen}"},
	    {"possessive stays", "{Oduya}'s gloves are 7"},
	    {"degree stays", "Dr {Oduya} MD signed"},
	    {"a town", "came from {Castlebar} by road"},
	    {"a country stays", "came from Kenya by road"},
	    {"a hospital", "sent from {Beaufort Estuary Hospital} today"},
	    {"in small letters", "sent from {beaufort estuary hospital} today"},
	    {"no hospital in particular", "sent from the hospital today"},
	    {"whom it is dedicated to", "cabg at {sacred heart} in 2012"},
	    {"no house", "the good samaritan donor kidney is on ice"},
	    {"a blade", "king vision blade please"},
	    {"a unit", "sent from Step Down, K 5"},
	    {"a general one", "seen by the general surgeon"},
	    {"a formula", "LR per parkland, 4 ml"},
	    {"no employer", "he works at night and sleeps now"},
	    {"teeth", "blood from the crown and bridge"},
	    {"a club of a place", "{rotary of ullapool} paid for it"},
	    {"its noun is small", "His bed is at {mercy memorial}, Hb 8"},
	    {"a firm", "drives for {flinders and sons}, hernia"},
	    {"a family", "{Ruiz} and sons wait outside"},
	    {"what is done there", "slides to {lakeshore pathology}, urgent"},
	    {"a saint's", "transfer from {St Malachy's} landed"},
	    {"one relative of one office",
		"he is {the mayor's daughter}, say nothing"},
	    {"one survivor", "{the only survivor of the ferry sinking}, awake"},
	    {"by marriage", "{the mayor's brother in law} is next, calm"},
	    {"a desk of a house", "seen at {Harlan Creek} registration today"},
	    {"who did what all know",
		"pt is {the goalkeeper who collapsed in the cup final}"},
	    {"an occupation alone", "the driver is in holding"},
	    {"clinical text stays",
		"etomidate 14, roc 50, tube 7.0 at 22, ebl 120 so far"},
	    {"who did it, by what only a person does",
		"{mayo} put them on the mayo stand"},
	    {"an approach gives", "Kocher will not give enough room"},
	    {"on nights", "{Penrose} is on nights, ask him"},
	    {"kin of a maker's namesake", "{Foley}'s wife is at the door"},
	    {"what a country is to us", "{Samoa}, our porter, took the pot"},
	    {"a word that is one of us", "{Promise} is the porter"},
	    {"a service on call", "Radiology is on call"},
	    {"a favourite", "Kocher is the surgeon's favourite"},
	    {"a body of a virtue", "{Mercy}'s torsion was 720 degrees"},
	    {"a virtue restored", "Luck's run out"},
	    {"births of a breech", "Previa P3, section"},
	    {"told by what things are called after",
		"{Simpson}, get the forceps please"},
	    {"families of namesakes", "the {Murphys} are outside"},
	    {"and behind O'", "The {O'Sheas} are in the car"},
	    {"a score says", "Wells says scan"},
	    {"a drain is out", "Penrose came out at noon"},
	    {"asked by name", "{kelly} can you open another box"},
	    {"a spine and who described it", "she has Riedel's lobe, calm"},
	    {"initials with an apostrophe", "{O'D}. pulled the tube"},
	    {"and letters before them", "{T.O'R}. pulled the tube"},
	    {"a clan's", "{R.McA}. is happy"},
	    {"with a hyphen and stops", "{J.-P}. called again"},
	    {"with spaces", "for {C. R}. please, twice"},
	    {"I would", "I'd close, I'm sure"},
	    {"a letter and its number", "block by {Q}. 20 ml"},
	    {"another word behind a letter", "surgeon {F. Contractor}, calm"},
	    {"a bug behind a letter", "culture by S. aureus rules"},
	    {"a small letter behind a small name",
		"Now 21, thanks {pravin g} and {bogdan}"},
	    {"a discharge", "Now {chidi} d/c home"},
	    {"a second syllable", "ask {Ye-jin} for it"},
	    {"a prefix", "given co-trimoxazole twice"},
	    {"behind an apostrophe", "Mr {Ka'u} is awake"},
	    {"a word of grammar, large", "Dr {Ruslan Nor}, calm"},
	    {"whose son", "Mr {Hendrik jr} is awake"},
	    {"a valve of so many millimetres", "St Jude 23, no leak on echo"},
	    {"criteria of a college", "King's College criteria met"},
	    {"a shunt called after somebody", "Winter shunt failed again"},
	    {"what kind of ward", "call from maternity ward, forceps stuck"},
	    {"what he is going to do", "{hyacinth} will hold the liver"},
	    {"what Will is not going to do", "Dr. {Will Beynon} will not stay"},
	    {"small where names are large", "So the next surgeon may find it"},
	    {"a title that is a name too", "tell Mama {Chinonso} he is awake"},
	    {"two titles", "tell Tan Sri {Shamsuddin} he is awake"},
	    {"a child without a name", "Baby Boy {Dimaculangan} is pink"},
	    {"a doctor's grade", "our MO {Sivapathasundharam} is here"},
	    {"chat stays", "lol pls dont touch the bovie thx"},
	    {"a score that one is graded by", "moderate by Berlin, PEEP 10"},
	    {"who found five signs", "Reynolds pentad all five, drain him"},
	    {"a country of two words", "she is from New Zealand originally"},
	    {"letters that changed places", "sned the specimen now"},
	    {"whose dilator nobody owns", "Hank's dilator to 17 then curette"},
	    {"and what somebody owns", "{Rasheeda}'s tray is on the trolley"},
	    {"a machine by its maker", "Drager Fabius fails the leak test"},
	    {"eponyms in a row", "Lahey, Mixter, Kantrowitz, the longest one"},
	    {"a language", "the mother speaks only Brahui, call again"},
	    {"whose language", "the mother speaks to {Brahuiya}"},
	    {"and who is no robot", "{Rosa} is the mother here"},
	    {"what only persons are", "{Hope} was her mother"},
	    {"and a side of theirs", "mesh is the patient side"},
	    {"a brand that few are called by",
		"Mirena placed at the end, strings cut"},
	    {"whose years follow", "{Chase}, 67, AAA 6 cm, clamp on"},
	    {"whose bleep it is", "{Hector}'s bleep is off again"},
	    {"an office's child", "the leader's bloods are back"},
	    {"who is asked whether", "ask {Rich} if he wants the long one"},
	    {"what somebody is to us", "{Simba} our biomed tech is here"},
	    {"collected things", "Some collect stamps, our senior registrar "
				 "collects staples"},
	    {"letters that want", "{CK} wants the long knife"},
	    {"on leave", "{Langenbeck} is on leave, his list is mine"},
	    {"whose blood", "{Moore}'s hb please, 7.1 before"},
	    {"a disease has patients", "Crohn's patient next, ileocaecal"},
	    {"who is happy", "{Strasberg} happy with the view, clip"},
	    {"who said", "{Senning} said the baffle leaks at the top"},
	    {"what a rule says", "Goodsall says anterior goes straight in"},
	    {"what a score says", "Wells says scan, so CTPA first"},
	    {"who is busy", "{Ross} is harvesting the root, 12 min"},
	    {"a word that told", "{Rose} told the family, all well"},
	    {"what waits", "Bookwalter is waiting, blades in water"},
	    {"a service wants", "IR wants the consent first"},
	    {"discussed with", "d/w {GB} re rate 88"},
	    {"discussed with a service", "d/w GI re rate 88"},
	    {"handed over by", "handed over by {JT} at six"},
	    {"whose years are behind", "{Smith} 67M, hernia"},
	    {"a word with years", "{Rose} 67F chole"},
	    {"in two words", "{Kelly} 67 F chole"},
	    {"what somebody is like", "Young 25M, fit"},
	    {"a disease of that age", "Graves 45F, thyroid"},
	    {"French gauge", "Foley 24F in"},
	};
	char in[256], got[512];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = 0;

		for (const char *c = cases[i].out; *c != '\0'; c++)
			if (*c != '{' && *c != '}')
				in[n++] = *c;
		in[n] = '\0';
		marked(SCRUB_EN, in, got, sizeof(got));
		check_text(got, cases[i].out, cases[i].why);
	}
}

static void
test_indonesian(void)
{
	static const struct {
		const char *why, *out;
	} cases[] = {
	    {"a drink", "minum teh manis jam 5, tunda"},
	    {"an office", "pak RT nya nunggu di luar"},
	    {"a person in an office", "pak {RT Sarmin} jatuh"},
	    {"from, in short", "darah keluar dr NGT 200 cc"},
	    {"a doctor in large letters", "dr {AK} minta klem"},
	    {"a meal", "makan siang soto di bawah"},
	    {"without vowels", "jdwal penuh, bwah tmbah jahitan"},
	    {"a single name", "Pak {Sukirno} masuk OK"},
	    {"an aunt in two words", "bu dhe {Warni} sudah puasa"},
	    {"parts of a name, cut short", "{Hasnah Dg}. {Kanang} puasa"},
	    {"a plane of the pelvis", "kepala turun Hodge III"},
	    {"a title that is a name", "bapak {Sutan} 350 cc"},
	    {"where she comes from", "Rujukan {RS Bhakti Wiyata}, jatuh"},
	    {"a title of a region", "nyong {frets} sudah puasa"},
	    {"in the name of", "a.n. {bulan} sudah puasa"},
	    {"a nickname", "mana si {botak}, panggil"},
	    {"nobody by name", "si dokter sudah masuk"},
	    {"whoever does it", "si penunggu tidur di luar"},
	    {"tea", "minum teh manis dulu"},
	    {"operator and assistant", "operator {IGN}, asisten {KW}, lancar"},
	    {"a row that signs", "mohon paraf {EW}, {GP}, sama {OK}, ya"},
	    {"from a tube", "darah keluar dr NGT 200 cc"},
	    {"said of a name", "namanya keren ya"},
	    {"a name that is a word", "bu {bulan} sudah puasa"},
	    {"two words", "Tn. {Mulyadi Hutasoit}, pro TURP"},
	    {"a health centre", "rujukan {puskesmas pasir panjang}, plasenta"},
	    {"a town of two words", "dipindah dari {Bilah Hilir}, tetanus"},
	    {"a room to pray in", "keluarga di ruang doa ya"},
	    {"a blood bank", "ambil darah ke {UTD PMI Barabai} ya"},
	    {"a ward", "rawat di ruang {Melati} ya"},
	    {"a district", "pasien dari {kec. Tanimbar Selatan}"},
	    {"an eponym", "klem Kocher lepas"},
	    {"a title of a region, and its name", "Mace {Dorkas Kogoya} demam"},
	    {"who was in Mecca", "Pak H. {Anwar Hasibuan} sadar penuh"},
	    {"a mother, and a title", "ina {Bendelina} demam"},
	    {"letters with a part", "tiba jam 3, operator {RKB}, lancar"},
	    {"a room with a part", "tiba jam 3, operator OK, lancar"},
	    {"a doctor's letter", "dokter {Y} marah tadi"},
	    {"and without a blank", "mulai dulu, anestesi dr.{F}, lancar"},
	    {"whose letter", "ayahnya {J}. sudah tanda tangan"},
	    {"signed by", "resep sudah diparaf {JPS}, lengkap"},
	    {"a surname with an apostrophe", "Pak {Hermanus Ga'a} takut"},
	    {"what each of two does",
		"{sulastri} shift pagi, {mega} shift malam"},
	    {"a father, in short", "dicatat p. {harno} tadi"},
	    {"a doctor's degree", "drg {Felisia} SpBM sambung archbar"},
	    {"and what it is in", "dr {Willy Gunadi} KGEH siap"},
	    {"a nurse's", "Ns. {Fransiska Bupu} S.Kep ganti shift"},
	    {"an initial that is no degree", "tertanda {Wahyu S}."},
	    {"initials for initials", "dari {M.B}. untuk {T.T}.: mual"},
	    {"signed", "tanda tangan T.T. sudah"},
	    {"chat stays", "udah bgt dok, kasanya kurang satu"},
	    {"who parks cars", "mas parkir nanya kunci mobil"},
	    {"and, in two letters", "{asep} sm {ujang} dorong brankar"},
	    {"a village anywhere", "desa terpencil, sinyal tidak ada"},
	    {"any pharmacy", "keluarga bingung apotek mana"},
	    {"from a country", "pasien dr Irlandia minta foto"},
	    {"and who has a name", "tanyakan Bu Lurah {Parmi}, beliau antar"},
	    {"how it looks", "ayu banget jahitannya"},
	    {"how one feels for a head", "manuver Leopold tiga, masih goyang"},
	    {"an aunt in small letters", "acil {Masniah} sudah puasa"},
	    {"who says it", "kata {bagus}, simpul lima"},
	    {"a password", "kata sandi hari ini dulu"},
	    {"whose months follow", "{cinta}, 5 bln, labioplasti"},
	    {"what somebody is, in brackets", "{mega} (bidan) ikut masuk"},
	    {"what a word means", "wahyu itu artinya ilham, bukan obat"},
	    {"o for a", "biaso bae dok, jahitan bawo ka meja, jangan lupo"},
	    {"Sundanese, Banjar, Javanese",
		"klem dilonggarkeun, lampu diarahakan, pasiene sadar"},
	    {"a letter behind a name", "tolong {ratna w} udah bisa pulang"},
	    {"a name that dictionaries have", "{rangga} dorong brankar"},
	    {"a letter that is a title, too", "pak {H} sadar, GCS 15"},
	    {"a blood group", "ibu A neg, anti D masuk"},
	    {"letters that are called", "panggil {KW} utk ganti saya"},
	    {"services that are called", "panggil BS dulu"},
	    {"a queen of fortune", "dewi fortuna di pihak kita"},
	    {"whose years are behind", "{wahyu} 51th struma"},
	    {"with the sex between", "{Mirah} P/51th mioma"},
	    {"a pilgrim or a letter", "dr {H} telat"},
	    {"a blood group", "ibu A negatif"},
	    {"who is called first", "{Surya}! lampu mati"},
	    {"whose gas it is", "bacakan gas darah {mutiara} dok"},
	    {"gems in a joke", "intan berlian kalah kilau sama plate"},
	    {"who speaks", "{intan}: kasa kurang satu"},
	    {"where somebody goes", "{Wahyu} turun ke bank darah"},
	    {"by good luck", "Untung turun ke ICU, bukan RR"},
	    {"who does what", "{Harapan} sudah hitung jarum"},
	    {"light does", "Cahaya sudah redup"},
	    {"a role in brackets", "{Kasih} (perawat baru) belum bisa"},
	    {"how somebody is", "{Bintang} kejang, midazolam"},
	    {"a feeling", "rasa mual berkurang"},
	    {"whose turn it is", "besok {eka} operasi"},
	    {"a patient by a capital", "tadi pasien {Armada} masih delirium"},
	    {"drawn out", "start jam pagi looo"},
	    {"whoever inherits", "ahli waris tanda tangan"},
	    {"antigens", "Kell Duffy Kidd diwaspadai"},
	    {"of Bali", "{i nyoman suteja} meningioma"},
	    {"signed in small letters", "inisial {msl} fraktur"},
	    {"a saint of Flores", "{fredrikus} pegang hak"},
	    {"no bud, no virtue", "{budi} kecolongan, kanul lepas"},
	    {"a virtue", "balas budi nanti ya"},
	    {"a number", "dari lima puluh kasa tinggal dua"},
	    {"what all hope", "harapan kita semua, pupil kecil"},
	    {"no blank behind the stop", "Bu.{S} sudah sadar"},
	    {"whose doctor", "dr onkologinya acc"},
	    {"the throat's stop", "{Ma'mun} hernia, do'a dulu"},
	    {"a hospital's letters", "dari {RSHS} dan {rscm}, RSBI 62"},
	    {"a mother drinks", "kasih ibu minum dulu"},
	    {"works there", "kerja di {toko roti wangi}, luka bakar"},
	    {"the current", "PLN mati 2 menit, genset nyala"},
	    {"a lobby", "santri di lobi, minta gantian"},
	    {"a university's", "mahasiswi {UGM} jatuh"},
	    {"a crossing", "jatuh di {tanjakan emen}"},
	    {"letters with a degree", "dr {AMP} Sp.OG sudah datang"},
	    {"from there", "dr luar jangan masuk"},
	    {"Xavier", "{Fransiskus X. Wawo} sudah puasa"},
	    {"times", "sayatan 3 X 5 cm"},
	    {"Ida Bagus", "{IB Mantra} prostat"},
	    {"a woman, not a wife", "{AA Istri Mirah} sudah puasa"},
	    {"Ketut", "{Ni Kt}. {Sari} sudah puasa"},
	    {"a title of Maluku", "Kapitan {Latuconsina} prostat"},
	    {"what grades it", "Menurut Robson masuk grup 5"},
	    {"only", "namanya cuma satu kata"},
	    {"Manado's please", "lampu goyang, buka jo"},
	    {"whose ambulance", "ambulans desa rusak lagi"},
	    {"short for Gunawan", "kenapa dokter {gun} selalu pake chromic"},
	    {"short for Harjono", "luka bapak {har} rembes, GV lagi"},
	    {"a spleen that is an aunt", "tante {lien} minta minum dulu"},
	    {"a spleen", "bapak lien pecah grade IV"},
	    {"from a spleen", "darah dr lien, klem"},
	    {"a hot flush", "ibu hot flush terus"},
	    {"short, and spoken of", "halo {gun}, tanya {wid} aja"},
	    {"short, and spoken to", "{har}, drain berapa?"},
	    {"a lamp", "lampu gun mati"},
	    {"a pressure in the skull", "TIK naik 28, manitol"},
	    {"and a lady", "bu {tik} mual"},
	    {"who is there", "ada {mutiara} di depan, nunggu"},
	    {"who is told", "kasih tau {surya} keluarga udah datang"},
	    {"what is told", "kasih tau bulan depan kontrol"},
	    {"who it is", "siapa yg jaga? {tri}"},
	    {"what it is", "siapa yg jaga? belum ada"},
	    {"a town that is holy", "pasien asal {kudus} KET terganggu"},
	    {"a town that attacks", "rujukan dari {serang}, hb 6,2"},
	    {"as long as", "pasien asal puasa, jam 2 naik"},
	    {"dew is there", "ada embun di lensa"},
	    {"a board", "{Budi} BPH, TURP jalan"},
	    {"a board in capitals", "{WATI} SC, bayi nangis"},
	    {"how she is", "{Surya} hernia scrotalis"},
	    {"thank heaven", "Untung batu empedunya kecil"},
	    {"who is sent", "{Embun} ambilin kasa"},
	    {"who is away", "{Embun} makan dulu, gantian"},
	    {"no light", "Cahaya off, tolong nyalakan"},
	    {"who is to do it", "{Melati} suction dong"},
	    {"how the drain is", "Drain bagus, 200 cc"},
	    {"who has it in hand", "suction dipegang {embun} aja"},
	    {"who of several", "{bintang} aja yg scrub"},
	    {"what of several", "kasa aja yg jaga"},
	    {"where nothing of ours is", "{tiara} masih di toilet, tunggu"},
	    {"a first day", "{merpati} hari pertama dinas"},
	    {"a first day of something", "antibiotik hari pertama masuk"},
	    {"and then", "{Retno} lalu diganti {Joko}"},
	    {"which pot", "pot A {Sulastri} bocor"},
	    {"a letter before years", "Tn {Ahmad K} 45 th"},
	    {"and before what it is", "Tn {Ahmad K} BPH"},
	    {"the sex before years", "Tn {Yusuf} L 45 th"},
	    {"potassium", "Tn {Budi} K 2,8"},
	    {"seats cut short", "op: {NPW} ass: {DK} inst: {RH}"},
	    {"and without colons", "op {AR}/as {BK}/instr {CL}"},
	    {"who of the staff", "koas {LM} pegang kamera, bidan {SR} lapor"},
	    {"of which service", "PPDS BS lapor, bidan VK lapor"},
	    {"as planned", "op TKR as planned"},
	    {"a sergeant", "Brigpol {Arman} luka tembak"},
	    {"a saturation", "monitor ga nangkep sat, ganti jari"},
	    {"only one",
		"ini {satu-satunya penambang yang hidup dari longsor}"},
	    {"a thing that is called so", "nama pasien {Intan Permata}, bedah"},
	    {"who is missed", "{indah} dmn? kasa kurang"},
	    {"what is nobody's", "sabar dimana-mana juga perlu"},
	    {"who is called", "panggil {bintang} skrg, VF"},
	    {"what is called", "ditonton bintang film nya"},
	    {"whose father", "papanya {bintang} golongan B"},
	    {"how the father is", "papanya sabar banget"},
	    {"what somebody is", "{ikhlas} ppds orto smt 3"},
	    {"whose dose", "kasih residen 2 kasa"},
	    {"who has had it", "{surya} pasca kraniotomi GCS 15"},
	    {"who has come", "{fajar} baru datang, dia scrub"},
	    {"what has begun", "fajar baru mulai, op belum selesai"},
	    {"who says so", "menurut {cahaya} graftnya kinking"},
	    {"whose flap", "flap {bintang} pucat, drainnya {surya} 200"},
	    {"a rank, and what lies across", "nilainya bintang 5, letak lintang"},
	    {"what it means", "artinya bintang, dek"},
	    {"who is to come", "tunggu {surya} dulu, suruh {lintang} scrub"},
	    {"what is waited for", "tunggu surya agak naik"},
	    {"who has which seat", "operator {hendra}, op 2 {tirta}"},
	    {"a colleague", "Yth TS {Bagaskara}, TS anestesi setuju"},
	    {"who is hailed", "woi {bintang} lampu"},
	    {"what somebody is told", "woi sabar, eh bintang lima"},
	    {"who is asked", "tanya ke {indah} ACT berapa"},
	    {"work behind a title", "pak guru hernia, pak satpam BPH"},
	    {"two joined in chat", "{Rio} ama {Dio} belum scrub, kasa ama deper"},
	    {"a house of a doctor's",
		"di {RS Ortopedi Prof. Dr. Soeharso} dulu"},
	    {"a house that is a word", "rujukan {mayapada}, AVM"},
	    {"and is one elsewhere", "rujukan {haji}, pak haji hernia"},
	    {"a ring road", "KLL di {jalan lingkar Ambarawa}, cruris kiri"},
	    {"a station", "jatuh di {stasiun Tugu}, femur"},
	    {"no one, though frequent", "Conley pointer, katup Gerlach"},
	    {"somebody", "{Gerlach} minta klem, dr {Conley} setuju"},
	    {"a service", "dr {faisal} oftalmo minta mitomisin"},
	};
	char in[256], got[512];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = 0;

		for (const char *c = cases[i].out; *c != '\0'; c++)
			if (*c != '{' && *c != '}')
				in[n++] = *c;
		in[n] = '\0';
		marked(SCRUB_ID_ID, in, got, sizeof(got));
		check_text(got, cases[i].out, cases[i].why);
	}
}

static void
test_keep_and_taken(void)
{
	static const char in[] = "Dr Oduya and Dr Nguyen";
	struct text t;
	struct spans keep, taken, found;

	text_init(&t);
	spans_init(&keep);
	spans_init(&taken);
	spans_init(&found);
	check(text_read(&t, (struct raw_text){in, strlen(in)}) == SCRUB_OK,
	    "read");
	lexicon_fill(&t, SCRUB_EN);
	spans_add(&keep, 3, 8, SCRUB_NAME, "shape", "keep", 99);
	spans_add(&taken, 16, 22, SCRUB_NAME, "roster", "name", 99);
	context_scan(&t, SCRUB_EN, &keep, &taken, 0, &found);
	check_number(found.count, 0, "neither is touched");
	spans_wipe(&keep);
	spans_wipe(&taken);
	spans_wipe(&found);
	text_wipe(&t);
}

static void
test_cues(void)
{
	for (size_t i = 1; i < cues_en_count; i++)
		if (strcmp(cues_en[i - 1].word, cues_en[i].word) >= 0)
			check(false, cues_en[i].word);
	for (size_t i = 1; i < cues_id_count; i++)
		if (strcmp(cues_id[i - 1].word, cues_id[i].word) >= 0)
			check(false, cues_id[i].word);
	check(cue_find(SCRUB_EN, "surgeon", 7) & CUE_ROLE, "found");
	check(cue_find(SCRUB_EN, "surgeonx", 7) & CUE_ROLE, "len bytes only");
	check(cue_find(SCRUB_EN, "surge", 5) == 0, "a beginning is no cue");
	check(cue_find(SCRUB_ID_ID, "pasien", 6) & CUE_PATIENT, "Indonesian");
	check(cue_find(SCRUB_EN, "", 0) == 0, "nothing");
}

int
main(void)
{
	test_english();
	test_indonesian();
	test_keep_and_taken();
	test_cues();
	return check_done();
}
