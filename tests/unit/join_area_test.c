/* SPDX-License-Identifier: MIT */
/* Where a place begins and ends, by what the whole filter writes. */
#include "scrub.h"

#include "scrub_kit.h"

struct row {
	const char *why, *in, *out;
};

static const struct row indonesian[] = {
    {"a district cut short", "asalnya kec. ngimbang, drain 50",
	"asalnya [LOCATION], drain 50"},
    {"a chain of them", "alamat ds. sukaresik kec. sidamulih, atresia ani",
	"alamat [LOCATION], atresia ani"},
    {"how fast it drips", "kec. infus noradrenalin 7,5 cc/jam",
	"kec. infus noradrenalin 7,5 cc/jam"},
    {"behind an RT", "jl mangga gg 3 no 12 rt 04/02 kel sukamaju, luka kering",
	"[LOCATION], luka kering"},
    {"a house's number said", "alamat rumah jalan kebon kacang 30 nomor 15",
	"alamat rumah [LOCATION]"},
    {"one who walks", "rumah jalan kaki 5 menit dari rs",
	"rumah jalan kaki 5 menit dari rs"},
    {"whom a street is called after", "alamat jl a yani km 5,5, luka kering",
	"alamat [LOCATION], luka kering"},
    {"which end of it", "asal gunung kidul pojok, 2 jam",
	"asal [LOCATION], 2 jam"},
    {"a town and a side", "keluarga dr palu barat belum datang",
	"keluarga dr [LOCATION] belum datang"},
    {"of a duct", "perdarahan dari muara duktus sistikus",
	"perdarahan dari muara duktus sistikus"},
    {"another town", "darah dari kota lain belum datang",
	"darah dari kota lain belum datang"},
    {"a ward, and its number said", "dari kenanga tiga, apendik",
	"dari [LOCATION], apendik"},
    {"several of them", "melati dua penuh, mawar tiga sisa satu",
	"[LOCATION] penuh, [LOCATION] sisa satu"},
    {"what it has so many of", "kenanga tiga pasien pulang hari ini",
	"kenanga tiga pasien pulang hari ini"},
    {"which flower", "pasien baru mawar merah 6, ca mammae",
	"pasien baru [LOCATION], ca mammae"},
    {"flowers", "melati putih 3 tangkai buat gizi",
	"melati putih 3 tangkai buat gizi"},
    {"a ward called as people are", "turunin ke arjuna 4, spo2 98",
	"turunin ke [LOCATION], spo2 98"},
    {"a boy of four", "turunin ke arjuna 4 th, spo2 98",
	"turunin ke [NAME 1] 4 th, spo2 98"},
    {"a name that is a river's", "banjir di sei lulut, perawat dua",
	"banjir di [LOCATION], perawat dua"},
    {"a floor of a building", "kel donor di Gedung Tulip lantai dasar",
	"kel donor di [LOCATION]"},
    {"what is done twice", "irigasi 2 kali, drain dari Brantas",
	"irigasi 2 kali, drain dari [LOCATION]"},
};

static const struct row english[] = {
    {"what kind of home", "wheelchair from Fell View care home here",
	"wheelchair from [ORGANIZATION] here"},
    {"its noun behind", "rta at the Piekenier turnoff, expect 3",
	"rta at the [LOCATION], expect 3"},
    {"a noun of two words", "slipped at the Kroonstad taxi rank, ankle",
	"slipped at the [LOCATION], ankle"},
    {"what stands beside a ward", "ward 11 verandah patient is next",
	"[LOCATION] patient is next"},
    {"and what does not", "ward 4 entrance criteria met",
	"[LOCATION] entrance criteria met"},
    {"a floor", "meet at Tower East, 9th floor, trach at 13:00",
	"meet at [LOCATION], trach at 13:00"},
    {"a town with a possessive", "sent over from cox's bazar, valve",
	"sent over from [LOCATION], valve"},
    {"a catheter's ways", "22 Fr three way, irrigation pink",
	"22 Fr three way, irrigation pink"},
    {"any village", "women from the village brought eggs",
	"women from the village brought eggs"},
    {"a house of plain words", "he lives at 14 mill race close, no stairs",
	"he lives at [LOCATION], no stairs"},
    {"and its town", "he lives at 14 mill race close, upper heyford",
	"he lives at [LOCATION]"},
    {"a pressure", "stays at 14 mmHg, close to baseline",
	"stays at 14 mmHg, close to baseline"},
    {"a plot and its road", "home: Lot 9 Possum Track, Yackandandah VIC 3749",
	"home: [LOCATION]"},
    {"halves that are tied", "van into the cafe at sutton-on-trent, TXA in",
	"van into the cafe at [LOCATION], TXA in"},
    {"a bay with a possessive", "from hawke's bay, bypass tomorrow",
	"from [LOCATION], bypass tomorrow"},
    {"an eponym's", "reduced a smith's fracture from behind",
	"reduced a smith's fracture from behind"},
    {"where the bed stands", "bring to bed 3 recovery with the vent",
	"bring to [LOCATION] with the vent"},
    {"a lobe", "lower lobe bronchus stapled", "lower lobe bronchus stapled"},
};

static void
check_rows(enum scrub_lang lang, const struct row *row, size_t count)
{
	/* A budget counts over messages; here each stands for itself. */
	struct scrub_policy *p = kit_policy("{\"base\": \"safe-harbor\","
					    "\"quasi\": {\"budget\": 100}}");
	struct scrub_case *c = kit_case(NULL, 7);

	for (size_t i = 0; i < count; i++)
		check_text(kit_scrub(p, c, lang, NULL, row[i].in), row[i].out,
		    row[i].why);
	scrub_case_free(c);
	scrub_policy_free(p);
}

int
main(void)
{
	check_rows(SCRUB_ID_ID, indonesian,
	    sizeof(indonesian) / sizeof(indonesian[0]));
	check_rows(SCRUB_EN, english, sizeof(english) / sizeof(english[0]));
	return check_done();
}
