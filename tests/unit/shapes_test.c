/* SPDX-License-Identifier: MIT */
#include "shapes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "lang/lexicon.h"
#include "shapes_calls.h"
#include "shapes_found.h"
#include "shapes_kept.h"
#include "shapes_more.h"
#include "shapes_numbers.h"
#include "shapes_places.h"

/*
 * What layer 2 takes and what it leaves, as tables: `out` is `in` with every
 * found range as [LABEL]. Made-up people, numbers and places; more of the
 * same in shapes_found.h and shapes_kept.h.
 */
/* clang-format off */
static const struct row english[] = {
	/* Dates. */
	{ "month and day with a slash", "seen 3/14, drain out", "seen [DATE], drain out" },
	{ "US date", "dob 03-14-1956", "dob [DATE]" },
	{ "dotted date", "scan of 14.3.26 shows", "scan of [DATE] shows" },
	{ "ISO date", "2026-03-14 angio", "[DATE] angio" },
	{ "written date", "op 14 Mar 2026 done", "op [DATE] done" },
	{ "US written date", "op March 14, 2026 done", "op [DATE] done" },
	{ "ordinal date", "back March 14th for it", "back [DATE] for it" },
	{ "day of month", "the 14th of March film", "the [DATE] film" },
	{ "short year", "stent Mar '26", "stent [DATE]" },
	{ "day alone", "swab from the 14th, neg", "swab from the [DATE], neg" },
	{ "month alone", "closed in March", "closed in [DATE]" },
	{ "month in lower case", "back in october for the rods", "back in [DATE] for the rods" },
	{ "weekday", "back Tuesday, drain out", "back [DATE], drain out" },
	{ "weekday in lower case", "clips out thurs am", "clips out [DATE] am" },
	{ "last weekday", "seen last tuesday with pus", "seen [DATE] with pus" },
	{ "weekday plural", "clinic is Fridays only", "clinic is [DATE] only" },
	{ "weekday with a date", "on Tue 3 Nov at 08:00", "on [DATE] at 08:00" },
	{ "Saturday, not saturation", "ward round Sat morning", "ward round [DATE] morning" },
	{ "holiday", "fell on Christmas Eve", "fell on [DATE]" },
	{ "holiday in lower case", "since eid she is off food", "since [DATE] she is off food" },
	{ "holiday with a saint", "St Patrick's Day list is short", "[DATE] list is short" },
	{ "birth date as digits", "DOB 14031956 checked", "DOB [DATE] checked" },
	{ "six digits after dob", "dob 140356", "dob [DATE]" },
	{ "expiry", "exp 2028-09, opened", "exp [DATE], opened" },
	{ "glued date", "ct 17mar26 seen", "ct [DATE] seen" },
	{ "roman month", "born 9.III.1951", "born [DATE]" },
	{ "range of days", "leave 5-7 March", "leave [DATE]" },
	{ "list of dates", "washout 10/3, 12/3 and 14/3", "washout [DATE], [DATE] and [DATE]" },
	{ "spoken date", "fixed the ninth of June", "fixed the [DATE]" },
	{ "dictated birth date", "dob three twelve fifty-one", "dob [DATE]" },
	{ "at the very end", "until Friday", "until [DATE]" },
	{ "at the very start", "12/11/2025: leak", "[DATE]: leak" },
	{ "month that is a name too", "June 12 she fell", "[DATE] she fell" },
	/* What looks like a date and stays. */
	{ "year alone", "bypass in 2014, stent 2019", "bypass in 2014, stent 2019" },
	{ "fraction", "about 3/4 of the flap", "about 3/4 of the flap" },
	{ "pain score", "pain 4/10 now", "pain 4/10 now" },
	{ "train of four", "TOF 4/4, extubate", "TOF 4/4, extubate" },
	{ "visual acuity", "VA 20/40 right", "VA 20/40 right" },
	{ "blood pressure", "BP 120/80 HR 72", "BP 120/80 HR 72" },
	{ "suture", "3-0 Vicryl, then 2-0 silk", "3-0 Vicryl, then 2-0 silk" },
	{ "around the clock", "covered 24/7", "covered 24/7" },
	{ "weeks as in the UK", "clips out 2/52", "clips out 2/52" },
	{ "nodes", "nodes 0/14 clear", "nodes 0/14 clear" },
	{ "count", "swabs 30/30 correct", "swabs 30/30 correct" },
	{ "may as a verb", "this may bleed, it may not", "this may bleed, it may not" },
	{ "march as a verb", "march the stapler up", "march the stapler up" },
	{ "saturation", "sat 98 on air, sats 97", "sat 98 on air, sats 97" },
	{ "sat as a verb", "she sat up in recovery", "she sat up in recovery" },
	{ "relative day", "POD 2, yesterday 300, in 6 weeks", "POD 2, yesterday 300, in 6 weeks" },
	{ "ordinal of a thing", "the 4th rib and the 2nd toe", "the 4th rib and the 2nd toe" },
	{ "procedure in capitals", "APR done, OCT shows fluid", "APR done, OCT shows fluid" },
	{ "Apgar", "Apgar 8/9/10", "Apgar 8/9/10" },
	{ "arithmetic series", "give 5-10-15 as needed", "give 5-10-15 as needed" },
	{ "version", "firmware version 4.2.12", "firmware version 4.2.12" },
	/* Ages. */
	{ "age over 90", "93-year-old with a hip", "[AGE]-year-old with a hip" },
	{ "yo", "94yo F, fall", "[AGE]yo F, fall" },
	{ "y/o", "pt 91 y/o on apixaban", "pt [AGE] y/o on apixaban" },
	{ "glued sex", "94F with NOF", "[AGE]F with NOF" },
	{ "sex before", "M/93, TAVI", "M/[AGE], TAVI" },
	{ "age cue", "age 101, lives alone", "age [AGE], lives alone" },
	{ "spelt age", "she is ninety-six and sharp", "she is [AGE] and sharp" },
	{ "a hundred and two", "aged a hundred and two", "aged [AGE]" },
	{ "bare age after she is", "she is 94 and well", "she is [AGE] and well" },
	{ "male behind", "95 male for EVAR", "[AGE] male for EVAR" },
	{ "birthday", "his 92nd birthday", "his [AGE] birthday" },
	{ "in brackets behind a name", "Mrs Okoro (92) is here", "Mrs Okoro ([AGE]) is here" },
	{ "under 90", "89-year-old, 62 yo F, age 71", "89-year-old, 62 yo F, age 71" },
	{ "saturation over 90", "sats 93 %, HR 95, MAP 92", "sats 93 %, HR 95, MAP 92" },
	{ "weight", "92 kg, BMI 31", "92 kg, BMI 31" },
	{ "angle", "flex to 95 degrees", "flex to 95 degrees" },
	{ "dose", "fent 100, prop 120", "fent 100, prop 120" },
	/* Phones. */
	{ "US phone", "call 303-555-0176 now", "call [PHONE] now" },
	{ "US phone with brackets", "wife (303) 555-0176", "wife [PHONE]" },
	{ "UK phone", "ring 0161 496 0733", "ring [PHONE]" },
	{ "international", "on +44 7700 900 633 till 5", "on [PHONE] till 5" },
	{ "Australian", "mob 0491 570 156", "mob [PHONE]" },
	{ "toll free", "1-800-555-0185", "[PHONE]" },
	{ "extension", "ring ext 6120 please", "ring [PHONE] please" },
	{ "extension behind", "303-555-0176 x12 desk", "[PHONE] desk" },
	{ "pager", "pager 0832 no answer", "pager [PHONE] no answer" },
	{ "bleep", "bleep 2281", "bleep [PHONE]" },
	{ "dictated phone", "mobile oh seven seven double oh nine", "mobile [PHONE]" },
	{ "knee extension stays", "ext 0, flex 120", "ext 0, flex 120" },
	{ "cell saver stays", "cell saver 410 back", "cell saver 410 back" },
	/* Mail and network. */
	{ "mail", "to j.doe+or@example.org please", "to [EMAIL] please" },
	{ "mail in capitals", "MAIL JDOE@EXAMPLE.ORG", "MAIL [EMAIL]" },
	{ "dictated mail", "jdoe at gmail dot com", "[EMAIL]" },
	{ "bracketed mail", "p.osei(at)lapfellows(dot)org", "[EMAIL]" },
	{ "handle", "thanks @drokoro", "thanks [NAME]" },
	{ "link", "see https://a.example/x?y=1.", "see [NETWORK]." },
	{ "host", "on stream.hospital.example/th4 now", "on [NETWORK] now" },
	{ "address", "pump at 10.44.7.193", "pump at [NETWORK]" },
	{ "MAC", "mac 00:1B:44:9C:7E:21", "mac [NETWORK]" },
	{ "IPv6", "2001:db8::5e:91 down", "[NETWORK] down" },
	{ "citation stays", "doi.org/10.1097/sla.0000000000001234", "doi.org/10.1097/sla.0000000000001234" },
	{ "PubMed stays", "https://pubmed.ncbi.nlm.nih.gov/28591104/", "https://pubmed.ncbi.nlm.nih.gov/28591104/" },
	{ "trial stays", "NCT04610788 arm A, PMID 33306283", "NCT04610788 arm A, PMID 33306283" },
	{ "full stop without a space", "sutured.in goes the mesh", "sutured.in goes the mesh" },
	/* Identifiers. */
	{ "MRN", "MRN 4471902 confirmed", "MRN [ID] confirmed" },
	{ "mrn in lower case", "mrn: 44-19-08", "mrn: [ID]" },
	{ "NHS with spaces", "NHS no 943 476 5919", "NHS no [ID]" },
	{ "SSN", "532-88-1047 on file", "[ID] on file" },
	{ "accession", "accession S26-04471 rec'd", "accession [ID] rec'd" },
	{ "accession by shape", "S26-04471 is benign", "[ID] is benign" },
	{ "badge", "badge 55120", "badge [ID]" },
	{ "hospital number", "hosp no. K-20918", "hosp no. [ID]" },
	{ "passport", "passport PN8820413", "passport [ID]" },
	{ "NPI", "npi 1922006175", "npi [ID]" },
	{ "dictated digits", "mrn 7 7 1 4 0 9 2", "mrn [ID]" },
	{ "blood unit", "unit W0381 26 114207 up", "unit [ID] up" },
	{ "at the very end", "MRN 5520418", "MRN [ID]" },
	{ "CPT stays", "CPT 47562 and 47563", "CPT 47562 and 47563" },
	{ "ICD stays", "ICD K80.20, M48.062", "ICD K80.20, M48.062" },
	{ "model stays", "Storz 10328BA, REF 71420181", "Storz 10328BA, REF 71420181" },
	{ "tumour marker stays", "CA 19-9 940, CA-125 31", "CA 19-9 940, CA-125 31" },
	/* Devices, vehicles, biometrics. */
	{ "lot", "mesh lot HUFR0530 opened", "mesh lot [DEVICE] opened" },
	{ "serial", "S/N 7A-20266-013", "S/N [DEVICE]" },
	{ "UDI", "UDI (01)10885862091322(17)270430(10)K7713", "UDI [DEVICE]" },
	{ "batch", "cement batch 44-0921", "cement batch [DEVICE]" },
	{ "serial values stay", "serial lactates 4.1, 3.2", "serial lactates 4.1, 3.2" },
	{ "plate", "plate 7KLM921 blocks the bay", "plate [VEHICLE] blocks the bay" },
	{ "UK plate", "reg LK19 PXD left lights on", "reg [VEHICLE] left lights on" },
	{ "VIN", "VIN 1HGCM82633A004352", "VIN [VEHICLE]" },
	{ "obstetric code, not a plate", "G3P2 LSCS 2x in 2019", "G3P2 LSCS 2x in 2019" },
	{ "a name that is a unit", "Mr Stone, 12 stone", "Mr Stone, 12 stone" },
	{ "number after its word", "file no KT 5502, left", "file no [ID], left" },
	{ "full-width digits", "MRN \xEF\xBC\x94\xEF\xBC\x94\xEF\xBC\x97\xEF\xBC\x91\xEF\xBC\x99", "MRN [ID]" },
	{ "bone plate stays", "plate 7 holes, 3.5 LCP", "plate 7 holes, 3.5 LCP" },
	{ "fingerprint", "fingerprint ID FP-22931", "fingerprint ID [BIOMETRIC]" },
	{ "palm vein", "palm vein ref PV-702231", "palm vein ref [BIOMETRIC]" },
	{ "iris as anatomy", "iris hooks x4, iris 12 mm", "iris hooks x4, iris 12 mm" },
	/* Places. */
	{ "theatre", "send for theatre 3", "send for [LOCATION]" },
	{ "OR in capitals", "moved to OR 7 now", "moved to [LOCATION] now" },
	{ "or in lower case", "bring it to or 7", "bring it to [LOCATION]" },
	{ "bed and bay", "bed 12, bay 4, room 4B", "[LOCATION], [LOCATION], [LOCATION]" },
	{ "ward", "back to ward 6B", "back to [LOCATION]" },
	{ "or as a word", "take 2 or 3 bites", "take 2 or 3 bites" },
	{ "ok as a word", "ok 2 more then close", "ok 2 more then close" },
	{ "street", "lives at 17 Kudeti Street", "lives at [LOCATION]" },
	{ "street in lower case", "found on 22 corrib drive", "found on [LOCATION]" },
	{ "road by name", "crash on Shankill Road", "crash on [LOCATION]" },
	{ "route", "crash on Route 9", "crash on [LOCATION]" },
	{ "box", "PO Box 417", "[LOCATION]" },
	{ "postcode", "postcode EH41 3PQ", "postcode [LOCATION]" },
	{ "ZIP", "zip 97439", "zip [LOCATION]" },
	{ "ZIP behind a state", "Kestrel, TX 75218", "Kestrel, TX [LOCATION]" },
	{ "ZIP behind a state's full name", "flown in from Oregon 97019", "flown in from Oregon [LOCATION]" },
	{ "in small letters", "oregon 97019", "oregon [LOCATION]" },
	{ "of two words", "West Virginia, 25301", "West Virginia, [LOCATION]" },
	{ "behind a short form that is a word", "Dayton OH 45402", "Dayton OH [LOCATION]" },
	{ "a state's that a person is called as", "Virginia 22042", "Virginia [LOCATION]" },
	{ "not hers", "Virginia 30718", "Virginia [ID]" },
	{ "Australian", "Queensland 4000", "Queensland [LOCATION]" },
	{ "a dose is none", "Ohio 45000 units", "Ohio 45000 units" },
	{ "ZIP code", "ZIP code is 97019", "ZIP code is [LOCATION]" },
	{ "vertebra, not a postcode", "L4 5cm below", "L4 5cm below" },
	{ "room air", "room air 94, bed rest", "room air 94, bed rest" },
	{ "postoperative day", "POD 1 diet", "POD 1 diet" },
	/* The clinical rest. */
	{ "doses", "cefazolin 2 g, 150 mcg, 0.25 %, 1:100,000", "cefazolin 2 g, 150 mcg, 0.25 %, 1:100,000" },
	{ "clocks with a stop", "KTS 08.05. Closed 09.40.", "KTS 08.05. Closed 09.40." },
	{ "a day before the clock", "Surgery 08.11. Induction 09.20.", "Surgery [DATE]. Induction 09.20." },
	{ "a day of a scan", "scan on 09.10. shows growth", "scan on [DATE]. shows growth" },
	{ "from when to when", "tourniquet 09.10-10.25, 280 mmHg", "tourniquet 09.10-10.25, 280 mmHg" },
	{ "what a probe hears", "ex vivo 5400, bed 120, background 15", "ex vivo 5400, bed 120, background 15" },
	{ "where a probe goes", "gamma probe to bed 12", "gamma probe to [LOCATION]" },
	{ "a street, a town, four digits", "lives at 9 Loop St, Parow 7500", "lives at [LOCATION]" },
	{ "a week later", "moves to Thursday week as no bed is free", "moves to [DATE] as no bed is free" },
	{ "clock", "in at 07:41, out 0912, 7.30 am", "in at 07:41, out 0912, 7.30 am" },
	{ "levels", "L4-L5, C5/6, T12", "L4-L5, C5/6, T12" },
	{ "sizes", "mesh 10x15, 14 Fr, 22G, 6.5 x 45", "mesh 10x15, 14 Fr, 22G, 6.5 x 45" },
	{ "labs", "Na 138, K 4.1, Hb 7.4, lactate 3.1", "Na 138, K 4.1, Hb 7.4, lactate 3.1" },
	{ "gas", "7.29/52/71, BE -6", "7.29/52/71, BE -6" },
	{ "stage", "pT2N1M0, ASA 3, GCS 7, G2P1A0", "pT2N1M0, ASA 3, GCS 7, G2P1A0" },
	{ "trend", "CRP 88-140-201, MAP 71-140-58", "CRP 88-140-201, MAP 71-140-58" },
	{ "large numbers with units", "platelets 150000, heparin 5000 units", "platelets 150000, heparin 5000 units" },
	{ "thousands", "EBL 1,400, urine 310", "EBL 1,400, urine 310" },
};

static const struct row indonesian[] = {
	{ "weekday", "kontrol Senin pagi", "kontrol [DATE] pagi" },
	{ "weekday next", "operasi selasa depan ya", "operasi [DATE] ya" },
	{ "Sunday", "hari minggu libur", "hari [DATE] libur" },
	{ "weeks stay", "kontrol 2 minggu lagi", "kontrol 2 minggu lagi" },
	{ "Javanese day", "Jumat Kliwon katanya", "[DATE] katanya" },
	{ "date", "tgl 3 Maret 2026", "tgl [DATE]" },
	{ "month", "rontgen bulan Agustus", "rontgen bulan [DATE]" },
	{ "numeric date", "lahir 17-08-1985", "lahir [DATE]" },
	{ "holiday", "setelah Lebaran saja", "setelah [DATE] saja" },
	{ "Balinese holiday", "tutup pas nyepi", "tutup pas [DATE]" },
	{ "clocks of steps", "Induksi 07.40. Insisi 08.05. Selesai 09.10.", "Induksi 07.40. Insisi 08.05. Selesai 09.10." },
	{ "a tourniquet's clocks", "ON 09.10, OFF 10.25, tekanan 280", "ON 09.10, OFF 10.25, tekanan 280" },
	{ "hours of a list", "jadwal 08.00-14.00, puasa 22.00-06.00", "jadwal 08.00-14.00, puasa 22.00-06.00" },
	{ "hours that could be days", "jam 08.10-09.12", "jam 08.10-09.12" },
	{ "days of a stay", "rawat 12.03-14.03", "rawat [ID]" },
	{ "in whose name", "rm 112233 a.n sri puasa", "rm [ID] a.n sri puasa" },
	{ "a record number like hours", "No RM 10.00-12.00", "No RM [ID]" },
	{ "a day among clocks", "Insisi 08.40. USG 03.09. letak lintang", "Insisi 08.40. USG [DATE]. letak lintang" },
	{ "a birthday", "Pasien lahir 12.03.", "Pasien lahir [DATE]." },
	{ "clock stays", "masuk jam 9, insisi pukul 08.15", "masuk jam 9, insisi pukul 08.15" },
	{ "age", "pasien umur 92 tahun", "pasien umur [AGE] tahun" },
	{ "age short", "Ny. S, 97 th, fraktur", "Ny. S, [AGE] th, fraktur" },
	{ "spelt age", "usia sembilan puluh dua tahun", "usia [AGE] tahun" },
	{ "age under 90", "umur 63 tahun", "umur 63 tahun" },
	{ "record number", "No. RM 48-21-90", "No. RM [ID]" },
	{ "record number in lower case", "rm 556213 ya", "rm [ID] ya" },
	{ "NIK", "nik 5271034408770002", "nik [ID]" },
	{ "insurance", "no bpjs 0001120993347", "no bpjs [ID]" },
	{ "phone", "wa 0821-6655-4410", "wa [PHONE]" },
	{ "serial", "no seri ZB-8841-2207", "no seri [DEVICE]" },
	{ "plate", "mobil BK 1734 ABQ", "mobil [VEHICLE]" },
	{ "plate after its word", "plat B 9037 KXT", "plat [VEHICLE]" },
	{ "fingerprint", "sidik jari kode SJ-33907", "sidik jari kode [BIOMETRIC]" },
	{ "theatre", "pindah ke OK 2", "pindah ke [LOCATION]" },
	{ "room", "kamar 305 kosong", "[LOCATION] kosong" },
	{ "address", "Jl. Melati No. 12 RT 03/RW 05", "[LOCATION]" },
	{ "airway is no street", "jalan napas aman", "jalan napas aman" },
	{ "postcode", "kode pos 94113", "kode pos [LOCATION]" },
	{ "postcode of a province", "Jawa Barat 40115", "Jawa Barat [LOCATION]" },
	{ "vitals", "TD 168/112, nadi 124, sat 97", "TD 168/112, nadi 124, sat 97" },
	{ "decimal comma", "Hb 7,9, suhu 38,4", "Hb 7,9, suhu 38,4" },
	{ "count", "kasa 40/40, jarum 12/12", "kasa 40/40, jarum 12/12" },
	{ "thoracic level", "tumor intradural Th8", "tumor intradural Th8" },
	{ "rate", "output 1.200/hari", "output 1.200/hari" },
};
/* clang-format on */

static int
by_begin(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* in with its found ranges as [LABEL]; found ranges may overlap. */
static void
show(char *out, size_t room, const struct text *t, const struct spans *found)
{
	size_t used = 0;
	uint32_t at = 0;

	if (found->count)
		qsort(found->at, found->count, sizeof(*found->at), by_begin);
	for (size_t i = 0; i < found->count && used + 80 < room; i++) {
		const struct span *s = &found->at[i];

		if (s->begin < at && s->end <= at)
			continue;
		if (s->begin >= at) {
			used += (size_t)snprintf(out + used, room - used,
			    "%.*s[%s]", (int)(s->begin - at), t->norm + at,
			    scrub_label_name(s->label));
		}
		at = s->end;
	}
	snprintf(out + used, room - used, "%s", t->norm + at);
}

static void
run(const struct row *row, size_t count, enum scrub_lang lang)
{
	struct text t;
	struct spans found, keep;
	char out[512];

	text_init(&t);
	spans_init(&found);
	spans_init(&keep);
	for (size_t i = 0; i < count; i++) {
		struct raw_text raw = { row[i].in, strlen(row[i].in) };

		spans_clear(&found);
		spans_clear(&keep);
		check(text_read(&t, raw) == SCRUB_OK, row[i].why);
		lexicon_fill(&t, lang);
		shapes_scan(&t, lang, &found, &keep);
		check(!found.failed && !keep.failed, row[i].why);
		show(out, sizeof(out), &t, &found);
		check_text(out, row[i].out, row[i].why);
		for (size_t k = 0; k < found.count; k++)
			check(found.at[k].begin < found.at[k].end &&
				found.at[k].end <= t.norm_len &&
				found.at[k].certainty <= 100,
			    "a range lies in the text");
	}
	spans_wipe(&found);
	spans_wipe(&keep);
	text_wipe(&t);
}

/* Numbers that stay are said to stay, so that no other layer takes them. */
static void
keeps(void)
{
	static const char *const in[] = { "L4-L5", "120/80", "G2P1A0", "3-0",
		"07:41", "4.1", "1:100,000", "NCT04610788", "22G" };
	struct text t;
	struct spans found, keep;

	text_init(&t);
	spans_init(&found);
	spans_init(&keep);
	for (size_t i = 0; i < sizeof(in) / sizeof(*in); i++) {
		struct raw_text raw = { in[i], strlen(in[i]) };

		spans_clear(&found);
		spans_clear(&keep);
		check(text_read(&t, raw) == SCRUB_OK, in[i]);
		shapes_scan(&t, SCRUB_EN, &found, &keep);
		check_number(found.count, 0, in[i]);
		check(spans_touch(&keep, 0, (uint32_t)t.norm_len), in[i]);
	}
	spans_wipe(&found);
	spans_wipe(&keep);
	text_wipe(&t);
}

/*
 * A text made to be slow takes no more than a few times what prose of the
 * same length takes: rules look ahead and back by bounded distances.
 */
static double
seconds(const char *piece)
{
	static char text[SCRUB_TEXT_MAX];
	size_t len = strlen(piece), used = 0;
	struct text t;
	struct spans found, keep;
	struct raw_text raw = { text, 0 };
	clock_t begin;

	while (used + len < sizeof(text)) {
		memcpy(text + used, piece, len);
		used += len;
	}
	raw.len = used;
	text_init(&t);
	spans_init(&found);
	spans_init(&keep);
	check(text_read(&t, raw) == SCRUB_OK, "long text is read");
	begin = clock();
	shapes_scan(&t, SCRUB_EN, &found, &keep);
	begin = clock() - begin;
	check(!found.failed, "long text has room");
	spans_wipe(&found);
	spans_wipe(&keep);
	text_wipe(&t);
	return (double)begin / CLOCKS_PER_SEC;
}

static void
linear(void)
{
	static const char *const piece[] = { "a-", "a.", "1.", "1-", "1/", "@",
		"a@", "a.com", "(01)", "(", "=/", "1 ", "7 7 ", "one ",
		"http://", "12/12/", ":", "1:", "a1", "+1 ", "dot ", "at ",
		"no. ", "mrn ", "jl. a ", "rt 1/rw ", "a street ", "-", "'",
		"0 0-0.", "x", "9", "x 2 ", "ring ", "double 1 ", "car AB ", "on 22 ", "street ", "may ", "90 ", "1,", "\n" };

	for (size_t i = 0; i < sizeof(piece) / sizeof(*piece); i++)
		check(seconds(piece[i]) < 1.0, piece[i]);
}

int
main(void)
{
	run(english, sizeof(english) / sizeof(*english), SCRUB_EN);
	run(indonesian, sizeof(indonesian) / sizeof(*indonesian), SCRUB_ID_ID);
	run(english_found, sizeof(english_found) / sizeof(*english_found),
	    SCRUB_EN);
	run(english_kept, sizeof(english_kept) / sizeof(*english_kept),
	    SCRUB_EN);
	run(english_more, sizeof(english_more) / sizeof(*english_more),
	    SCRUB_EN);
	run(indonesian_more, sizeof(indonesian_more) / sizeof(*indonesian_more),
	    SCRUB_ID_ID);
	run(english_numbers, sizeof(english_numbers) / sizeof(*english_numbers),
	    SCRUB_EN);
	run(english_measures,
	    sizeof(english_measures) / sizeof(*english_measures), SCRUB_EN);
	run(indonesian_numbers,
	    sizeof(indonesian_numbers) / sizeof(*indonesian_numbers),
	    SCRUB_ID_ID);
	run(english_places, sizeof(english_places) / sizeof(*english_places),
	    SCRUB_EN);
	run(indonesian_places,
	    sizeof(indonesian_places) / sizeof(*indonesian_places),
	    SCRUB_ID_ID);
	run(indonesian_forms,
	    sizeof(indonesian_forms) / sizeof(*indonesian_forms), SCRUB_ID_ID);
	run(english_calls, sizeof(english_calls) / sizeof(*english_calls),
	    SCRUB_EN);
	run(english_calls_kept,
	    sizeof(english_calls_kept) / sizeof(*english_calls_kept), SCRUB_EN);
	run(indonesian_calls,
	    sizeof(indonesian_calls) / sizeof(*indonesian_calls), SCRUB_ID_ID);
	keeps();
	linear();
	return check_done();
}
