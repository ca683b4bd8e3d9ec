/* SPDX-License-Identifier: MIT */
#ifndef SHAPES_PLACES_H
#define SHAPES_PLACES_H

#include "shapes_row.h"

/* Places by number and by name, and what only looks like one; made up. */

/* clang-format off */
static const struct row english_places[] = {
	/* Numbered places. */
	{ "unit by its trade", "she waits in Antepartum 31, calm", "she waits in [LOCATION], calm" },
	{ "day surgery", "asleep in ASC 4, tubes", "asleep in [LOCATION], tubes" },
	{ "a unit behind a word for where", "come to MRI 3, sats 85", "come to [LOCATION], sats 85" },
	{ "millimetres of a scan", "seen on CT 3 mm below", "seen on CT 3 mm below" },
	{ "findings of a scan are counted", "seen in CT 3 nodules, all small", "seen in CT 3 nodules, all small" },
	{ "some of them", "in CT 2 of them moved", "in CT 2 of them moved" },
	{ "free beds", "from medical 2 beds left", "from medical 2 beds left" },
	{ "no word for where", "after trauma 3 of them left", "after trauma 3 of them left" },
	{ "people are counted", "multi trauma 4 org", "multi trauma 4 org" },
	{ "reading of power", "weak to neuro 4/5 today", "weak to neuro 4/5 today" },
	{ "burnt skin", "facial burns 18 %, cuff 25", "facial burns 18 %, cuff 25" },
	{ "unit and letter", "tell her on Ortho 4C now", "tell her on [LOCATION] now" },
	{ "trauma's number", "they fight outside Trauma 2, again", "they fight outside [LOCATION], again" },
	{ "the kind of the unit", "sent from med surg 6 east, pale", "sent from [LOCATION], pale" },
	{ "trolley", "trolley 8 is wheezing", "[LOCATION] is wheezing" },
	{ "cot", "NICU cot 7 is warm", "NICU [LOCATION] is warm" },
	{ "hut", "hut 4 at the mission", "[LOCATION] at the mission" },
	{ "isolation", "Isolation 6 for the burn", "[LOCATION] for the burn" },
	{ "days of isolation", "isolation 4 days more", "isolation 4 days more" },
	{ "spoken number", "the tray for theatre eleven.", "the tray for [LOCATION]." },
	{ "spoken count", "is there room one more", "is there room one more" },
	{ "wing of a floor", "bring her to Level 6 West now", "bring her to [LOCATION] now" },
	{ "floor and block", "lobby of Level 3 Ashdown Block, stocked", "lobby of [LOCATION], stocked" },
	{ "floor and annexe", "gas machine in Level 2 Annexe reads 7", "gas machine in [LOCATION] reads 7" },
	{ "level of a spine", "level 5 fused, level 4 next", "level 5 fused, level 4 next" },
	{ "tower by its letter", "no porter at Tower D lobby", "no porter at [LOCATION] lobby" },
	{ "block by its letter", "I am in Block E consenting", "I am in [LOCATION] consenting" },
	{ "a nerve's block", "block C5 with 20 ml", "block C5 with 20 ml" },
	{ "number before the tower", "Code blue 4 Tower, run", "Code blue [LOCATION], run" },
	{ "theatre of its own kind", "Hybrid OR 3 is free", "[LOCATION] is free" },
	{ "pod with a bed", "goes to Pod 3 bed 11 then", "goes to [LOCATION] [LOCATION] then" },
	{ "days after the operation", "POD 3, walking", "POD 3, walking" },
	/* Addresses and houses. */
	{ "town and half its code", "lives at Flat 2, 64 Camber Gardens, Strathlyon AB41, alone", "lives at [LOCATION], alone" },
	{ "box, town, state and code", "mail to PO Box 220, Dunsmere NV 89801 please", "mail to [LOCATION] please" },
	{ "street, town and a whole British postcode", "home to 14 Quay Lane, Falmouth TR11 2AB, walks", "home to [LOCATION], walks" },
	{ "an Irish one", "home to 14 Quay Lane, Limerick V94 T9XH, walks", "home to [LOCATION], walks" },
	{ "a Canadian one", "home to 14 Quay Lane, Ottawa K2P 9X1, walks", "home to [LOCATION], walks" },
	{ "a person behind a street", "12 High Street, Mrs Adeyemo is next", "[LOCATION], Mrs Adeyemo is next" },
	{ "what she has behind a street", "12 High Street, Diabetic, insulin", "[LOCATION], Diabetic, insulin" },
	{ "a list behind a street", "12 High Street, Clopidogrel Aspirin today", "[LOCATION], Clopidogrel Aspirin today" },
	{ "fire station", "brought in from Station 22 by four", "brought in from [ORGANIZATION] by four" },
	{ "station of nodes", "station 7 sampled", "station 7 sampled" },
	{ "corner of two streets", "hit at Sequoia and 7th, both knees", "hit at [LOCATION], both knees" },
	{ "ribs are counted", "broke at Ribs and 4th metatarsal too", "broke at Ribs and 4th metatarsal too" },
	{ "lot before its street", "park, Lot 66 Juniper Flats, burnt", "park, [LOCATION], burnt" },
	{ "complex of theatres", "light in OT complex C, broken", "light in [LOCATION], broken" },
	/* Plates. */
	{ "three letters, digits, two letters", "hurt in the danfo KRT 418 YP, belted", "hurt in the danfo [VEHICLE], belted" },
	{ "a plate far behind its cue", "licence plate on the van for the hip loan set is R 614 KDW, sign", "licence plate on the van for the hip loan set is [VEHICLE], sign" },
	{ "a plate for bones", "locking plate in the tray with green tape, DHS 135 4 hole", "locking plate in the tray with green tape, DHS 135 4 hole" },
	{ "an emirate's plate", "brought in by DXB M 60417, police ask", "brought in by [VEHICLE], police ask" },
	{ "letters and digits at the gate", "gate says BQT 4417 brings the set", "gate says [VEHICLE] brings the set" },
	{ "digit first, for the driver", "wanted: driver of 4KXT 318", "wanted: driver of [VEHICLE]" },
	{ "no traffic near", "gained on LAD 8821 of them", "gained on LAD 8821 of them" },
	{ "a sled's mark", "Snowmobile reg KD 30814 hit a fence", "Snowmobile reg [VEHICLE] hit a fence" },
	/* Dates. */
	{ "weekday week in a sentence", "Monday week for the other side", "[DATE] for the other side" },
	{ "day of a feast", "2nd day of Eid and no porter", "[DATE] and no porter" },
	{ "Sunday of a season", "not before the 3rd Sunday of Advent", "not before the [DATE]" },
	{ "day of this month", "signed 18th inst., seen", "signed [DATE]., seen" },
	{ "weekday with a stop", "sent over Sun. 11/22 late", "sent over [DATE] late" },
	{ "May as it is", "the May audit says so", "the [DATE] audit says so" },
	{ "march as it is", "the march of the ants", "the march of the ants" },
	{ "Saturday at noon", "flight lands Sat at noon, says he", "flight lands [DATE] at noon, says he" },
	{ "a saturation at rest", "his Sat at rest 88", "his Sat at rest 88" },
	{ "day before with", "home Dec 3 w the drain", "home [DATE] w the drain" },
};

static const struct row indonesian_places[] = {
	{ "floor and building", "lantai 4 Gedung Merpati macet", "[LOCATION] macet" },
	{ "a unit behind a word for where", "dorong ke CT 2, cepat", "dorong ke [LOCATION], cepat" },
	{ "days alone", "di isolasi 3 hari lagi", "di isolasi 3 hari lagi" },
	{ "trolley", "trolley 5 kosong", "[LOCATION] kosong" },
	{ "village behind the alley", "rumah: Gang Randu 7, Sungai Ambat, ganti verban", "rumah: [LOCATION], ganti verban" },
	{ "village before the RT", "Kampung Telaga RT 03/RW 02 semua sakit", "[LOCATION] semua sakit" },
	{ "ward's short word", "dari kmr Dahlia 3, macet", "dari [LOCATION], macet" },
	{ "room's temperature", "suhu ruang naikin 26", "suhu ruang naikin 26" },
	{ "month in three letters", "skrg 11 Nop hernia", "skrg [DATE] hernia" },
	{ "school with a number", "guru SMPN 4 Karangjati, polip", "guru [ORGANIZATION], polip" },
	{ "school of its sort", "dari SMP Negeri 2 Waikelo, jatuh", "dari [ORGANIZATION], jatuh" },
	{ "deviation", "rata-rata 12, SD 2", "rata-rata 12, SD 2" },
	{ "factory and its goods", "kerja di pabrik gula Candi Arum, jari", "kerja di [ORGANIZATION], jari" },
	{ "any factory", "kerja di pabrik tahu dekat sini", "kerja di pabrik tahu dekat sini" },
	{ "plate of another region", "sopir bawa darah pakai DP 3318 KT, 10 menit", "sopir bawa darah pakai [VEHICLE], 10 menit" },
	{ "day of the feast", "jaga hari kedua Lebaran sepi", "jaga [DATE] sepi" },
	{ "a floor, not which", "antara lantai 2 dan 3 macet", "antara lantai 2 dan 3 macet" },
};
/* clang-format on */

#endif
