/* SPDX-License-Identifier: MIT */
/*
 * The words that say what the number beside them is, and the words that are
 * dates by themselves (re2c). One word has one kind: the first rule that has
 * it. Where a rule needs a second meaning, it asks for the word by name.
 */
#include "lexeme.h"

#define IS(k, v)                                                               \
	do {                                                                   \
		*value = (v);                                                  \
		*end = (const char *)p;                                        \
		return (k);                                                    \
	} while (0)

/* clang-format off */
enum lexeme_kind
shapes_word(const char *at, const char **end, uint16_t *value)
{
	const unsigned char *p = (const unsigned char *)at;
	const unsigned char *YYMARKER;

	*end = at;
/*!re2c
	re2c:define:YYCTYPE = "unsigned char";
	re2c:define:YYCURSOR = p;
	re2c:yyfill:enable = 0;
	re2c:indent:top = 1;

	A = [a-z];
	sp = [ ];
	ap = "'"?;
	hs = [ -]?;
	B = [^a-z0-9\xc3-\xdf]; // behind a word

	* { return LEX_WORD; }

	// Months, weekdays, holidays.
	("january"|"januari"|"february"|"februari"|"april"|"maret"|"june"|"juni"|"july"|"agustus"|"september"|"october"|"oktober"|"november"|"nopember"|"december"|"desember"|"feb"|"febr"|"apr"|"aug"|"sept"|"oct"|"okt"|"nov"|"agst"|"agt"|"pebruari"|"febuary"|"feburary"|"janurary"|"septmber"|"setember"|"ocotber"|"novemeber"|"decemeber"|"decmber"|"agustu"|"pebuari"|"febuari") / B { IS(LEX_MONTH, 0); }
	("jan"|"march"|"mar"|"may"|"mei"|"jun"|"jul"|"juli"|"august"|"sep"|"dec"|"des"|"agu"|"ags"|"mrt"|"nop"|"peb") / B { IS(LEX_MONTH_MAYBE, 0); }
	("enero"|"febrero"|"marzo"|"abril"|"mayo"|"junio"|"julio"|"agosto"|"septiembre"|"setiembre"|"octubre"|"noviembre"|"diciembre"|"janvier"|"fevrier"|"mars"|"avril"|"mai"|"juin"|"juillet"|"aout"|"septembre"|"octobre"|"novembre"|"decembre"|"januar"|"februar"|"maerz"|"marz"|"dezember"|"janeiro"|"fevereiro"|"marco"|"maio"|"junho"|"julho"|"setembro"|"outubro"|"dezembro"|"gennaio"|"febbraio"|"aprile"|"maggio"|"giugno"|"luglio"|"settembre"|"ottobre"|"dicembre"|"maart"|"augustus"|"suro"|"sapar"|"mulud"|"ruwah"|"muharram"|"safar"|"rabi al-awwal"|"rabi' al-awwal"|"rabi al-thani"|"rabiul awal"|"rabiul akhir"|"jumada al-awwal"|"jumadil awal"|"jumadil akhir"|"rajab"|"shaban"|"sya'ban"|"syaban"|"syawal"|"shawwal"|"dhu al-qadah"|"dzulqa'dah"|"dhu al-hijja"|"dhul hijjah"|"dzulhijjah"|"zulhijah"|"nisan"|"iyar"|"sivan"|"tammuz"|"elul"|"tishrei"|"cheshvan"|"kislev"|"tevet"|"shevat"|"adar"|"chaitra"|"vaisakha"|"sravana"|"kartik") / B { IS(LEX_MONTH_OTHER, 0); }
	(("mon"|"tues"|"wednes"|"thurs"|"fri"|"satur"|"sun") "day" "s"?|"tue"|"tues"|"wed"|"weds"|"thu"|"thur"|"thurs"|"fri"|"senen"|"kemis"|"rebo"|"seloso"|"jemuah"|"senin"|"selasa"|"rabu"|"kamis"|"jumat"|"jum'at"|"jumaat"|"sabtu"|"ahad"|"lundi"|"mardi"|"mercredi"|"jeudi"|"vendredi"|"samedi"|"dimanche"|"lunes"|"martes"|"miercoles"|"jueves"|"viernes"|"sabado"|"domingo"|"montag"|"dienstag"|"mittwoch"|"donnerstag"|"freitag"|"samstag"|"sonntag"|"maandag"|"dinsdag"|"woensdag"|"donderdag"|"vrijdag"|"zaterdag"|"zondag"|"wensday"|"wednsday"|"wedensday"|"wendesday"|"tuseday"|"teusday"|"tueday"|"thrusday"|"thurday"|"thursady"|"saterday"|"satuday"|"sunady"|"firday"|"mondy"|"frday") / B { IS(LEX_WEEKDAY, 0); }
	("mon"|"sat"|"sats"|"sun"|"minggu") / B { IS(LEX_WEEKDAY_MAYBE, 0); }
	("legi"|"pahing"|"paing"|"pon"|"wage"|"kliwon") / B { IS(LEX_PASARAN, 0); }

	ne = "new" sp "year" ap "s"?;
	(("christmas"|"xmas"|"x-mas") (sp ("eve"|"day"))? | ne (sp ("eve"|"day"))? | "nye" | "hogmanay" | "boxing" sp "day" | ("queen" ap "s"|"king" ap "s") sp ("official" sp)? "birthday" | (("spring"|"summer"|"may"|"early" sp "may"|"august") sp)? "bank" sp "holiday" | "clean" sp "monday" | ("labour"|"labor"|"anzac") sp "weekend" | ("st"|"st."|"saint")? sp? "stephen" ap "s" sp "day" | "good" sp "friday" | "easter" (sp ("monday"|"sunday"|"saturday"|"weekend"|"eve"))? | ("maundy"|"holy") sp "thursday" | "holy" sp ("saturday"|"week") | "ash" sp "wednesday" | "palm" sp "sunday" | ("shrove"|"carnival"|"fat"|"pancake") sp ("tuesday"|"monday"|"day") | "mardi" sp "gras" | "whit" sp? ("sun"|"mon"|"sunday"|"monday") | "whitsun" "day"? | "pentecost" | "trinity" sp "sunday" | "corpus" sp "christi" | "ascension" (sp "day")? | "assumption" sp "day" | "michaelmas"|"martinmas"|"candlemas"|"lammas"|"epiphany" | "all" sp ("saints"|"souls"|"hallows") ap (sp ("day"|"eve"))? | ("halloween"|"hallowe'en") | "guy" sp "fawkes" (sp ("night"|"day"))? | "bonfire" sp "night" | "burns" sp ("night"|"supper")) / B { IS(LEX_HOLIDAY, 0); }
	(("valentine"|"valentines"|"valentine's") (sp "day")? | (("st"|"st."|"saint") sp)? ("patrick" ap "s"|"pat" ap "s"|"paddy" ap "s"|"paddys"|"andrew" ap "s"|"george" ap "s"|"david" ap "s"|"brigid" ap "s"|"john" ap "s"|"nicholas"|"lucia") sp ("day"|"eve") | ("st"|"st."|"saint") sp ("pat" ap "s"|"paddy" ap "s") | "thanksgiving" (sp "day")? | "juneteenth" | "independence" sp "day" | ("4th"|"fourth") sp "of" sp "july" | ("memorial"|"labor"|"labour"|"veterans"|"veteran's"|"veterans'"|"presidents"|"president's"|"presidents'"|"columbus"|"mlk"|"flag"|"groundhog"|"election"|"inauguration"|"canada"|"victoria"|"australia"|"anzac"|"waitangi"|"republic"|"remembrance"|"armistice"|"heritage"|"freedom"|"youth"|"workers"|"worker's"|"may"|"mothers"|"mother's"|"mothers'"|"mum's"|"fathers"|"father's"|"fathers'"|"women's"|"children's"|"teacher's"|"teachers"|"nurses"|"doctors"|"april" sp "fools"|"april" sp "fool's"|"st" sp "swithin's"|"commonwealth"|"family"|"bastille"|"liberation"|"unity"|"constitution"|"national"|"king's"|"queen's"|"madaraka"|"jamhuri"|"mashujaa"|"democracy"|"pi"|"leap"|"armed" sp "forces"|"reconciliation"|"human" sp "rights"|"women"|"mandela") sp "day") / B { IS(LEX_HOLIDAY, 0); }
	(("black"|"cyber") sp ("friday"|"monday") | "cinco" sp "de" sp "mayo" | "day" sp "of" sp "the" sp "dead" | "kwanzaa"|"hanukkah"|"chanukah"|"hannukah"|"passover"|"pesach"|"purim"|"shavuot"|"sukkot"|"sukkos"|"simchat torah"|"tisha b'av"|"lag baomer" | ("rosh" hs "hashanah"|"rosh" hs "hashana"|"yom" hs "kippur"|"yom" hs "hashoah"|"yom" hs "haatzmaut"|"erev" sp A{3,12}) | "shabbat"|"shabbos"|"shabbes") / B { IS(LEX_HOLIDAY, 0); }
	(("eid"|"idul"|"id") [ -] ("al-fitr"|"ul-fitr"|"al" sp "fitr"|"ul" sp "fitr"|"fitr"|"fitri"|"al-adha"|"ul-adha"|"al" sp "adha"|"ul" sp "adha"|"adha") | "eid"|"ramadan"|"ramadhan"|"ramzan"|"ramazan"|"lebaran"|"takbiran"|"nuzulul quran"|"isra miraj"|"isra mi'raj"|"maulid"|"mawlid"|"mawlid al-nabi"|"maulid nabi"|"milad"|"ashura"|"muharam"|"arafah"|"laylat al-qadr"|"lailatul qadar"|"bakrid"|"muharram" sp "holiday" | "malam" sp ("takbiran"|"takbir"|"tahun" sp "baru"|"natal"|"jumat"|"minggu"|"sabtu"|"senin")) / B { IS(LEX_HOLIDAY, 0); }
	("diwali"|"deepavali"|"holi"|"navratri"|"navaratri"|"dussehra"|"dasara"|"durga puja"|"pongal"|"onam"|"lohri"|"baisakhi"|"vaisakhi"|"ganesh chaturthi"|"raksha bandhan"|"rakhi"|"janmashtami"|"krishna janmashtami"|"maha shivratri"|"shivaratri"|"makar sankranti"|"ugadi"|"thaipusam"|"vesak"|"waisak"|"wesak"|"songkran"|"loy krathong"|"nowruz"|"norooz"|"nyepi"|"galungan"|"kuningan"|"saraswati day"|"imlek"|"cap go meh"|"chinese new year"|"lunar new year"|"chuseok"|"seollal"|"obon"|"golden week"|"qingming"|"dragon boat festival"|"moon festival"|"mid-autumn festival"|"lantern festival"|"paskah"|"pentakosta"|"natal"|"tahun baru"|"tahun baru imlek"|"jumat agung"|"rabu abu"|"minggu palma"|"kamis putih"|"kenaikan isa almasih"|"kenaikan yesus"|"hari kartini"|"hari kemerdekaan"|"tujuh belasan"|"17an"|"17-an"|"agustusan"|"hari raya"|"hari pahlawan"|"hari buruh"|"hari ibu"|"sumpah pemuda"|"cuti bersama"|"dia de los muertos"|"semana santa"|"navidad"|"noche buena"|"nochebuena"|"midsummer"|"walpurgis"|"oktoberfest"|"sinterklaas"|"koningsdag"|"ramnavami"|"bihu"|"meskel"|"enkutatash"|"timkat"|"orthodox easter"|"orthodox christmas"|"st swithin's"|"mothering sunday"|"advent sunday"|"stir-up sunday"|"super bowl sunday"|"superbowl sunday") / B { IS(LEX_HOLIDAY, 0); }
	("lent"|"advent"|"carnival"|"fasching"|"puasa"|"tet") / B { IS(LEX_HOLIDAY_MAYBE, 0); }
	("am"|"pm"|"a.m"|"p.m"|"morning"|"afternoon"|"evening"|"eve"|"night"|"noon"|"midday"|"pagi"|"siang"|"sore"|"malam"|"subuh"|"dawn"|"lunchtime"|"arvo") / B { IS(LEX_DAY_PART, 0); }
	("last"|"next"|"this"|"past"|"previous"|"following"|"upcoming"|"every"|"each"|"depan"|"lalu"|"kemarin"|"besok"|"kemaren"|"mendatang"|"ini"|"lusa"|"esok") / B { IS(LEX_REL, 0); }

	// Number words.
	("zero"|"oh"|"nought"|"nol"|"kosong") / B { IS(LEX_NUM, 0); }
	("one"|"satu"|"se") / B { IS(LEX_NUM, 1); }
	("two"|"dua") / B { IS(LEX_NUM, 2); }
	("three"|"tiga") / B { IS(LEX_NUM, 3); }
	("four"|"empat") / B { IS(LEX_NUM, 4); }
	("five"|"lima"|"fife") / B { IS(LEX_NUM, 5); }
	("six"|"enam") / B { IS(LEX_NUM, 6); }
	("seven"|"tujuh") / B { IS(LEX_NUM, 7); }
	("eight"|"delapan") / B { IS(LEX_NUM, 8); }
	("nine"|"niner"|"sembilan") / B { IS(LEX_NUM, 9); }
	("ten"|"sepuluh") / B { IS(LEX_NUM, 10); }
	("eleven"|"sebelas") / B { IS(LEX_NUM, 11); }
	("twelve") / B { IS(LEX_NUM, 12); }
	("thirteen") / B { IS(LEX_NUM, 13); }
	("fourteen") / B { IS(LEX_NUM, 14); }
	("fifteen") / B { IS(LEX_NUM, 15); }
	("sixteen") / B { IS(LEX_NUM, 16); }
	("seventeen") / B { IS(LEX_NUM, 17); }
	("eighteen") / B { IS(LEX_NUM, 18); }
	("nineteen") / B { IS(LEX_NUM, 19); }
	("twenty") / B { IS(LEX_NUM, 20); }
	("thirty") / B { IS(LEX_NUM, 30); }
	("forty"|"fourty") / B { IS(LEX_NUM, 40); }
	("fifty") / B { IS(LEX_NUM, 50); }
	("sixty") / B { IS(LEX_NUM, 60); }
	("seventy") / B { IS(LEX_NUM, 70); }
	("eighty") / B { IS(LEX_NUM, 80); }
	("ninety") / B { IS(LEX_NUM, 90); }
	("hundred"|"ratus") / B { IS(LEX_NUM, 100); }
	("seratus") / B { IS(LEX_NUM, 101); }
	("belas") / B { IS(LEX_NUM, LEXEME_TEENS_ID); }
	("puluh") / B { IS(LEX_NUM, LEXEME_TENS_ID); }
	("double"|"triple"|"dobel") / B { IS(LEX_NUM, LEXEME_REPEAT); }
	("first") / B { IS(LEX_ORDINAL, 1001); }
	("second") / B { IS(LEX_ORDINAL, 1002); }
	("third") / B { IS(LEX_ORDINAL, 1003); }
	("fourth") / B { IS(LEX_ORDINAL, 1004); }
	("fifth") / B { IS(LEX_ORDINAL, 1005); }
	("sixth") / B { IS(LEX_ORDINAL, 1006); }
	("seventh") / B { IS(LEX_ORDINAL, 1007); }
	("eighth") / B { IS(LEX_ORDINAL, 1008); }
	("ninth") / B { IS(LEX_ORDINAL, 1009); }
	("tenth") / B { IS(LEX_ORDINAL, 1010); }
	("eleventh") / B { IS(LEX_ORDINAL, 1011); }
	("twelfth") / B { IS(LEX_ORDINAL, 1012); }
	(("thir"|"four"|"fif"|"six"|"seven"|"eigh"|"nine") "teenth") / B { IS(LEX_ORDINAL, 1015); }
	("twentieth"|"thirtieth") / B { IS(LEX_ORDINAL, 1020); }
	("alpha"|"bravo"|"charlie"|"delta"|"echo"|"foxtrot"|"golf"|"hotel"|"india"|"juliet"|"juliett"|"kilo"|"lima"|"mike"|"november"|"oscar"|"papa"|"quebec"|"romeo"|"sierra"|"tango"|"uniform"|"victor"|"whiskey"|"xray"|"x-ray"|"yankee"|"zulu"|"dash"|"slash"|"hyphen"|"strip") / B { IS(LEX_NATO, 0); }

	// Before (some behind) an identifier.
	("dob"|"d.o.b"|"born"|"birth"|"birthdate"|"birthday"|"bday"|"b'day"|"b-day"|"lahir"|"ttl"|"hbd"|"ultah"|"bd"|"geb"|"kelahiran"|"date of birth") / B { IS(LEX_CUE_DOB, 0); }
	("date"|"dated"|"exp"|"expiry"|"expires"|"expired"|"expiring"|"expire"|"seen"|"adm"|"admitted"|"admission"|"lmp"|"edd"|"hpht"|"due"|"tgl"|"tanggal"|"tg"|"scheduled"|"booked"|"rebooked"|"rescheduled"|"moved"|"placed"|"implanted"|"revised"|"logged"|"dialysed"|"dialyzed"|"embolised"|"embolized"|"collected"|"taken"|"visit"|"appt"|"appointment"|"kontrol"|"jadwal"|"discharged"|"dc'd"|"doa"|"dos"|"film"|"rebook"|"started"|"stopped"|"refilled"|"debrided"|"kadaluarsa"|"ed"|"refill"|"inserted"|"biopsied"|"resected"|"signed"|"issued"|"labelled"|"labeled"|"operated"|"masuk"|"pulang"|"rawat"|"expirasi"|"birth date"|"arrived"|"libur"|"fu"|"f/u"|"follow up"|"follow-up"|"followup"|"review"|"reviewed"|"lab ref"|"doi") / B { IS(LEX_CUE_DATE, 0); }

	("hkid"|"cnic"|"ghic"|"ehic"|"mrn"|"emrn"|"nhs"|"ssn"|"nik"|"ktp"|"kk"|"bpjs"|"jkn"|"kis"|"npi"|"gmc"|"nmc"|"hcpc"|"gphc"|"dea"|"npwp"|"nip"|"nrp"|"sip"|"strk"|"str"|"nhi"|"ihi"|"chi"|"nin"|"nric"|"fin"|"uhid"|"urn"|"ur"|"umrn"|"ipd"|"opd"|"ipno"|"crn"|"pid"|"mpi"|"empi"|"csn"|"bsn"|"insee"|"nino"|"cnp"|"pesel"|"cpf"|"curp"|"dni"|"nie"|"ppsn"|"pps"|"ahpra"|"hpcsa"|"mdcn"|"prc"|"mbi"|"hicn"|"tfn"|"aadhaar"|"aadhar"|"abha"|"philhealth"|"medicare"|"medicaid"|"dva"|"unos"|"optn"|"donornet"|"passport"|"paspor"|"pasport"|"visa"|"licence"|"license"|"lic"|"badge"|"lanyard"|"wristband"|"bracelet"|"armband"|"gelang"|"account"|"acct"|"accession"|"encounter"|"enc"|"episode"|"policy"|"polis"|"claim"|"klaim"|"member"|"membership"|"anggota"|"peserta"|"subscriber"|"beneficiary"|"auth"|"preauth"|"pre-auth"|"rekam medis"|"rekmed"|"medrec"|"folio"|"register"|"registrasi"|"noreg"|"kunjungan"|"invoice"|"kwitansi"|"faktur"|"ktm"|"kitas"|"social"|"employee"|"payroll"|"pegawai"|"barcode"|"sediaan"|"incident"|"datix"|"requisition"|"mykad"|"driver's license"|"drivers license"|"drivers licence"|"driver's licence"|"driving licence"|"driving license"|"health card"|"healthcard"|"ohip"|"ramq"|"u/n"|"din"|"svc"|"casenote"|"casenotes"|"k-number"|"kennitala"|"personnummer"|"svnr"|"imss"|"cedula"|"oib"|"egn"|"tin"|"hospno"|"norm"|"uli"|"phn"|"hcn"|"efin"|"nok id"|"aid"|"ip no"|"ip number"|"ip no."|"op no"|"mr no"|"reg no") / B { IS(LEX_CUE_ID, 1); }
	("nim"|"kantong"|"sticker"|"stiker"|"antrian"|"specimen"|"case"|"kasus"|"lab"|"unit"|"bag"|"pool"|"donor"|"recipient"|"sample"|"sampel"|"spesimen"|"frozen"|"fs"|"path"|"pathology"|"study"|"trial"|"kit"|"label"|"sheet"|"record"|"form"|"card"|"tag"|"group"|"insurance"|"asuransi"|"scheme"|"tissue"|"plt"|"prbc"|"permit"|"pin"|"surgery"|"hospital"|"ref"|"refs"|"reference"|"national"|"citizen"|"student"|"mahasiswa"|"stu"|"dispatch"|"surat"|"acc"|"billing"|"chart"|"hosp"|"req"|"order"|"docket"|"seal"|"cert"|"certificate"|"custody"|"ic"|"dl"|"pan"|"sim"|"bin"|"emp"|"personnel"|"inc"|"ticket"|"complaint"|"randomisation"|"randomization"|"subject"|"screening"|"xm"|"crossmatch"|"rand"|"cyto"|"histo"|"histology"|"cytology"|"slide"|"kartu"|"resep"|"prescription"|"rx"|"army"|"navy"|"service"|"reg"|"registration"|"registry"|"enrolment"|"enrollment"|"bloods"|"autopsy"|"coroner"|"polisi"|"folder"|"band"|"bands"|"pot"|"spec"|"plan"|"insurer"|"health plan"|"prior auth"|"paspor no"|"visitor"|"observer") / B { IS(LEX_CUE_ID_MAYBE, 0); }
	("no"|"no."|"nos"|"number"|"numbers"|"num"|"nr"|"nomor"|"nomer"|"nmr"|"#"|"id"|"i.d"|"ids"|"code"|"kode"|"token"|"numero") / B { IS(LEX_CUE_NO, 0); }
	("lot"|"lots"|"serial"|"serials"|"sn"|"s/n"|"s.n"|"ser"|"serno"|"batch"|"bch"|"udi"|"udi-di"|"udi-pi"|"seri"|"gtin"|"gs1"|"asset"|"imei"|"inventaris"|"biomed") / B { IS(LEX_CUE_DEVICE, 0); }

	("pager"|"pagers"|"beeper"|"bleep"|"bleeps"|"bleeped"|"paged"|"page"|"fax"|"phone"|"fone"|"telephone"|"tel"|"telp"|"telpon"|"telepon"|"tlp"|"tlpn"|"mobile"|"mobile's"|"cell"|"cellphone"|"dect"|"vocera"|"spectra"|"handset"|"hotline"|"landline"|"hp"|"wa"|"whatsapp"|"nohp"|"voicemail"|"handphone"|"ponsel"|"switchboard"|"contact"|"kontak"|"ascom"|"beep"|"beeped"|"pgr"|"pgr#"|"mob"|"celular"|"cellular"|"hape"|"notelp"|"no telp"|"no hp"|"no wa") / B { IS(LEX_CUE_PHONE, 0); }
	("calling"|"phoned"|"dialled"|"dialed"|"call"|"calls"|"called"|"ring"|"rings"|"rang"|"text"|"texted"|"sms"|"dial"|"reach"|"hubungi"|"telfon"|"ditelp"|"line"|"try"|"via") / B { IS(LEX_CUE_CALL, 0); }
	("ekstensi"|"interkom"|"intercom"|"ext"|"extn"|"ekst"|"pesawat"|"extension") / B { IS(LEX_CUE_EXT, 0); }

	("nopol"|"plat"|"plate number"|"plate no"|"numberplate"|"nopolisi"|"no polisi"|"license plate"|"licence plate"|"reg plate"|"number plate"|"rego"|"rego's"|"regn"|"reg'd"|"registered") / B { IS(LEX_CUE_PLATE, 0); }
	("danfo"|"okada"|"keke"|"bakkie"|"snowmobile"|"cruiser"|"kijang"|"bajaj"|"ojek"|"ambulan"|"hearse"|"parks"|"ute"|"moto"|"motornya"|"mobilnya"|"avansa"|"seaplane"|"sea-plane"|"van"|"car"|"truck"|"lorry"|"taxi"|"mobil"|"motor"|"ambulans"|"ambulance"|"motorbike"|"motorcycle"|"scooter"|"pickup"|"angkot"|"bus"|"suv"|"jeep"|"sedan"|"parked"|"parkir"|"helicopter"|"heli"|"helo"|"chopper"|"aircraft"|"tail"|"medevac"|"fleet"|"ranger"|"toyota"|"honda"|"ford"|"vehicle"|"kendaraan"|"avanza"|"innova"|"boda"|"matatu"|"tuktuk"|"crew"|"driving"|"drives"|"whose"|"courier"|"kurir"|"owns"|"crash"|"bike"|"trailer"|"minibus"|"uber"|"gojek"|"cab"|"limo"|"fortuner"|"xenia"|"pajero"|"corolla"|"hilux") / B { IS(LEX_CUE_VEHICLE, 0); }
	("vin"|"chassis"|"rangka"|"noka"|"nosin") / B { IS(LEX_CUE_VIN, 0); }
	("medic"|"hems"|"lifeflight"|"airlift"|"medstar"|"careflight"|"rescue"|"engine"|"callsign"|"rig") / B { IS(LEX_CUE_CREW, 0); }

	("fingerprint"|"fingerprints"|"thumbprint"|"thumbprints"|"voiceprint"|"voiceprints"|"palmprint"|"retinal scan"|"biometric"|"biometrics"|"biometri"|"biometrik"|"faceprint"|"bio-id"|"sidik jari"|"sidikjari"|"finger vein"|"palm vein"|"hand vein"|"palm scan"|"hand scan"|"face scan"|"face-scan"|"iris scan"|"iris-scan"|"retina scan"|"finger scan"|"scan wajah"|"face id"|"faceid"|"facial geometry"|"face template"|"hand geometry"|"gait signature"|"gait"|"footprint"|"footprints"|"earprint"|"rekam wajah"|"pemindai"|"keystroke"|"voice id"|"passkey"|"passkey's"|"enrolled finger"|"dna profile"|"geometri tangan"|"hand-geometry"|"palm-vein"|"finger-vein"|"retina-scan"|"hand-scan"|"voice-print"|"facial-geometry"|"palm print"|"palm prints"|"thumb scan"|"thumb print"|"finger print"|"fingerprint scan"|"voice print"|"face print"|"foot print"|"hand print"|"ear print"|"retina id"|"retina ref"|"iris id"|"iris ref"|"iris code"|"palm id"|"vein scan"|"vein pattern"|"dental record"|"sidik"|"cap jempol"|"pindai wajah"|"pindai iris"|"pemindaian wajah"|"rekam suara"|"ecg signature"|"facial recognition"|"facial scan"|"voice recognition") / B { IS(LEX_CUE_BIO, 0); }
	("finger"|"thumb"|"iris"|"retina"|"retinal"|"face"|"facial"|"palm"|"voice"|"wajah"|"suara"|"jempol"|"scanner"|"fp"|"template"|"hand") / B { IS(LEX_CUE_BIO_MAYBE, 0); }

	("zoom"|"webinar"|"meeting"|"teams"|"webex"|"passcode"|"join"|"joining"|"stream"|"ip"|"ipv4"|"ipv6"|"mac"|"server"|"node"|"host"|"hostname"|"dns"|"ssh"|"url"|"link"|"wifi"|"ssid"|"skype"|"livestream"|"workstation"|"pc"|"camera"|"ping"|"gmeet") / B { IS(LEX_CUE_NET, 0); }

	("postcode"|"postcodes"|"zip"|"zipcode"|"zip code"|"zip codes"|"postal code"|"zips"|"post code"|"postal"|"pincode"|"kodepos"|"kode pos"|"kode post"|"eircode"|"cep"|"plz"|"postleitzahl") / B { IS(LEX_CUE_POST, 0); }
	("p.o. box"|"po box"|"p.o box"|"p o box"|"postbus"|"postfach"|"box"|"apartado"|"private bag"|"gpo box") / B { IS(LEX_BOX, 0); }
	("rt"|"rw") / B { IS(LEX_RT, 0); }

	("room"|"rooms"|"rm"|"theatre"|"theater"|"theatres"|"theaters"|"bed"|"beds"|"bay"|"bays"|"ward"|"wards"|"cubicle"|"cubicles"|"suite"|"pod"|"corridor"|"kamar"|"kmr"|"ruang"|"ruangan"|"rg"|"bangsal"|"cathlab"|"cath lab"|"hybrid"|"lecture hall"|"gate"|"operating room"|"hybrid room"|"trauma bay"|"resus bay"|"resus"|"bilik"|"gedung"|"koridor"|"chamber"|"clinic room"|"procedure room"|"tt"|"side room"|"store room"|"storeroom"|"waiting room"|"loading dock"|"changing room"|"seminar room"|"kamar operasi"|"kamar bersalin"|"kamar bedah"|"ruang operasi"|"ruang tindakan"|"ruang kateter"|"ruang isolasi"|"cupboard"|"boks"|"sala"|"salle"|"chambre"|"kamer"|"cama"|"leito"|"habitacion"|"trolley bay"|"angio suite"|"dock"|"hall"|"mri room"|"wing"|"vip"|"family room"|"isolation room"|"consult room"|"ot room") / B { IS(LEX_ROOM, 0); }
	("mawar"|"melati"|"anggrek"|"flamboyan"|"kenanga"|"cempaka"|"dahlia"|"teratai"|"tulip"|"sakura"|"bougenville"|"bougenvile"|"bugenvil"|"nusa indah"|"wijaya kusuma"|"wijayakusuma"|"cendana"|"kamboja"|"kemuning"|"edelweis"|"edelweiss"|"seruni"|"rafflesia"|"raflesia"|"asoka"|"angsoka"|"alamanda"|"lavender"|"gardenia"|"krisan"|"seroja"|"anyelir"|"soka"|"cendrawasih"|"gelatik"|"magnolia"|"maple"|"spruce"|"birch"|"oak"|"cedar"|"aspen"|"sycamore"|"larch"|"poplar") / B { IS(LEX_WARD, 0); }
	("or"|"ot"|"ok"|"level"|"lvl"|"floor"|"lantai"|"lt"|"lab room"|"table"|"block"|"blok"|"building"|"bldg"|"tower"|"flat"|"apt"|"apartment"|"plot"|"sector"|"sektor"|"icu"|"picu"|"nicu"|"sicu"|"micu"|"ccu"|"hcu"|"hdu"|"itu"|"cvicu"|"csicu"|"cticu"|"ctsicu"|"tsicu"|"ticu"|"cicu"|"imcu"|"pcu"|"sdu"|"scbu"|"ldr"|"cath"|"angio"|"endo"|"endoscopy"|"preop"|"pre-op"|"holding"|"step-down"|"stepdown"|"triage"|"ed bed"|"poli"|"poly clinic"|"igd"|"vk"|"recovery"|"pacu"|"phase"|"house"|"rumah"|"station"|"desk"|"counter"|"zone"|"area"|"unit no"|"store"|"entrance"|"ibs"|"dsu"|"cvor"|"isolasi"|"stall"|"slot"|"pav"|"paviliun"|"nurse station"|"pintu"|"gd"|"clinic"|"isolation"|"chair"|"suite no") / B { IS(LEX_ROOM_MAYBE, 0); }
	("street"|"streets"|"avenue"|"ave"|"av"|"boulevard"|"blvd"|"crescent"|"cres"|"terrace"|"parade"|"lane"|"ln"|"road"|"rd"|"mews"|"freeway"|"expressway"|"esplanade"|"strasse"|"str."|"straat"|"laan"|"gade"|"vej"|"gata"|"alley"|"circus"|"cul-de-sac"|"turnpike"|"pkwy"|"parkway"|"gve"|"wynd"|"nagar"|"marg") / B { IS(LEX_STREET, 0); }
	("drive"|"dr."|"way"|"close"|"court"|"ct."|"place"|"pl"|"square"|"sq"|"st"|"row"|"grove"|"gardens"|"park"|"hill"|"walk"|"rise"|"view"|"loop"|"trail"|"circle"|"path way"|"bridge"|"quay"|"wharf"|"green"|"gate street"|"causeway"|"promenade"|"residence"|"estate"|"flats"|"lodge"|"cottages"|"villas"|"heights"|"towers"|"mall"|"bypass"|"run"|"link road"|"layout"|"plaza"|"colony"|"cross"|"bend"|"croft"|"garth"|"brae"|"brow"|"vista"|"point") / B { IS(LEX_STREET_MAYBE, 0); }
	("jl"|"jln"|"jalan"|"gg"|"gang"|"rue"|"calle"|"via dei"|"avenida"|"avenue de"|"boulevard de"|"rua"|"carrera"|"jalan raya"|"perumahan"|"perum"|"komplek"|"kompleks"|"dusun"|"route"|"rte"|"interstate"|"motorway"|"state route"|"county road"|"rural route"|"rr"|"mile marker"|"milepost"|"highway"|"hwy"|"lorong"|"lrg") / B { IS(LEX_STREET_FIRST, 0); }
	("alabama"|"alaska"|"al"|"ak"|"az"|"ar"|"ca"|"co"|"ct"|"dc"|"de"|"fl"|"ga"|"hi"|"ia"|"il"|"ks"|"ky"|"la"|"ma"|"md"|"mi"|"mn"|"ms"|"mo"|"mt"|"nc"|"nd"|"ne"|"nh"|"nj"|"nm"|"nv"|"ny"|"oh."|"pa"|"ri"|"sc"|"sd"|"tn"|"tx"|"ut"|"va"|"vt"|"wa."|"wi"|"wv"|"wy"|"nsw"|"vic"|"qld"|"tas"|"act"|"calif"|"texas"|"ohio"|"oregon"|"florida"|"california") / B { IS(LEX_STATE, 0); }

	// Beside a number that stays, or an age.
	("on"|"from"|"since"|"until"|"till"|"til"|"by"|"before"|"after"|"of"|"in"|"for"|"at"|"around"|"during"|"between"|"through"|"thru"|"to"|"sejak"|"dari"|"sampai"|"sampe"|"hingga"|"bulan"|"pada"|"sebelum"|"setelah"|"sblm"|"stlh"|"untuk"|"di"|"early"|"late"|"mid"|"mid-"|"end"|"beginning"|"start"|"awal"|"akhir"|"pertengahan"|"antara"|"week"|"wk"|"per"|"hari"|"hr."|"dgn"|"with"|"s/d"|"sd"|"w/") / B { IS(LEX_PREP, 0); }
	("the"|"a"|"an"|"is"|"was"|"are"|"were"|"be"|"been"|"and"|"&"|"but"|"if"|"it"|"its"|"that"|"which"|"as"|"than"|"then"|"so"|"when"|"while"|"not"|"has"|"have"|"had"|"will"|"would"|"shall"|"should"|"can"|"could"|"might"|"must"|"do"|"does"|"did"|"i"|"we"|"you"|"they"|"them"|"us"|"my"|"our"|"your"|"their"|"there"|"here"|"who"|"what"|"where"|"yang"|"yg"|"dan"|"atau"|"itu"|"ini."|"ada"|"tidak"|"tdk"|"udah"|"sudah"|"sdh"|"akan"|"ke"|"dng"|"kalau"|"kalo"|"juga"|"saja"|"aja"|"ya"|"nya"|"says"|"said"|"shows"|"show"|"reads"|"now"|"also"|"only"|"please"|"pls"|"yes"|"up"|"out"|"off"|"down"|"over"|"all"|"any"|"no longer") / B { IS(LEX_FUNC, 0); }

	("mg"|"mcg"|"ug"|"g"|"gr"|"gm"|"gram"|"grams"|"kg"|"kgs"|"kilo's"|"lb"|"lbs"|"pounds"|"oz"|"ml"|"mls"|"cc"|"l"|"liter"|"litre"|"litres"|"liters"|"dl."|"ul"|"mm"|"cm"|"cms"|"inch"|"inches"|"inci"|"ft"|"feet"|"um"|"nm."|"mmhg"|"cmh"|"kpa"|"mbar"|"atm"|"bar"|"psi"|"fr"|"french"|"ga"|"gauge"|"mmol"|"umol"|"nmol"|"meq"|"mosm"|"iu"|"units"|"u"|"unit's"|"mu"|"ng"|"pg"|"ppm"|"mhz"|"khz"|"hz"|"w"|"watts"|"watt"|"j"|"joules"|"kv"|"v"|"volt"|"volts"|"ma"|"mah"|"amp"|"bpm"|"rpm"|"tpm"|"lpm"|"fps"|"gy"|"cgy"|"msv"|"mgy"|"deg"|"degrees"|"degree"|"derajat"|"c"|"f"|"%"|"percent"|"persen"|"pct"|"mfi"|"copies"|"cells"|"beats"|"breaths"|"drops"|"tetes"|"tablet"|"tabs"|"tab"|"caps"|"ampoules"|"amps"|"ampul"|"vial"|"vials"|"x"|"fold"|"swabs"|"sponges"|"needles"|"packs"|"raytec"|"raytecs"|"laps"|"clips"|"clip"|"kasa"|"jarum"|"buah"|"biji"|"bh"|"lembar"|"lapis"|"bungkus"|"kantong darah"|"stitches"|"sutures"|"screws"|"pins"|"holes"|"ports"|"patients"|"pasien2"|"cases"|"people"|"orang"|"sessions"|"cycles"|"times"|"kali"|"passes"|"nodes"|"fps."|"px"|"p"|"mb"|"gb"|"kcal"|"cal"|"steps"|"points"|"pts"|"euros"|"eur"|"usd"|"dollars"|"rupiah"|"rb"|"ribu"|"juta"|"k"|"mil"|"viewers"|"students"|"seats"|"meters"|"metres"|"m2"|"km"|"miles"|"pack-years"|"g/dl"|"mmol/l"|"kilos"|"kilo"|"stone"|"lbs.") / B { IS(LEX_UNIT, 0); }
	("min"|"mins"|"minute"|"minutes"|"mnt"|"menit"|"sec"|"secs"|"second's"|"seconds"|"detik"|"s"|"ms"|"h"|"hr"|"hrs"|"hour"|"hours"|"jam"|"d"|"day"|"days"|"weeks"|"wks"|"month"|"months"|"mo."|"mos"|"bln"|"mgg"|"night's"|"nights"|"doses"|"dose") / B { IS(LEX_SPAN_UNIT, 0); }
	("yo"|"y.o"|"y/o"|"y.o."|"y-o"|"yr"|"yrs"|"year"|"years"|"year's"|"y"|"yrs."|"th"|"thn"|"tahun"|"taun"|"yro"|"yrold"|"yearold"|"yos"|"birthdays"|"yom"|"yof"|"yo."|"yom.") / B { IS(LEX_YEARS, 0); }
	("old"|"olds") / B { IS(LEX_OLD, 0); }
	("m"|"male"|"female"|"man"|"woman"|"perempuan"|"pria"|"wanita"|"laki"|"lk"|"pr"|"boy"|"girl"|"fem"|"laki-laki") / B { IS(LEX_SEX, 0); }
	("he"|"she"|"patient"|"pt"|"lady"|"gentleman"|"gent"|"grandma"|"grandpa"|"granny"|"gran"|"nana"|"nenek"|"kakek"|"opa"|"oma"|"pasien"|"widow"|"widower"|"chap"|"bloke"|"mother"|"father"|"mum"|"mom"|"dad"|"aunt"|"uncle"|"husband"|"wife"|"resident"|"ibu"|"bapak"|"mbah"|"eyang"|"simbah"|"px"|"os"|"lansia"|"nonagenarian"|"centenarian"|"his"|"her"|"gran's"|"fellow"|"nun"|"veteran"|"sister"|"brother"|"grandmother"|"grandfather"|"hes"|"shes"|"he's"|"she's"|"lolo"|"lola"|"abuela"|"recip") / B { IS(LEX_PERSON, 0); }
	("age"|"aged"|"ages"|"umur"|"usia"|"turned"|"turns"|"turning"|"umurnya"|"berumur"|"berusia"|"usianya"|"umure") / B { IS(LEX_AGE, 0); }

	("hr."|"pulse"|"nadi"|"sats"|"spo"|"sao"|"svo"|"sto"|"map"|"bp"|"nibp"|"td"|"tensi"|"rr"|"resp"|"etco"|"paco"|"pao"|"fio"|"temp"|"suhu"|"hb"|"hgb"|"hct"|"ht"|"wbc"|"wcc"|"plts"|"leukosit"|"leuko"|"trombosit"|"platelets"|"platelet"|"crp"|"inr"|"aptt"|"ptt"|"pt-inr"|"act."|"na"|"cl"|"mag"|"creat"|"cr"|"crea"|"kreatinin"|"urea"|"bun"|"egfr"|"gfr"|"glucose"|"glu"|"gds"|"rbs"|"bsl"|"bgl"|"lact"|"lactate"|"laktat"|"ck"|"cpk"|"troponin"|"trop"|"amylase"|"lipase"|"amilase"|"albumin"|"bili"|"alt"|"ast"|"alp"|"ggt"|"psa"|"ca-125"|"cea"|"afp"|"hcg"|"pth"|"tsh"|"ferritin"|"ddimer"|"fibrinogen"|"bnp"|"ph"|"be"|"hco"|"peep"|"pip"|"tv"|"mv"|"ef"|"co"|"ci."|"cvp"|"pa."|"icp"|"cpp"|"bis"|"mac."|"ebl"|"uo"|"urine"|"urin"|"output"|"bmi"|"weight"|"weighs"|"wt"|"bb"|"berat"|"height"|"tb"|"volume"|"vol"|"flow"|"flows"|"rate"|"pressure"|"tourniquet"|"dose."|"heparin"|"protamine"|"saturasi"|"saturation"|"perdarahan"|"perdarahannya"|"nirs"|"tof"|"ua"|"lima"|"svr"|"svri"|"ci"|"sbp"|"dbp"|"sys"|"sysbp"|"bone"|"length"|"size"|"ukuran"|"depth"|"no-load"|"level."|"index"|"score"|"grade"|"gas"|"abg"|"vbg"|"agd"|"beriplex"|"octaplex"|"cefazolin"|"ancef"|"count."|"iop"|"fhr"|"djj"|"hplc"|"dsa"|"titre"|"titer"|"node"|"background"|"clamp"|"xclamp"|"doe"|"mfi."|"karnofsky"|"flo"|"drainage"|"drain."|"bleeding"|"blood loss"|"fluids"|"fluid"|"in/out"|"balans"|"balance"|"dlt"|"limb"|"roux"|"bougie"|"hounsfield"|"hu"|"dap"|"auc"|"q"|"ca 19-9"|"ca19-9"|"ca 15-3"|"ca 125"|"ca125"|"hla-b27"|"cup"|"saver"|"salvage"|"fever"|"febrile"|"demam"|"spikes"|"spiked"|"tmax") / B { IS(LEX_VITAL, 0); }
	("taper"|"dj"|"jj"|"kgb"|"kelenjar"|"dacron"|"pain"|"nyeri"|"vas"|"nrs"|"gcs"|"mmse"|"moca"|"amts"|"power"|"strength"|"mrc"|"murmur"|"apgar"|"apgars"|"as"|"aldrete"|"steward"|"bromage"|"bishop"|"gleason"|"nodes."|"node."|"swab"|"sponge"|"needle"|"count"|"counts"|"hitungan"|"instruments"|"va"|"visus"|"vision"|"visual"|"snellen"|"pupil"|"pupils"|"edinburgh"|"ipss"|"stop-bang"|"er"|"pr."|"her"|"cores"|"nylon"|"vicryl"|"prolene"|"silk"|"pds"|"monocryl"|"suture"|"benang"|"kanavel"|"snellen's"|"burst"|"tgr"|"cad"|"fraction"|"ratio"|"split"|"split."|"mobility"|"anatomy"|"version"|"firmware"|"software"|"ver"|"aa"|"boston"|"prep"|"tr"|"mr."|"drip"|"drill"|"ports."|"stage"|"ninth"|"sat."|"mallampati"|"seq"|"station"|"patties"|"teeth"|"bottles"|"films"|"ports"|"pcv"|"vent"|"bipap"|"ra"|"rv"|"pringle"|"sheath"|"teeth"|"bovie"|"rings"|"range"|"rom"|"guidewires"|"spanner"|"french"|"tonopen"|"orientation"|"dilators"|"dilator"|"hegar"|"chambers") / B { IS(LEX_SCORE, 0); }
	("cat"|"catalog"|"catalogue"|"catno"|"model"|"models"|"modell"|"storz"|"ligasure"|"olympus"|"stryker"|"medtronic"|"synthes"|"depuy"|"zimmer"|"ethicon"|"covidien"|"swan"|"beaver"|"maquet"|"drager"|"draeger"|"philips"|"hamilton"|"karl"|"boston scientific"|"arthrex"|"bard"|"cook"|"gore"|"terumo"|"abbott"|"edwards"|"biotronik"|"penumbra"|"harmonic"|"thunderbeat"|"echelon"|"signia"|"endogia"|"gia"|"eea"|"cdh"|"ttx"|"tipe"|"type"|"typed"|"part"|"upn"|"sku"|"gmdn"|"jaw"|"smith nephew"|"aesculap"|"zeiss"|"leica"|"alcon"|"ge"|"iso"|"iec"|"astm"|"din"|"lead"|"upc") / B { IS(LEX_MODEL, 0); }
	("cpt"|"icd"|"icd-10"|"icd-9"|"icd10"|"icd9"|"icd-10-cm"|"icd-9-cm"|"icd-10-pcs"|"icd-o"|"opcs"|"opcs-4"|"hcpcs"|"drg"|"snomed"|"loinc"|"rxnorm"|"atc"|"pmid"|"pubmed"|"nct"|"isrctn"|"isbn"|"issn"|"prospero"|"crd"|"pmc"|"g-code"|"ao"|"ota"|"mbs"|"dx"|"diagnosis code"|"procedure code"|"icdo"|"inacbg"|"ina-cbg"|"ina-cbgs"|"cochrane"|"eudract"|"utn"|"page"|"pp"|"halaman"|"hal"|"chapter"|"lancet"|"nejm"|"jama"|"bjs"|"table.") / B { IS(LEX_CODING, 0); }
*/
}
