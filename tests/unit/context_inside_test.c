/* SPDX-License-Identifier: MIT */
/* How far a name goes: words of it that are other words, too, and words behind
 * it that are none of it. Who is somebody by what is done only with people. */
#include "scrub.h"

#include "scrub_kit.h"

struct row {
	const char *why, *out; /* {}: what goes */
};

static const struct row english[] = {
    {"a small word between", "daw {khin than nwe}, 72, ascites drained"},
    {"than, of nobody", "less bleeding than before"},
    {"a clan's article", "Mrs {Nic a}' {Ghobhainn}, AAA 8.2 cm"},
    {"a name that is an article", "call {An Le} please"},
    {"an article before a vowel", "pass an allis please"},
    {"a name that is a verb", "pt {Dang Thi Be} is next"},
    {"a verb", "{Hale} will be next"},
    {"a forename cut short", "this one is the thyroid, {Ma}. {Luisa}, 44"},
    {"a particle and a plain word", "{Rachel van Room} is in holding"},
    {"a van", "the van overturned on the ring road"},
    {"a forename that a disease has", "dr {ludwig von hagen} closing"},
    {"two particles", "consent by {jean-luc de la tour} today"},
    {"no plate", "{lars van dijk} sats 88"},
    {"a plate", "white van reg {KX19 ABC} hit him"},
    {"an Irish surname in small letters", "thanks {siobhan o'leary} for that"},
    {"an Irish letter", "{maeve o'h}, take the time"},
    {"how a large one is called", "{big mike} has the phone"},
    {"what is large", "big retractor please"},
    {"a day of birth", "embolectomy on {nana akosua}, clot out"},
    {"whose mother", "{umm ayman} signs with her thumb"},
    {"a pause", "umm {sarah} is it left or right"},
    {"a country that somebody is called", "{India Chalmers} 29F, NET"},
    {"an ink", "India ink injected"},
    {"a surname of Korea", "paging {min-ho song} to recovery"},
    {"a surname that a thing has", "{Tyrone Bianchi} is stable"},
    {"with a letter before it", "Mr {Peter D Thompson} EBL 400"},
    {"behind how one is called", "{Wei} ({Priya}) {Thompson} for TKR"},
    {"a letter in capitals", "TELL {HENDRIK T} TO WAIT"},
    {"a letter before a short form", "{Lucy M} TKR left done"},
    {"potassium", "{Anna} K 3.1, recheck"},
    {"a side", "{GREGG} R KNEE PREPPED"},
    {"a tube", "{patel} t tube out"},
    {"two that are names", "{Peter Johnson} stable, HR 80"},
    {"a bandage", "Robert Jones bandage on"},
    {"and one of Ireland", "{peter o'brien} wound dry"},
    {"a month that is a name", "{Jan Thompson} NBM"},
    {"a letter behind a comma", "{Van Der Berg}, {J} knee"},
    {"no letter of a name", "{Laverty}, B to our lab"},
    {"letters before it", "{A. B. Ramirez} chart"},
    {"a letter between", "mr {kwame s hernandez} ebl 400"},
    {"and", "thx {kwame} n {ngozi}"},
    {"two letters", "{Manjunatha H R} back in PACU"},
    {"a word and a letter", "booked as {Nick G}. since noon"},
    {"which one of two", "twin A {Maria Lopez} is smaller"},
    {"a longhouse", "call {Maria anak Jugah}, 72 kg all in"},
    {"the younger", "{Otieno junior} passed urine"},
    {"son and father", "{hendrik sr} is the donor"},
    {"after the operation", "{grace okafor} post op day 1, drain 50 ml"},
    {"what somebody did", "nurse {Sarah Kim} hung cefazolin 2 g"},
    {"what is in the patient", "pt {Agnes Kim} foley out"},
    {NULL, NULL},
};

static const struct row indonesian[] = {
    {"a name that is a wish", "dr {Bere Mau} on call"},
    {"in small letters", "operatornya {yohanes bere mau}, anestesi siap"},
    {"a wish", "bu {rina} mau puasa"},
    {"a nobleman, cut short", "pasien {Kgs}. {Ahmad Fauzan}, 47 th"},
    {"and small", "{kgs yusuf} tensi 210/110"},
    {"a weight", "BB 70 kgs, puasa"},
    {"a name that is a grandchild", "ny. {cucu sumiati} G3P2"},
    {"a grandchild", "cucu pasien minta ketemu"},
    {"a letter before a short form", "IBU {DEWI P} POST SC"},
    {"in small letters", "bu {lusi m} puasa dari jam 12"},
    {"in small letters, there", "{budi} d ruang ganti"},
    {"potassium", "{siti} K 2,8 koreksi"},
    {"two letters", "mas {Bayu A P} ambil benang"},
    {"with stops", "luka {Maria K. S}. kering"},
    {"a family and a letter", "konsul {Lie A Fung} dulu"},
    {"what somebody has", "{lim siok} ca mamae"},
    {"a name that is a light", "pasien {cahaya putri ramadhani} masuk"},
    {"a light", "cahaya lampu redup"},
    {"a virtue and a clan", "{jujur siahaan} SpO2 91"},
    {"a virtue", "pasien jujur soal rokok"},
    {"a small letter and years", "tn {a} 54 th hernia"},
    {"and a child's", "an {r} 5 th hipospadia"},
    {"a sex and years", "pasien p 34 th, mioma"},
    {"three syllables", "{tan bun an} hernia kanan, mesh"},
    {"a clan and a syllable", "ny {lim siok} mioma 12 cm"},
    {"what is one called at home", "bapaknya {a liong} minta rujuk"},
    {"a clan in a house", "lie down, kata dia"},
    {"a stone behind a name", "tuan {liem} batu ginjal kanan"},
    {"a flood and a clan", "bapak {banjir sihombing} masih batuk"},
    {"a flood", "lapangan banjir lagi, suction"},
    {"a letter before a size", "PEG tn {Rachmat W} 20 Fr"},
    {"a father in capitals", "{SUDARMAN BIN JALIL} - PCNL"},
    {"no pressing", "{desak putu ayu} sc"},
    {"what presses", "tumor desak ruang"},
    {"a prince, cut short", "{nurhayati dg}. {kanang} sc"},
    {"whose results", "hasil lab {bejo slamet} hb 8,2"},
    {"what is tested", "{ayu lubis} lab ulang"},
    {"a midwife's degree", "bidan {Togar Tanjung}, Amd.Keb lapor"},
    {"a nurse's, in capitals", "NS. {HENDRA PANE}, S.KEP HITUNG KASA"},
    {NULL, NULL},
};

static const struct row english_people[] = {
    {"who changes places", "scrub change {AK} > {BM} 14:10, tray 2"},
    {"with an arrow", "circ swap {TL} -> {RM} 13:00"},
    {"in words", "handover {DK} to {LM} 16:00"},
    {"letters of the clinic, too", "lunch relief {EF} for {GH}"},
    {"a colon", "anaes handover: {RB} → {SK} 17:00"},
    {"out and in", "{KB} out {SN} in 14:20"},
    {"in and out", "out {PJ} in {CJ}"},
    {"who counts", "{KL} -> {TM}, needles 12"},
    {"in for another", "{CJ} in for {PJ}, 15:30"},
    {"whose seat", "circ is now {TL}"},
    {"a seat is free", "circ is in"},
    {"rhythms change", "scrub swap BR > SR 15:30"},
    {"tubes change", "LMA > ETT 15:30, leak gone"},
    {"lines change", "CVL out PICC in"},
    {"rooms change", "ICU > HDU 14:00"},
    {"who is bidden", "hold still please {hope}"},
    {"what is asked for", "long kelly please"},
    {"a mark", "can you please mark"},
    {"who wakes", "squeeze my hand {rose}"},
    {"who waits", "hang on {miles}, wire first"},
    {"who may go on", "over to you {iris}"},
    {"what rises", "open your eyes wide"},
    {"who is corrected", "no {bill}, the other side"},
    {"not that", "no {rose} not that one"},
    {"another clamp", "no kocher the other clamp"},
    {"who pays", "{Echo}, coffee is on you"},
    {"an echo", "Echo, CT on the way"},
    {"who is missed", "eta for {kocher}? she left for lunch"},
    {"what is missed", "where is the kelly? he took it"},
    {"a disease asked after", "history of graves? she denies it"},
    {"who is judged", "{Grace} to be fair is slow today"},
    {"the same one again", "{mensah} or {adjei}? {mensah} gcs 9, {adjei} 14"},
    {"things again", "nylon or prolene first? nylon 2, prolene 4"},
    {"a piece between", "interpreter {Pa Houa} on the phone"},
    {"in small letters", "mom {pa kou} signs"},
    {"a piece that is a word", "sister {No Wah} wants a word"},
    {"first of all", "{pa nhia} says the phone is dead"},
    {"a role", "PA is here"},
    {"small words", "may see is a month"},
    {"a school of Portugal", "she is at {Faculdade Serra da Lapa}, year 4"},
    {"a hospital on a lake", "report from {krankenhaus am see} is in"},
    {"a lake", "copy to {loch an iúir health centre} sent"},
    {"whose card", "his {meridian savings bank} card, sealed"},
    {"whose bank", "the blood bank card is signed"},
    {"one spelt wrong", "name \"{tegan}\" typed as \"{teagan}\", fix it"},
    {"no names", "typed \"left\", chart says \"right\""},
    {"who has a namesake", "{kocher} on the kocher, all good"},
    {"two clamps", "allis on allis, both on the edge"},
    {"of long ago", "Heller did it open in 1913, we use 5 ports"},
    {"two veins", "Trolard superior, Labbé at the side"},
    {"who sneezed", "{allis} sneezed on the tray"},
    {"a surname that is a verb", "{do} peels the ilm"},
    {"a verb", "do this first"},
    {"where it lands", "flight landed {Comet} 10 min ago"},
    {"how it lands", "plane lands late"},
    {"whose staff", "ot from {rosewood} coming at 3"},
    {"staff of ours", "courier from pharmacy here"},
    {"a date explained", "{8.3} = {8 March}, hb 8.3"},
    {"a label explained", "\"{4-11}\" on the dressing is {Nov 4}"},
    {"it is", "label says \"{3/12}\", that's {3 December}"},
    {"a ratio and a date", "vision 6/5, clinic is {6 May}"},
    {"ages in a list", "both over 90: {92} and {95}, both EUA"},
    {"no ages", "2 over 90: sats 91 on air, 96 on 2 l"},
    {NULL, NULL},
};

static const struct row indonesian_people[] = {
    {"who changes places", "ganti instrumen {SR} -> {LM} jam 13"},
    {"one for another", "scrub {RN} diganti {DW} jam 12"},
    {"who goes, who comes", "{KL} keluar {SN} masuk 14:20"},
    {"tubes change", "ganti LMA -> ETT 14:30"},
    {"whose mother in law", "mertuanya {intan} di kursi roda"},
    {"how he is", "suaminya cantik hatinya"},
    {"who gets a drip", "pasangin {bintang} infus"},
    {"what is put in", "pasangin kateter"},
    {"who is accompanied", "tolong temenin {mega} di recovery"},
    {"who gets a coat", "bawain {bayu} jaket apd"},
    {"what is brought", "bawain kasa"},
    {"whom it is for", "kursi roda buat {mega}"},
    {"what it is for", "darah buat cadangan"},
    {"who is praised", "{surya} jago, vena kecil dapet"},
    {"nobody is praised", "pinter, sekali pasang langsung dapet"},
    {"who sews", "yg jahit kulit {mega} ya"},
    {"a thread", "yg tutup kulit benang mana ya"},
    {"who is not to move", "jangan goyang {surya}"},
    {"a table", "jangan goyang meja"},
    {"not this one", "bukan {bintang}, yang kiri"},
    {"a town that is a fate", "arek {malang}, rame"},
    {"one that is alone", "pulang ke {solo} besok"},
    {"one that is a stone", "asal {batu}, petani apel"},
    {"a stone", "dari batu ureter kiri"},
    {"stones", "asal batu kecil lewat URS"},
    {"one spelt wrong", "nama {bayu} diketik {bayi}, ganti gelang"},
    {"sides", "\"kiri\" ditulis \"kanan\""},
    {"a sign", "Lachman (+) pivot shift (+)"},
    {"whose image", "foto {robert} ketuker"},
    {"a splint", "splint thomas kebalik"},
    {"parents", "orang tua minta penjelasan"},
    {NULL, NULL},
};

/* text with what was changed in it as {text}. */
static void
mark(const struct scrubbed *s, const char *text, char *out, size_t room)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < s->change_count; i++)
		n += (size_t)snprintf(out + n, room - n, "%.*s{%.*s}",
		    (int)(s->change[i].begin - at), text + at,
		    (int)(s->change[i].end - s->change[i].begin),
		    text + s->change[i].begin),
		    at = s->change[i].end;
	snprintf(out + n, room - n, "%s", text + at);
}

static void
test_rows(const struct row *rows, enum scrub_lang lang)
{
	struct scrub_policy *p = kit_policy("{\"base\": \"safe-harbor\","
					    "\"quasi\": {\"budget\": 100}}");

	for (const struct row *r = rows; r->why != NULL; r++) {
		struct scrub_case *c = kit_case(NULL, 5);
		struct scrubbed s = {0};
		char in[128], got[256];
		size_t n = 0;

		for (const char *at = r->out; *at != '\0'; at++)
			if (*at != '{' && *at != '}')
				in[n++] = *at;
		in[n] = '\0';
		check_number(
		    scrub_text(p, c, lang, (struct raw_text){in, n}, &s),
		    SCRUB_OK, r->why);
		mark(&s, in, got, sizeof(got));
		check_text(got, r->out, r->why);
		scrubbed_wipe(&s);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
}

int
main(void)
{
	test_rows(english, SCRUB_EN);
	test_rows(indonesian, SCRUB_ID_ID);
	test_rows(english_people, SCRUB_EN);
	test_rows(indonesian_people, SCRUB_ID_ID);
	return check_done();
}
