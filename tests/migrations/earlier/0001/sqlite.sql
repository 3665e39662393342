BEGIN TRANSACTION;
CREATE TABLE activity__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	stage TEXT, 
	review TEXT NOT NULL, 
	assurance TEXT NOT NULL, 
	visibility TEXT NOT NULL, 
	embargo_until TEXT, 
	reported_by TEXT NOT NULL, 
	lead TEXT, 
	first_position INTEGER NOT NULL, 
	date_earliest TEXT, 
	date_latest TEXT, 
	due_latest TEXT, 
	promise INTEGER NOT NULL, 
	title_key TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "activity__v1" VALUES('unfpa-atlas',14,'2008-11-21',21,NULL,1,'{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"unfpa-atlas","position":"14.fed210bc","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":1,"positions":["14.fed210bc"],"days":["2008-11-21"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}','publication','planned','submitted','self_reported','participants',NULL,'unfpa','unfpa',14,NULL,NULL,'2009-05-31',1,'atlas of migrant women');
INSERT INTO "activity__v1" VALUES('pd-seminar',18,'2008-11-21',19,NULL,1,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.c9636188"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}','planned_meeting','planned','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2009-09-30',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('pd-seminar',19,'2008-11-21',20,'2026-11-22',1,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.c9636188"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}','planned_meeting','planned','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2009-09-30',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('pd-seminar',19,'2026-11-22',20,NULL,2,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":2,"positions":["18.c9636188","19.86d56301"],"days":["2008-11-21","2026-11-22"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2010","as_written":"in 2010","earliest":"2010-01-01","latest":"2010-12-31"},"last_news":"No venue."}','planned_meeting','planned','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2010-12-31',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('pd-seminar',20,'2008-11-21',NULL,'2009-03-02',1,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":1,"positions":["18.c9636188"],"days":["2008-11-21"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}','planned_meeting','planned','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2009-09-30',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('pd-seminar',20,'2009-03-02',NULL,'2026-11-22',3,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2009-03-02","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":3,"positions":["18.c9636188","20.bfa7c197"],"days":["2008-11-21","2009-03-02"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"in_progress","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}','planned_meeting','in_progress','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2009-09-30',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('pd-seminar',20,'2026-11-22',NULL,NULL,3,'{"id":"pd-seminar","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","review":"submitted","visibility":"public","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"pd-seminar","position":"18.c9636188","reported_on":"2008-11-21","kind":"planned_meeting","title":"Seminar on remittances","reported_by":"un-desa-pd","assurance":"self_reported","description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"stage":"planned","due":{"edtf":"2009-09","as_written":"in September 2009","earliest":"2009-09-01","latest":"2009-09-30"}}],"version":3,"positions":["18.c9636188","20.bfa7c197","19.86d56301"],"days":["2008-11-21","2009-03-02","2026-11-22"],"description":"Call Ms. Keiko Osaki for the programme.","lead":"un-desa-pd","partners":[{"agency":"iom"}],"topics":["remittances"],"stage":"in_progress","due":{"edtf":"2010","as_written":"in 2010","earliest":"2010-01-01","latest":"2010-12-31"},"last_news":"No venue."}','planned_meeting','in_progress','submitted','self_reported','public',NULL,'un-desa-pd','un-desa-pd',18,NULL,NULL,'2010-12-31',1,'seminar on remittances');
INSERT INTO "activity__v1" VALUES('unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01',1,'{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2008-11-21","reports":[{"id":"unfpa-atlas","position":"14.fed210bc","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":1,"positions":["14.fed210bc"],"days":["2008-11-21"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}','publication','planned','submitted','self_reported','participants',NULL,'unfpa','unfpa',14,NULL,NULL,'2009-05-31',1,'atlas of migrant women');
INSERT INTO "activity__v1" VALUES('unfpa-atlas',21,'2009-06-01',22,NULL,2,'{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2009-06-01","reports":[{"id":"unfpa-atlas","position":"14.fed210bc","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":2,"positions":["14.fed210bc","21.71374b5e"],"days":["2008-11-21","2009-06-01"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}','publication','completed','submitted','self_reported','participants',NULL,'unfpa','unfpa',14,'2009-05-01','2009-05-31','2009-05-31',1,'atlas of migrant women');
INSERT INTO "activity__v1" VALUES('unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22',2,'{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2009-06-01","reports":[{"id":"unfpa-atlas","position":"14.fed210bc","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":2,"positions":["14.fed210bc","21.71374b5e"],"days":["2008-11-21","2009-06-01"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","heard_at":["cm7"]}','publication','completed','submitted','self_reported','participants',NULL,'unfpa','unfpa',14,'2009-05-01','2009-05-31','2009-05-31',1,'atlas of migrant women');
INSERT INTO "activity__v1" VALUES('unfpa-atlas',22,'2026-11-22',NULL,NULL,3,'{"id":"unfpa-atlas","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2008-11-21","last_heard_on":"2026-11-22","reports":[{"id":"unfpa-atlas","position":"14.fed210bc","reported_on":"2008-11-21","kind":"publication","title":"Atlas of migrant women","reported_by":"unfpa","assurance":"self_reported","predicate":"publish {title}","lead":"unfpa","stage":"planned","due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán"}],"version":3,"positions":["14.fed210bc","21.71374b5e","22.537bb956"],"days":["2008-11-21","2009-06-01","2026-11-22"],"predicate":"publish {title}","lead":"unfpa","topics":["migration"],"stage":"completed","date":{"edtf":"2009-05","as_written":null,"earliest":"2009-05-01","latest":"2009-05-31"},"due":{"edtf":"2009-21","as_written":"in the spring of 2009","earliest":"2009-03-01","latest":"2009-05-31"},"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","authors":"Ana Pérez","evidence":[{"position":"22.537bb956","url":"https://example.org/atlas"}],"heard_at":["cm7"]}','publication','completed','submitted','self_reported','participants',NULL,'unfpa','unfpa',14,'2009-05-01','2009-05-31','2009-05-31',1,'atlas of migrant women');
INSERT INTO "activity__v1" VALUES('un-desa-share-the-data-of-the-census',23,'2026-11-22',NULL,NULL,1,'{"id":"un-desa-share-the-data-of-the-census","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2026-11-22","last_heard_on":"2026-11-22","reports":[{"id":"un-desa-share-the-data-of-the-census","position":"23.c136b4a6","reported_on":"2026-11-22","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","lead":"oecd"}],"version":1,"positions":["23.c136b4a6"],"days":["2026-11-22"],"lead":"oecd"}','commitment',NULL,'submitted','self_reported','participants',NULL,'un-desa','oecd',23,NULL,NULL,NULL,0,'share the data of the census');
INSERT INTO "activity__v1" VALUES('un-desa-share-the-data-of-the-census-2',24,'2026-11-22',NULL,NULL,1,'{"id":"un-desa-share-the-data-of-the-census-2","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","review":"submitted","visibility":"participants","first_reported_on":"2026-11-22","last_heard_on":"2026-11-22","reports":[{"id":"un-desa-share-the-data-of-the-census-2","position":"24.58b983f1","reported_on":"2026-11-22","kind":"commitment","title":"Share the data of the census","reported_by":"un-desa","assurance":"self_reported","lead":"oecd"}],"version":1,"positions":["24.58b983f1"],"days":["2026-11-22"],"lead":"oecd"}','commitment',NULL,'submitted','self_reported','participants',NULL,'un-desa','oecd',24,NULL,NULL,NULL,0,'share the data of the census');
CREATE TABLE activity_facet__v1 (
	facet TEXT NOT NULL, 
	value TEXT NOT NULL, 
	role TEXT NOT NULL, 
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	PRIMARY KEY (facet, value, role, id, from_position, from_reported)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',18,'2008-11-21',19,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',19,'2008-11-21',20,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',19,'2026-11-22',20,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',20,'2008-11-21',NULL,'2009-03-02');
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',20,'2009-03-02',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','iom','partner','pd-seminar',20,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','oecd','lead','un-desa-share-the-data-of-the-census',23,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','oecd','lead','un-desa-share-the-data-of-the-census-2',24,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa','reporter','un-desa-share-the-data-of-the-census',23,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa','reporter','un-desa-share-the-data-of-the-census-2',24,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',18,'2008-11-21',19,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',19,'2008-11-21',20,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',19,'2026-11-22',20,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',20,'2008-11-21',NULL,'2009-03-02');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',20,'2009-03-02',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','lead','pd-seminar',20,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',18,'2008-11-21',19,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',19,'2008-11-21',20,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',19,'2026-11-22',20,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',20,'2008-11-21',NULL,'2009-03-02');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',20,'2009-03-02',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','un-desa-pd','reporter','pd-seminar',20,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','lead','unfpa-atlas',14,'2008-11-21',21,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','lead','unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01');
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','lead','unfpa-atlas',21,'2009-06-01',22,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','lead','unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','lead','unfpa-atlas',22,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','reporter','unfpa-atlas',14,'2008-11-21',21,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','reporter','unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01');
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','reporter','unfpa-atlas',21,'2009-06-01',22,NULL);
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','reporter','unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('agency','unfpa','reporter','unfpa-atlas',22,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',18,'2008-11-21',19,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',19,'2008-11-21',20,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',19,'2026-11-22',20,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',20,'2008-11-21',NULL,'2009-03-02');
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',20,'2009-03-02',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('id','pd-seminar','','pd-seminar',20,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','un-desa-share-the-data-of-the-census','','un-desa-share-the-data-of-the-census',23,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','un-desa-share-the-data-of-the-census-2','','un-desa-share-the-data-of-the-census-2',24,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','unfpa-atlas','','unfpa-atlas',14,'2008-11-21',21,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','unfpa-atlas','','unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01');
INSERT INTO "activity_facet__v1" VALUES('id','unfpa-atlas','','unfpa-atlas',21,'2009-06-01',22,NULL);
INSERT INTO "activity_facet__v1" VALUES('id','unfpa-atlas','','unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('id','unfpa-atlas','','unfpa-atlas',22,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('meeting','cm7','told_at','unfpa-atlas',14,'2008-11-21',21,NULL);
INSERT INTO "activity_facet__v1" VALUES('meeting','cm7','told_at','unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01');
INSERT INTO "activity_facet__v1" VALUES('meeting','cm7','told_at','unfpa-atlas',21,'2009-06-01',22,NULL);
INSERT INTO "activity_facet__v1" VALUES('meeting','cm7','told_at','unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('meeting','cm7','told_at','unfpa-atlas',22,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','migration','','unfpa-atlas',14,'2008-11-21',21,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','migration','','unfpa-atlas',21,'2008-11-21',NULL,'2009-06-01');
INSERT INTO "activity_facet__v1" VALUES('topic','migration','','unfpa-atlas',21,'2009-06-01',22,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','migration','','unfpa-atlas',22,'2009-06-01',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('topic','migration','','unfpa-atlas',22,'2026-11-22',NULL,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',18,'2008-11-21',19,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',19,'2008-11-21',20,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',19,'2026-11-22',20,NULL);
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',20,'2008-11-21',NULL,'2009-03-02');
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',20,'2009-03-02',NULL,'2026-11-22');
INSERT INTO "activity_facet__v1" VALUES('topic','remittances','','pd-seminar',20,'2026-11-22',NULL,NULL);
CREATE TABLE agency__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "agency__v1" VALUES('un-desa',1,'2026-11-22',NULL,NULL,1,'{"id":"un-desa","names":[{"name":"Department of Economic and Social Affairs","acronym":"DESA","valid_from":null}],"kinds":[{"kind":"un_secretariat","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["1.c6b2c3f4"]}');
INSERT INTO "agency__v1" VALUES('un-desa-pd',2,'2026-11-22',NULL,NULL,1,'{"id":"un-desa-pd","names":[{"name":"Population Division","acronym":null,"valid_from":null}],"kinds":[{"kind":"un_secretariat","valid_from":null}],"parent":"un-desa","aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["2.e11f38c3"]}');
INSERT INTO "agency__v1" VALUES('unfpa',3,'2026-11-22',NULL,NULL,1,'{"id":"unfpa","names":[{"name":"United Nations Population Fund","acronym":"UNFPA","valid_from":null}],"kinds":[{"kind":"un_fund_programme","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["3.a7b73299"]}');
INSERT INTO "agency__v1" VALUES('iom',4,'2026-11-22',NULL,NULL,1,'{"id":"iom","names":[{"name":"International Organization for Migration","acronym":"IOM","valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["4.753c65d7"]}');
INSERT INTO "agency__v1" VALUES('oecd',5,'2026-11-22',13,NULL,1,'{"id":"oecd","names":[{"name":"Organisation for Economic Co-operation and Development","acronym":null,"valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":[],"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["5.24a142c3"]}');
INSERT INTO "agency__v1" VALUES('oecd',13,'2026-11-22',NULL,NULL,2,'{"id":"oecd","names":[{"name":"Organisation for Economic Co-operation and Development","acronym":null,"valid_from":null}],"kinds":[{"kind":"igo","valid_from":null}],"parent":null,"aliases":[],"valid_from":null,"valid_to":null,"successor":null,"granted_to":["un-desa"],"note":null,"source":null,"first_reported_on":"2026-11-22","version":2,"positions":["5.24a142c3","13.5aa5a542"]}');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE api_key (
	key_id TEXT NOT NULL, 
	token_sha256 TEXT NOT NULL, 
	role TEXT NOT NULL, 
	agency TEXT, 
	person_id TEXT, 
	label TEXT, 
	created_at TEXT NOT NULL, 
	revoked_at TEXT, 
	PRIMARY KEY (key_id), 
	CONSTRAINT api_key_token_once UNIQUE (token_sha256)
)
 STRICT

;
INSERT INTO "api_key" VALUES('01a2053c-9623-746b-b2ea-e9e37e150a65','55ecf6e8a309c8a41b33b44761dc1d2ad02546a5f40eb31b544cf7f90f4a431e','secretariat',NULL,NULL,NULL,'2026-11-22T21:49:46.403014Z',NULL);
CREATE TABLE checkpoint (
	size INTEGER NOT NULL, 
	root BLOB NOT NULL, 
	recorded_at TEXT NOT NULL, 
	note TEXT, 
	PRIMARY KEY (size)
)
 STRICT

;
INSERT INTO "checkpoint" VALUES(1,X'C6B2C3F4FB535808F331C0318230808DF94E372EAC62D5A09C8A6E7F35EE6BA4','2026-11-22T21:49:46.667636Z',NULL);
INSERT INTO "checkpoint" VALUES(2,X'6ACB4D6A3BD9686B6447D49579C3A5BE65C56CD713FF004D04486CE7FA6EC7BE','2026-11-22T21:49:46.682480Z',NULL);
INSERT INTO "checkpoint" VALUES(3,X'CF29BC8A18C24C310307B08197500DB933BFD454F90833077D61B64E8431E5A0','2026-11-22T21:49:46.688257Z',NULL);
INSERT INTO "checkpoint" VALUES(4,X'493F11CF0D78858C0FF2B3500E981274F2F8A563C2EE0F188993A0B427E398D9','2026-11-22T21:49:46.693522Z',NULL);
INSERT INTO "checkpoint" VALUES(5,X'55F71CB08A1AC9C8ED1076133FDF4C930FC015E455305461913A671F00A4D042','2026-11-22T21:49:46.697425Z',NULL);
INSERT INTO "checkpoint" VALUES(6,X'FCF3CB669DEECF68DE1A1A4B165F13A599188D5D786750A1DDDE6A3FDB991B10','2026-11-22T21:49:46.709390Z',NULL);
INSERT INTO "checkpoint" VALUES(7,X'99F43B7A9BEE313EF426D8D3F40B43423D52D9EC618E5A7AC0164BB82208A1DE','2026-11-22T21:49:46.713552Z',NULL);
INSERT INTO "checkpoint" VALUES(8,X'046A4D78114269B800E4A931B2A9027088DA70588C0ECDED55FBD6DBAFD12FC2','2026-11-22T21:49:46.722086Z',NULL);
INSERT INTO "checkpoint" VALUES(9,X'6A852D24F0945A35F681CB1ABEB96F39073F46827F57EDAC3AF26BD2FD91A322','2026-11-22T21:49:46.728672Z',NULL);
INSERT INTO "checkpoint" VALUES(10,X'AD743E29FA9C3879F3F3E99CFFC7DEE6E1ECCFEA60BF3802D1B3052EC75D4F4F','2026-11-22T21:49:46.734912Z',NULL);
INSERT INTO "checkpoint" VALUES(11,X'F63D1039AE906A003D126866CEED8CA4F410D5A8C6E9E2B155986F34772A85A7','2026-11-22T21:49:46.740096Z',NULL);
INSERT INTO "checkpoint" VALUES(12,X'D82CCB8996574951816705AF5667BB3C7CBB74A85EC2141E1F3A4FCFCF4D2C65','2026-11-22T21:49:46.744650Z',NULL);
INSERT INTO "checkpoint" VALUES(13,X'134A82F329E873219C59F3DAFCBABE34FF3BEE824046534F8EE2AD05A07C28CA','2026-11-22T21:49:46.748892Z',NULL);
INSERT INTO "checkpoint" VALUES(17,X'95498AB3DD5F0906AE89089D5B97A02D8E75CA54D4FF5D77AFEE7A06F06AA743','2026-11-22T21:49:46.757514Z',NULL);
INSERT INTO "checkpoint" VALUES(18,X'F8F909CA2CA340A29720F25E8340D857F84029784008CF82988C13E317790035','2026-11-22T21:49:46.778100Z',NULL);
INSERT INTO "checkpoint" VALUES(19,X'E8BDC336623FDED9BF34D928E4ED4C5A62F59E5FF7069E16D3E55D52160F00CE','2026-11-22T21:49:46.784542Z',NULL);
INSERT INTO "checkpoint" VALUES(20,X'C511630F05A9C1BAC8DD463645152D6367201A80CA4BCF3A008E1E54595757DD','2026-11-22T21:49:46.789460Z',NULL);
INSERT INTO "checkpoint" VALUES(21,X'C9A9EB8B66034C1B880D4BA78AB641A8CA292307205205C939C4F5DCCA696BD8','2026-11-22T21:49:46.797817Z',NULL);
INSERT INTO "checkpoint" VALUES(22,X'31959618AAB479E053F5E9727A8D8DD26051A42E7258FAFD6348EE2B2AD15357','2026-11-22T21:49:46.804669Z',NULL);
INSERT INTO "checkpoint" VALUES(23,X'D4DA4F1386520875309F769DF6BB42AADB3BC0FB17E386054253251F851A9411','2026-11-22T21:49:46.809935Z',NULL);
INSERT INTO "checkpoint" VALUES(24,X'3D5E63F746B00CC23E11B04AF64241B520311464C623C6643D06685C916D23CC','2026-11-22T21:49:46.822115Z',NULL);
CREATE TABLE command_log (
	command_id TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	idempotency_key TEXT, 
	fingerprint TEXT NOT NULL, 
	status INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	positions TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	expires_at TEXT NOT NULL, 
	PRIMARY KEY (command_id), 
	CONSTRAINT command_once UNIQUE (actor, idempotency_key)
)
 STRICT

;
INSERT INTO "command_log" VALUES('01a2053c-972b-7249-b73f-c313b3813cdf','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-0','d7da1e2113f5bc08a40b5fd5bea6de4cdcfcf338c6eb32770a669579e5b180cc',200,'{"noun":"agency","id":"un-desa","made":true,"version":1,"position":"1.c6b2c3f4","positions":["1.c6b2c3f4"],"recorded_at":"2026-11-22T21:49:46.667636Z","command_id":"01a2053c-972b-7249-b73f-c313b3813cdf","items":[],"warnings":[]}','["1.c6b2c3f4"]','2026-11-22T21:49:46.667636Z','2026-11-24T21:49:46.667636Z');
INSERT INTO "command_log" VALUES('01a2053c-973a-7514-bc23-b848910ee7c9','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-1','41f8f1ead40ad65b759bf0afa8f497be79bdd00fbebd3b1f348e6a821d5152cd',200,'{"noun":"agency","id":"un-desa-pd","made":true,"version":1,"position":"2.e11f38c3","positions":["2.e11f38c3"],"recorded_at":"2026-11-22T21:49:46.682480Z","command_id":"01a2053c-973a-7514-bc23-b848910ee7c9","items":[],"warnings":[]}','["2.e11f38c3"]','2026-11-22T21:49:46.682480Z','2026-11-24T21:49:46.682480Z');
INSERT INTO "command_log" VALUES('01a2053c-973f-7231-80b9-3dce698b91f7','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-2','b607bbd57027ea1ef3e6b558185358583b3209af67b88c65658687b5682f4fa2',200,'{"noun":"agency","id":"unfpa","made":true,"version":1,"position":"3.a7b73299","positions":["3.a7b73299"],"recorded_at":"2026-11-22T21:49:46.688257Z","command_id":"01a2053c-973f-7231-80b9-3dce698b91f7","items":[],"warnings":[]}','["3.a7b73299"]','2026-11-22T21:49:46.688257Z','2026-11-24T21:49:46.688257Z');
INSERT INTO "command_log" VALUES('01a2053c-9745-7708-86cf-6923cb150250','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-3','bb646b9f01b68df95c92ac7b6b809cf359479dde562e0b4ce3007d5208c30049',200,'{"noun":"agency","id":"iom","made":true,"version":1,"position":"4.753c65d7","positions":["4.753c65d7"],"recorded_at":"2026-11-22T21:49:46.693522Z","command_id":"01a2053c-9745-7708-86cf-6923cb150250","items":[],"warnings":[]}','["4.753c65d7"]','2026-11-22T21:49:46.693522Z','2026-11-24T21:49:46.693522Z');
INSERT INTO "command_log" VALUES('01a2053c-9749-7494-88ea-93ba5a198223','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-4','0d57cb1c31aad412f24bf1dcc98765755eb063cb268bc11dce3c1abe8c30460a',200,'{"noun":"agency","id":"oecd","made":true,"version":1,"position":"5.24a142c3","positions":["5.24a142c3"],"recorded_at":"2026-11-22T21:49:46.697425Z","command_id":"01a2053c-9749-7494-88ea-93ba5a198223","items":[],"warnings":[]}','["5.24a142c3"]','2026-11-22T21:49:46.697425Z','2026-11-24T21:49:46.697425Z');
INSERT INTO "command_log" VALUES('01a2053c-9755-700d-8ae6-97873f77f5af','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-5','612f7e92d250a85aa06b0cff6f0d7c8bd77fa647bce2b39dc6d17897cc1b6067',200,'{"noun":"topic","id":"migration","made":true,"version":1,"position":"6.d982d126","positions":["6.d982d126"],"recorded_at":"2026-11-22T21:49:46.709390Z","command_id":"01a2053c-9755-700d-8ae6-97873f77f5af","items":[],"warnings":[]}','["6.d982d126"]','2026-11-22T21:49:46.709390Z','2026-11-24T21:49:46.709390Z');
INSERT INTO "command_log" VALUES('01a2053c-9759-74ef-8604-df2d1f873a41','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-6','330e8af52430f1f2a0927f66400063179364c8dcf3e8794251ce1fbb563877ed',200,'{"noun":"topic","id":"remittances","made":true,"version":1,"position":"7.0ae122ed","positions":["7.0ae122ed"],"recorded_at":"2026-11-22T21:49:46.713552Z","command_id":"01a2053c-9759-74ef-8604-df2d1f873a41","items":[],"warnings":[]}','["7.0ae122ed"]','2026-11-22T21:49:46.713552Z','2026-11-24T21:49:46.713552Z');
INSERT INTO "command_log" VALUES('01a2053c-9761-7774-af41-02f547b2234e','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-7','106c987e5bbe289b994c6887178ec289b78cfae44b6f57c4bf93385ff5a27ea8',200,'{"noun":"mandate","id":"ga-res-63-225","made":true,"version":1,"position":"8.20ccf13f","positions":["8.20ccf13f"],"recorded_at":"2026-11-22T21:49:46.722086Z","command_id":"01a2053c-9761-7774-af41-02f547b2234e","items":[],"warnings":[]}','["8.20ccf13f"]','2026-11-22T21:49:46.722086Z','2026-11-24T21:49:46.722086Z');
INSERT INTO "command_log" VALUES('01a2053c-9768-7005-a00e-e41639563827','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-8','e4df151eac77fac6a656c8574923e471678e69ca5067cecbf55b94964674c8f3',200,'{"noun":"meeting","id":"gfmd-2","made":true,"version":1,"position":"9.437c89f1","positions":["9.437c89f1"],"recorded_at":"2026-11-22T21:49:46.728672Z","command_id":"01a2053c-9768-7005-a00e-e41639563827","items":[],"warnings":[]}','["9.437c89f1"]','2026-11-22T21:49:46.728672Z','2026-11-24T21:49:46.728672Z');
INSERT INTO "command_log" VALUES('01a2053c-976e-7318-b3b9-4fbc035b4d4e','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-9','0fea28b06c00e47890636aa3cc4a36e2dfe56cbff2537ee205c2e04881b8ff73',200,'{"noun":"meeting","id":"gfmd-2","made":false,"version":2,"position":"10.6cabedcf","positions":["10.6cabedcf"],"recorded_at":"2026-11-22T21:49:46.734912Z","command_id":"01a2053c-976e-7318-b3b9-4fbc035b4d4e","items":[],"warnings":[]}','["10.6cabedcf"]','2026-11-22T21:49:46.734912Z','2026-11-24T21:49:46.734912Z');
INSERT INTO "command_log" VALUES('01a2053c-9773-7487-99a2-74da1f481034','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-10','abe88cbe8e9dfdaff860c34cbee83e39b96736cb581929d8b55c6ff6ead855aa',200,'{"noun":"coordination-meeting","id":"cm7","made":true,"version":1,"position":"11.427c2577","positions":["11.427c2577"],"recorded_at":"2026-11-22T21:49:46.740096Z","command_id":"01a2053c-9773-7487-99a2-74da1f481034","items":[],"warnings":[]}','["11.427c2577"]','2026-11-22T21:49:46.740096Z','2026-11-24T21:49:46.740096Z');
INSERT INTO "command_log" VALUES('01a2053c-9778-70e0-971b-6bab31408c51','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-11','b608d4c9bdbe3f5a73894abfada9a5d5b2abda58e1219deccb03be3d86fcae15',200,'{"noun":"coordination-meeting","id":"cm7","made":false,"version":2,"position":"12.d7e65734","positions":["12.d7e65734"],"recorded_at":"2026-11-22T21:49:46.744650Z","command_id":"01a2053c-9778-70e0-971b-6bab31408c51","items":[],"warnings":[]}','["12.d7e65734"]','2026-11-22T21:49:46.744650Z','2026-11-24T21:49:46.744650Z');
INSERT INTO "command_log" VALUES('01a2053c-977c-77d6-913e-cf23b3f35a27','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-12','b346289d8390b4f89f8c35f161089b57748cbefbabfe4e308a1f1d67b5bb3368',200,'{"noun":"agency","id":"oecd","made":false,"version":2,"position":"13.5aa5a542","positions":["13.5aa5a542"],"recorded_at":"2026-11-22T21:49:46.748892Z","command_id":"01a2053c-977c-77d6-913e-cf23b3f35a27","items":[],"warnings":[]}','["13.5aa5a542"]','2026-11-22T21:49:46.748892Z','2026-11-24T21:49:46.748892Z');
INSERT INTO "command_log" VALUES('01a2053c-9785-76ad-88d6-453e425d12f9','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-13','c061516bf5a47a4c7568c7471180206909873c3a90430a7157684240806a83ec',200,'{"noun":"intervention","id":"cm7-1","made":true,"version":2,"position":"17.56e238f7","positions":["14.fed210bc","15.331026f8","16.5ce723c5","17.56e238f7"],"recorded_at":"2026-11-22T21:49:46.757514Z","command_id":"01a2053c-9785-76ad-88d6-453e425d12f9","items":["unfpa-atlas","cm7-1-2","cm7-1-3"],"warnings":[]}','["14.fed210bc","15.331026f8","16.5ce723c5","17.56e238f7"]','2026-11-22T21:49:46.757511Z','2026-11-24T21:49:46.757511Z');
INSERT INTO "command_log" VALUES('01a2053c-9799-71b6-9047-ae9ec2cafd28','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-14','bdb62c2ca9cb103eeaeb9effefd866e22ae4861764fc2b81abd0ec941eb3d94a',200,'{"noun":"activity","id":"pd-seminar","made":true,"version":1,"position":"18.c9636188","positions":["18.c9636188"],"recorded_at":"2026-11-22T21:49:46.778100Z","command_id":"01a2053c-9799-71b6-9047-ae9ec2cafd28","items":[],"warnings":[]}','["18.c9636188"]','2026-11-22T21:49:46.778100Z','2026-11-24T21:49:46.778100Z');
INSERT INTO "command_log" VALUES('01a2053c-97a0-716e-be95-00c51328b884','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-15','ab001d73cad091ff0e47dc44ace02ed48871941723e4968d9a4bd5a86528c989',200,'{"noun":"activity","id":"pd-seminar","made":false,"version":2,"position":"19.86d56301","positions":["19.86d56301"],"recorded_at":"2026-11-22T21:49:46.784542Z","command_id":"01a2053c-97a0-716e-be95-00c51328b884","items":[],"warnings":[]}','["19.86d56301"]','2026-11-22T21:49:46.784542Z','2026-11-24T21:49:46.784542Z');
INSERT INTO "command_log" VALUES('01a2053c-97a5-75e5-a526-9134fadeccc9','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-16','ef4a60b56973ada8abbe591aabbb090d5f0afa02e6d93b36c6d5ca9a5b0eb692',200,'{"noun":"activity","id":"pd-seminar","made":false,"version":3,"position":"20.bfa7c197","positions":["20.bfa7c197"],"recorded_at":"2026-11-22T21:49:46.789460Z","command_id":"01a2053c-97a5-75e5-a526-9134fadeccc9","items":[],"warnings":[]}','["20.bfa7c197"]','2026-11-22T21:49:46.789460Z','2026-11-24T21:49:46.789460Z');
INSERT INTO "command_log" VALUES('01a2053c-97ad-71c5-b1bc-69a443f3b6af','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-17','a607fe44f85aa87c4f49ec65d7640e2a9c3e4d8309db31a2ed6c01b4a27779eb',200,'{"noun":"activity","id":"unfpa-atlas","made":false,"version":2,"position":"21.71374b5e","positions":["21.71374b5e"],"recorded_at":"2026-11-22T21:49:46.797817Z","command_id":"01a2053c-97ad-71c5-b1bc-69a443f3b6af","items":[],"warnings":[]}','["21.71374b5e"]','2026-11-22T21:49:46.797817Z','2026-11-24T21:49:46.797817Z');
INSERT INTO "command_log" VALUES('01a2053c-97b4-712f-b8c2-ce288a6d4c5f','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-18','6669923ac2fb2f4b3a803dfc6b13c3eb59024381703070b54b27acb5bfda59fc',200,'{"noun":"activity","id":"unfpa-atlas","made":false,"version":3,"position":"22.537bb956","positions":["22.537bb956"],"recorded_at":"2026-11-22T21:49:46.804669Z","command_id":"01a2053c-97b4-712f-b8c2-ce288a6d4c5f","items":[],"warnings":[]}','["22.537bb956"]','2026-11-22T21:49:46.804669Z','2026-11-24T21:49:46.804669Z');
INSERT INTO "command_log" VALUES('01a2053c-97b9-7499-bb6c-4753f21d72f0','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-19','ca2a7c3ab09cb148fad23dacd789d7c8581a8ae33a9ce449aa04b64d23955467',200,'{"noun":"activity","id":"un-desa-share-the-data-of-the-census","made":true,"version":1,"position":"23.c136b4a6","positions":["23.c136b4a6"],"recorded_at":"2026-11-22T21:49:46.809935Z","command_id":"01a2053c-97b9-7499-bb6c-4753f21d72f0","items":[],"warnings":[]}','["23.c136b4a6"]','2026-11-22T21:49:46.809935Z','2026-11-24T21:49:46.809935Z');
INSERT INTO "command_log" VALUES('01a2053c-97c5-7031-8ad0-86f6dd55e217','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-20','ca2a7c3ab09cb148fad23dacd789d7c8581a8ae33a9ce449aa04b64d23955467',200,'{"noun":"activity","id":"un-desa-share-the-data-of-the-census-2","made":true,"version":1,"position":"24.58b983f1","positions":["24.58b983f1"],"recorded_at":"2026-11-22T21:49:46.822115Z","command_id":"01a2053c-97c5-7031-8ad0-86f6dd55e217","items":[],"warnings":[{"rule":"likely-duplicate","sentence":"un-desa-share-the-data-of-the-census has a title that is 100 per cent alike; if it is the same, report it again with same_as.","links":{"existing":"/api/v1/activities/un-desa-share-the-data-of-the-census"}}]}','["24.58b983f1"]','2026-11-22T21:49:46.822115Z','2026-11-24T21:49:46.822115Z');
INSERT INTO "command_log" VALUES('01a2053c-97cf-73f1-9314-9b3f40e1b7e7','key:01a2053c-9623-746b-b2ea-e9e37e150a65','earlier-21','31ab6f3ada12a7bb15e2fadf5d9c29948969c2c6782db32ec19b845f9eef17b5',400,'{"slug":"unknown-reference","sentence":"No agency has the id nobody; look it up under /api/v1/agencies, or ask the secretariat to register it.","faults":[["/lead","No agency has the id nobody; look it up under /api/v1/agencies, or ask the secretariat to register it.","unknown-reference"]],"links":{}}','[]','2026-11-22T21:49:46.832062Z','2026-11-24T21:49:46.832062Z');
CREATE TABLE coordination_meeting__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "coordination_meeting__v1" VALUES('cm7',11,'2026-11-22',12,NULL,1,'{"id":"cm7","title":"Seventh Coordination Meeting","number":7,"series":null,"mandate":null,"organizers":[],"objectives":[],"expected_outcome":null,"participants_text":null,"date":null,"place":null,"outcome":null,"agenda":[],"speakers":[],"papers":[],"note":null,"documents_note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["11.427c2577"]}');
INSERT INTO "coordination_meeting__v1" VALUES('cm7',12,'2026-11-22',NULL,NULL,2,'{"id":"cm7","title":"Seventh Coordination Meeting","number":7,"series":null,"mandate":null,"organizers":[],"objectives":[],"expected_outcome":null,"participants_text":null,"date":{"edtf":"2008-11-20/2008-11-21","as_written":null,"earliest":"2008-11-20","latest":"2008-11-21"},"place":null,"outcome":null,"agenda":[],"speakers":[],"papers":[],"note":null,"documents_note":null,"source":null,"first_reported_on":"2026-11-22","version":2,"positions":["11.427c2577","12.d7e65734"]}');
CREATE TABLE event (
	position INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	stream TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	schema_version INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	salts TEXT NOT NULL, 
	data_digest BLOB NOT NULL, 
	leaf BLOB NOT NULL, 
	actor TEXT NOT NULL, 
	on_behalf_of TEXT, 
	causation TEXT, 
	correlation TEXT, 
	command_id TEXT NOT NULL, 
	reported_on TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	PRIMARY KEY (position), 
	CONSTRAINT event_once UNIQUE (event_id), 
	CONSTRAINT event_in_stream UNIQUE (stream, version)
)
 STRICT

;
INSERT INTO "event" VALUES(1,'01a2053c-972d-7191-941f-c42fc9d49a9b','agency-un-desa',1,'agency-registered',1,'{"acronym":"DESA","kind":"un_secretariat","name":"Department of Economic and Social Affairs"}','{"acronym":"UoIIkGykFK8yr+GTXwnjPA==","kind":"xXXRGgW0oe326yIdpAOVmQ==","name":"4D3i3ynmrgbsHcaiLUHaTg=="}',X'CE3BE6F1064093472948553AB68D25DDF6C38199A8EA28E5041C37E264A5D438',X'C6B2C3F4FB535808F331C0318230808DF94E372EAC62D5A09C8A6E7F35EE6BA4','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'3b5a28490fec4c7cb41ea514c65e228f','01a2053c-972b-7249-b73f-c313b3813cdf','2026-11-22','2026-11-22T21:49:46.667636Z');
INSERT INTO "event" VALUES(2,'01a2053c-973a-7514-bc23-b84acce881cd','agency-un-desa-pd',1,'agency-registered',1,'{"kind":"un_secretariat","name":"Population Division","parent":"un-desa"}','{"kind":"aI3DM4fZvL7OXwj0mkiAbg==","name":"hC2IqNrL2/RssDAHCUV2vA==","parent":"ZKjuKb6lStOEyOhLc+WVqg=="}',X'C9BF846EC9EFF900A2C0AE98394BA8E077DD2DA9C5EE001C65F3C0337330D05D',X'E11F38C347C5B6E0EF7809DD6BC3FC85F15DF68022FB619322DFA371ED9619CB','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'05a5567427354970a0f1e00db52e5771','01a2053c-973a-7514-bc23-b848910ee7c9','2026-11-22','2026-11-22T21:49:46.682480Z');
INSERT INTO "event" VALUES(3,'01a2053c-9740-77e9-8a88-fd50a81efd7c','agency-unfpa',1,'agency-registered',1,'{"acronym":"UNFPA","kind":"un_fund_programme","name":"United Nations Population Fund"}','{"acronym":"UtgUbDOl6cIn6O3pn3EmMQ==","kind":"9FRQfQSkTeBXJCsUVX/I/A==","name":"/BnK2F5ePOnAAv7ND78kfw=="}',X'3DC1E0E8FA50B88F2B052A9148BB2802E050AFBC41655244688F980437F2567B',X'A7B732996C7BDC2EDE6D7341DA10456A5B8667AE5D317B7B01AA1410C2E0D0A0','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7fb7c9471d3b4ac48d1f82addbcad6bf','01a2053c-973f-7231-80b9-3dce698b91f7','2026-11-22','2026-11-22T21:49:46.688257Z');
INSERT INTO "event" VALUES(4,'01a2053c-9745-7708-86cf-69254afeacc7','agency-iom',1,'agency-registered',1,'{"acronym":"IOM","kind":"igo","name":"International Organization for Migration"}','{"acronym":"0o3O/+JzUzmOBC0TfffMpQ==","kind":"JgLZe0znXoIDMNEqsRdoqw==","name":"yLjRqzXHdA7LPdI2eOVRuw=="}',X'F81AF69E346DCD00C10485533118411B86F1F31421E9A19123BEBD1B4CF52628',X'753C65D75B212D9B75415D0D6A45A1D0A22E83AAEBE4A3D48EC4BA6F778C3738','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'0525eac759e7435eb3b5aa244c3f8aa0','01a2053c-9745-7708-86cf-6923cb150250','2026-11-22','2026-11-22T21:49:46.693522Z');
INSERT INTO "event" VALUES(5,'01a2053c-9749-7494-88ea-93bc6f4e696f','agency-oecd',1,'agency-registered',1,'{"kind":"igo","name":"Organisation for Economic Co-operation and Development"}','{"kind":"9WSUuDam+1fa8GRwogCLoQ==","name":"dmAqXKBExMGcFV1OifZa+A=="}',X'E2B965B5175136457D27FFAE4AE89B41F35650D4624735776A5AFB828251A103',X'24A142C3EAF7B4B94638F13299953CA66C47FE42E3C761C2E7D85E3675CE1BEA','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'fb10dbfc3add42148fd15c915531005e','01a2053c-9749-7494-88ea-93ba5a198223','2026-11-22','2026-11-22T21:49:46.697425Z');
INSERT INTO "event" VALUES(6,'01a2053c-9755-700d-8ae6-9789d81b649d','topic-migration',1,'topic-registered',1,'{"label":"International migration"}','{"label":"sDo2dedlBcz97B57KxnD0w=="}',X'DF8349A044F92622119B8EE10D7D20BD688765F3D49C5AB38F6BEC7E4B8D8662',X'D982D126FACF8152A64C6090D60E5AC144A0018A88C248106FAB92FC316B910F','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'3aadd14ca0514614bb7ac6ef9097aa6e','01a2053c-9755-700d-8ae6-97873f77f5af','2026-11-22','2026-11-22T21:49:46.709390Z');
INSERT INTO "event" VALUES(7,'01a2053c-9759-74ef-8604-df2f184544cd','topic-remittances',1,'topic-registered',1,'{"alternative_labels":["Money transfers"],"broader":"migration","label":"Remittances"}','{"alternative_labels":"6RDbsowcS4b8js3VelmEKw==","broader":"UH73lRc6UwsBqNbQt5oIXA==","label":"HthBihG8kl7NdGLkyMHXNA=="}',X'40FE36617065F50E4D92AEF47B0FF8EDE2FAA315244F3E73CBB32B8BC86F5877',X'0AE122ED982D295191E0D0E1D7E54D3A111270C1DDDD71D5CD47C7F4659FE4DF','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'2fe62d2e7c83412c932799ebf9754a54','01a2053c-9759-74ef-8604-df2d1f873a41','2026-11-22','2026-11-22T21:49:46.713552Z');
INSERT INTO "event" VALUES(8,'01a2053c-9763-74d4-9b6e-849d357da75a','mandate-ga-res-63-225',1,'mandate-registered',1,'{"aliases":["A/63/225","63/225"],"kind":"resolution","symbol":"A/RES/63/225","symbol_as_cited":"A/RES/63/225"}','{"aliases":"jTlaqpJK/1YBwPz0KFuJaw==","kind":"6pU3NfYvAU35FexymWNfUg==","symbol":"odhifC5pXAiqhD1FBi0s2g==","symbol_as_cited":"mjeLaLXjTjfS+a3n/zdCSg=="}',X'9ADD0E98B7E9A454E781BB6616C89D798269D7CB6AE77EDDB7BCB826C32B3090',X'20CCF13F4F8BEA2BA7F19C30397C000AE6F73A96CD8DB04AA531215BF4CFE871','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'91e0912a518c48ec95776589fe183152','01a2053c-9761-7774-af41-02f547b2234e','2026-11-22','2026-11-22T21:49:46.722086Z');
INSERT INTO "event" VALUES(9,'01a2053c-9769-75a3-a2c5-715e35b34ba9','meeting-gfmd-2',1,'meeting-registered',1,'{"kind":"conference","organizers":["iom"],"title":"Second Global Forum"}','{"kind":"Stel4LdYlVYW/5KHwvLonA==","organizers":"qoDm9OzFVEeGIBZxMqC26Q==","title":"sjN/OfeEIdEJ58t7Qe7NfQ=="}',X'DC297F9143AEF33430D6F01AD9B0E058CE3393477E48F43CB10086AC1B3464AA',X'437C89F189503EE0927DBFFB8C01246612E40CF204F046E0C2B02CD379FCB1BC','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'e0567568f42145c9b493a4ea3f84fae2','01a2053c-9768-7005-a00e-e41639563827','2026-11-22','2026-11-22T21:49:46.728672Z');
INSERT INTO "event" VALUES(10,'01a2053c-976f-76f5-84a4-d6ae68166bf7','meeting-gfmd-2',2,'meeting-scheduled',1,'{"date":{"as_written":null,"earliest":"2008-10-27","edtf":"2008-10-27/2008-10-30","latest":"2008-10-30"},"outcome":"held"}','{"date":"YDSV34BKZovBaOL1MOGd8w==","outcome":"nakUxtxchdwludZp7qSD6Q=="}',X'4E474F5AE96459E526CC7AB3BFBC1884135B6F9DC1E9862304C9C781850FF10C',X'6CABEDCFC39F89E3777557A8AA13CDB2B7C2B2F968C7BB84FE4134CD60E4C97E','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'785868c6d2fe4e89a8427377558fbc33','01a2053c-976e-7318-b3b9-4fbc035b4d4e','2026-11-22','2026-11-22T21:49:46.734912Z');
INSERT INTO "event" VALUES(11,'01a2053c-9774-70e8-8a35-d9361b1f486a','coordination-meeting-cm7',1,'coordination-meeting-convened',1,'{"number":7,"title":"Seventh Coordination Meeting"}','{"number":"Y0cuFVDifZ742ZektA3OGQ==","title":"MFzC6TAIFdEO4aIfgehEiQ=="}',X'C4213FB88C64F69105D1CAE2B540A5D375BBF5BD1D3F6BFDCE73DBDCA5CA6609',X'427C25774C3FCC8CBF56E27AB146CD2D05F18299CE02B5B554396F83A37B203A','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'f718fb8ed009458e8705bc1760bf72f1','01a2053c-9773-7487-99a2-74da1f481034','2026-11-22','2026-11-22T21:49:46.740096Z');
INSERT INTO "event" VALUES(12,'01a2053c-9778-70e0-971b-6bada1ebf875','coordination-meeting-cm7',2,'coordination-meeting-scheduled',1,'{"date":{"as_written":null,"earliest":"2008-11-20","edtf":"2008-11-20/2008-11-21","latest":"2008-11-21"}}','{"date":"O3Ce9JSlPfw+Zs3s1vgxcg=="}',X'0C2E9E81139F4D04F5815336D606F259B87E22418F0E830D63C2D9BB8AA6DAC6',X'D7E65734DB87DA8A06FE6D4061C8A286106ADF8354F7E6E22C88DC4F24F97EA0','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'194593c12dcd4d82920d4c2769ae0c54','01a2053c-9778-70e0-971b-6bab31408c51','2026-11-22','2026-11-22T21:49:46.744650Z');
INSERT INTO "event" VALUES(13,'01a2053c-977d-778c-88b7-c1f6dc3fd878','agency-oecd',2,'agency-granted',1,'{"granted_to":"un-desa"}','{"granted_to":"L1sdMwyWwnvHUl9KJYzJRQ=="}',X'3A08D8FB91AE47613972D91E17CEC4DA88C947CBAB264484762D77FD0B15E27F',X'5AA5A5422C4F602610D86574172EF0FE2D2EA2B6C07E7DC39B59C5E155326396','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'01e2c5f8ef734914b5020288b2de0362','01a2053c-977c-77d6-913e-cf23b3f35a27','2026-11-22','2026-11-22T21:49:46.748892Z');
INSERT INTO "event" VALUES(14,'01a2053c-9788-76b3-b624-59098642ee07','activity-unfpa-atlas',1,'publication-reported',1,'{"authors":"Ana Pérez","coordination_meeting":"cm7","due":{"as_written":"in the spring of 2009","earliest":"2009-03-01","edtf":"2009-21","latest":"2009-05-31"},"id":"unfpa-atlas","lead":"unfpa","predicate":"publish {title}","reported_by":"unfpa","speaker":"Mr. José Miguel Guzmán","stage":"planned","title":"Atlas of migrant women","topics":["migration"]}','{"authors":"1OHlzP+zyVZwrNpfbmnPwg==","coordination_meeting":"1GOqKKkXybEaVZ6k4Xaerg==","due":"3ATeKjOUh4oYeYSbbYsoGg==","id":"NG8yPDeq699/38NzT7o18w==","lead":"48Gh+WCk3TlBWP6WOZz10Q==","predicate":"19fYKrZQOiwiK/oVe3Se5A==","reported_by":"NmWspMQKnsOYuE5V0vhzvA==","speaker":"bBH7f1MKOz8VO39v0MQskA==","stage":"J5alzbFhQTpyLGzxDbXV6g==","title":"WIJ0XEkFv6NkPCbtKTOQXA==","topics":"J/og2kZGRTL7P3oQIXrlZw=="}',X'500F7DF75C1FB8A8DB525C4928F4A483AABF2A7BBE2B689380CB60A86273A0FB',X'FED210BC4DBC5BF813BD0B1F7374F68642404E2ACC7ABD08693E0915E2C0F097','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7aa2eff2e3634387a6324adf57bedd39','01a2053c-9785-76ad-88d6-453e425d12f9','2008-11-21','2026-11-22T21:49:46.757511Z');
INSERT INTO "event" VALUES(15,'01a2053c-9788-76b3-b624-590ae68b4934','statement-cm7-1-3',1,'statement-made',1,'{"by":["unfpa"],"coordination_meeting":"cm7","speaker":"Mr. José Miguel Guzmán","statement_type":"request","text":"Data on remittances are wanted."}','{"by":"IdC51rwyUwCuuP+YLyOmWQ==","coordination_meeting":"+XdIfED04GQ326MW09S+HA==","speaker":"Kj4EnsCQIlfOPVBP8u/EEw==","statement_type":"+gYDZ8exZAXfRu7h13sxxQ==","text":"HCIg5u7oGkxJe/eeShu3nA=="}',X'1A8595159C2B7CD9B5E20FFED7B4ED927A6586D110A75CC7C8361F2D53D97D3B',X'331026F84E8CDEE36D8EB59B01CB73963678B937BB0AB2842B54D7DE33A8C2F6','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7aa2eff2e3634387a6324adf57bedd39','01a2053c-9785-76ad-88d6-453e425d12f9','2008-11-21','2026-11-22T21:49:46.757512Z');
INSERT INTO "event" VALUES(16,'01a2053c-9788-76b3-b624-590b4aea5cd7','intervention-cm7-1',1,'intervention-recorded',1,'{"agency":"unfpa","coordination_meeting":"cm7","items":[{"id":"unfpa-atlas","kind":"activity"},{"id":"cm7-1-2","kind":"context"},{"id":"cm7-1-3","kind":"statement"}],"order":1,"speaker":"Mr. José Miguel Guzmán"}','{"agency":"kyM9PXywEEdrbu2+VwzlgA==","coordination_meeting":"d1uo+Bfmj4wxW4NW1VJumw==","items":"SZFYosoyhpozexwPyXyH+w==","order":"+QNKcwlnI8Tb9kWHt/fe7w==","speaker":"P0DM6X3g9iqqfYHX8H4eVg=="}',X'FCA97D9F4D88F54372A45A228AD09E433A0A05BF6F7C2F570372F3D920C124CF',X'5CE723C545B5F067247D673D6E17D8F5C05C8FB8183C0E40F808EF9B4747ED92','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7aa2eff2e3634387a6324adf57bedd39','01a2053c-9785-76ad-88d6-453e425d12f9','2008-11-21','2026-11-22T21:49:46.757513Z');
INSERT INTO "event" VALUES(17,'01a2053c-9788-76b3-b624-590c8f645d54','intervention-cm7-1',2,'context-point-made',1,'{"id":"cm7-1-2","text":"Half of all migrants are women."}','{"id":"Z3ITY5tvB0z+PogfWtunkw==","text":"RzZRJ2ZQURekHzmZJVlRTg=="}',X'9020DD021D9E0F6ABF0584CE49DC4EF77A67B8CA088A1547C043F06CDF6D9BDD',X'56E238F72817B3B61A6BF1333B6BDB3529A75CA6DF51D5703D1359B5652D9EE4','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7aa2eff2e3634387a6324adf57bedd39','01a2053c-9785-76ad-88d6-453e425d12f9','2008-11-21','2026-11-22T21:49:46.757514Z');
INSERT INTO "event" VALUES(18,'01a2053c-979b-77ce-ad20-189c32916a92','activity-pd-seminar',1,'planned-meeting-reported',1,'{"description":"Call Ms. Keiko Osaki for the programme.","due":{"as_written":"in September 2009","earliest":"2009-09-01","edtf":"2009-09","latest":"2009-09-30"},"id":"pd-seminar","lead":"un-desa-pd","partners":[{"agency":"iom"}],"reported_by":"un-desa-pd","stage":"planned","title":"Seminar on remittances","topics":["remittances"],"visibility":"public"}','{"description":"46JshWb0pEieRk91fLeRzg==","due":"KUxZHaf4jbbyho5wK0fesg==","id":"e9EhsAIGxfFyHvtZ8luOhQ==","lead":"OdLqnbdKHEF0LUvZOwhTWg==","partners":"FLBhkhFfOMNMbJee0t+T2A==","reported_by":"qYpHI1VCtSxd4BPsx+l0Tw==","stage":"iZnIHVsUyrFKqYYw62DtoA==","title":"67kugNlZLO1pdA5oepfi0g==","topics":"FSC8JM1841FfJrb9c8BKUA==","visibility":"K1lJX9TZ2ELa8tCMcYY/kg=="}',X'C21172E75DC5B3CA915EE087639397E647365FB66DE9136E8AF6A1645E8180D3',X'C9636188E16930CD1D6E5257DC6FC674F3B5CB37E0F5755C51D17EAEEBBBF883','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'7aa37e495a3f4d7a9da5f6d3554bbe6d','01a2053c-9799-71b6-9047-ae9ec2cafd28','2008-11-21','2026-11-22T21:49:46.778100Z');
INSERT INTO "event" VALUES(19,'01a2053c-97a1-720d-a2bc-729bcea14fa3','activity-pd-seminar',2,'activity-rescheduled',1,'{"due":{"as_written":"in 2010","earliest":"2010-01-01","edtf":"2010","latest":"2010-12-31"},"note":"No venue.","reported_by":"un-desa-pd"}','{"due":"96/ONe7L+kEyOaY09865aA==","note":"8pE4iPI/KsO/5hQoPTfJAg==","reported_by":"jmIZw1NUU2l4+hP9nlNhUA=="}',X'A8CE38155C0EA691A5820ABD43E7A431D50B3BD7BBDFC4F0D6684EF01B450765',X'86D563014CFC2562380E2CBA820EABBEFE6FC2A4CC45C151C080898F9EB90059','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'d9de37b0c48141068960fb615d10bb1c','01a2053c-97a0-716e-be95-00c51328b884','2026-11-22','2026-11-22T21:49:46.784542Z');
INSERT INTO "event" VALUES(20,'01a2053c-97a5-75e5-a526-913682eacdfb','activity-pd-seminar',3,'activity-progressed',1,'{"reported_by":"un-desa-pd","stage":"in_progress"}','{"reported_by":"zvpt76R6zNXcoiwca25Hmg==","stage":"eoIeMwiag18Ym8LXqBIm2A=="}',X'3E27C471631381E34DEE07096D293FD08EA4A0F5CFAC53C9012C4C4C6B565C31',X'BFA7C1978E60D2EC30395E272EDBC8E4DE915A5ABFCEB6D88BE051907C4913D9','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'4077163b4bd54aab85ed713cf53e6bbc','01a2053c-97a5-75e5-a526-9134fadeccc9','2009-03-02','2026-11-22T21:49:46.789460Z');
INSERT INTO "event" VALUES(21,'01a2053c-97ae-712f-a307-2bb1f5d13568','activity-unfpa-atlas',2,'activity-completed',1,'{"date":{"as_written":null,"earliest":"2009-05-01","edtf":"2009-05","latest":"2009-05-31"},"reported_by":"unfpa"}','{"date":"vKk5lLrbSJEssJunLZPVdw==","reported_by":"eAojf6BBQqwF8+PZwi94nA=="}',X'87CBA9020D6CC36D42E7DBEA4176CA632E9E99FC62BD7D58B409E61A202349B7',X'71374B5E68F12723C93962F03AB2539E64B747F0317E3E78DE2910E71C6362D4','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'a282c2a960f04405a4e88ad5583c5a94','01a2053c-97ad-71c5-b1bc-69a443f3b6af','2009-06-01','2026-11-22T21:49:46.797817Z');
INSERT INTO "event" VALUES(22,'01a2053c-97b4-712f-b8c2-ce2ae99432e8','activity-unfpa-atlas',3,'evidence-added',1,'{"url":"https://example.org/atlas"}','{"url":"D35WHFD1kHiQY63c8eT9wA=="}',X'079E1E9C8B4C5920705269F3344E3607C42052B8CEE665874ED700AFB2F43DE7',X'537BB956BE134B669EAD6BDA4477D75040A6E672F7092D78E28EDA5AB61C88F3','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'035a74a1388b4bf984cb0ea32de04e01','01a2053c-97b4-712f-b8c2-ce288a6d4c5f','2026-11-22','2026-11-22T21:49:46.804669Z');
INSERT INTO "event" VALUES(23,'01a2053c-97ba-7651-972c-bc0b82829895','activity-un-desa-share-the-data-of-the-census',1,'commitment-reported',1,'{"id":"un-desa-share-the-data-of-the-census","lead":"oecd","reported_by":"un-desa","title":"Share the data of the census"}','{"id":"NzYy7mi7835RGp4laLA3sA==","lead":"4TqlGOWcX7nyZ2j+NkfZ2Q==","reported_by":"YjqQk5tth5A1/NivXMk7Hg==","title":"sSzhHWbstGRSJ6h+L/yanQ=="}',X'719844ABAEAB66886C28A0C3961000A12F470F0A69D3A24EA9A8E5F597F1CED3',X'C136B4A676AEBF3EBBF082046893BAC4A43636DD255F03D4B849C638FB63A150','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'b8862b341bf54eaf89203eeacf17f770','01a2053c-97b9-7499-bb6c-4753f21d72f0','2026-11-22','2026-11-22T21:49:46.809935Z');
INSERT INTO "event" VALUES(24,'01a2053c-97c6-7740-b8e8-d8fae34770ac','activity-un-desa-share-the-data-of-the-census-2',1,'commitment-reported',1,'{"id":"un-desa-share-the-data-of-the-census-2","lead":"oecd","reported_by":"un-desa","title":"Share the data of the census"}','{"id":"o5cYNKYdT+Db9ZLotVb4mg==","lead":"5Nf1iwZZczGyoIK76yGG4A==","reported_by":"dK1BUazle1rGLNzjKI0Njw==","title":"auJPYSwUuW9BxO5o5firdg=="}',X'A55579A0CE2C18D912713C64E8A7FD9653935D57294C2162D63EC79B411E3F0E',X'58B983F1DF5A501FCA2F87B5147AE8A881319610FA58AAB592A0BF559B7665B6','key:01a2053c-9623-746b-b2ea-e9e37e150a65',NULL,NULL,'5f0226471a674471a17a9f9e29a3cb0f','01a2053c-97c5-7031-8ad0-86f6dd55e217','2026-11-22','2026-11-22T21:49:46.822115Z');
CREATE TABLE event_tag (
	tag TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (tag, position)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "event_tag" VALUES('agency:un-desa',1);
INSERT INTO "event_tag" VALUES('agency:un-desa',2);
INSERT INTO "event_tag" VALUES('agency:un-desa-pd',2);
INSERT INTO "event_tag" VALUES('agency:unfpa',3);
INSERT INTO "event_tag" VALUES('agency:iom',4);
INSERT INTO "event_tag" VALUES('agency:oecd',5);
INSERT INTO "event_tag" VALUES('topic:migration',6);
INSERT INTO "event_tag" VALUES('topic:migration',7);
INSERT INTO "event_tag" VALUES('topic:remittances',7);
INSERT INTO "event_tag" VALUES('mandate:ga-res-63-225',8);
INSERT INTO "event_tag" VALUES('symbol:63/225',8);
INSERT INTO "event_tag" VALUES('symbol:A/63/225',8);
INSERT INTO "event_tag" VALUES('symbol:A/RES/63/225',8);
INSERT INTO "event_tag" VALUES('agency:iom',9);
INSERT INTO "event_tag" VALUES('meeting:gfmd-2',9);
INSERT INTO "event_tag" VALUES('meeting:gfmd-2',10);
INSERT INTO "event_tag" VALUES('coordination-meeting:cm7',11);
INSERT INTO "event_tag" VALUES('coordination-meeting:cm7',12);
INSERT INTO "event_tag" VALUES('agency:oecd',13);
INSERT INTO "event_tag" VALUES('agency:un-desa',13);
INSERT INTO "event_tag" VALUES('activity:unfpa-atlas',14);
INSERT INTO "event_tag" VALUES('agency:unfpa',14);
INSERT INTO "event_tag" VALUES('coordination-meeting:cm7',14);
INSERT INTO "event_tag" VALUES('topic:migration',14);
INSERT INTO "event_tag" VALUES('agency:unfpa',15);
INSERT INTO "event_tag" VALUES('coordination-meeting:cm7',15);
INSERT INTO "event_tag" VALUES('statement:cm7-1-3',15);
INSERT INTO "event_tag" VALUES('activity:unfpa-atlas',16);
INSERT INTO "event_tag" VALUES('agency:unfpa',16);
INSERT INTO "event_tag" VALUES('coordination-meeting:cm7',16);
INSERT INTO "event_tag" VALUES('intervention:cm7-1',16);
INSERT INTO "event_tag" VALUES('statement:cm7-1-3',16);
INSERT INTO "event_tag" VALUES('intervention:cm7-1',17);
INSERT INTO "event_tag" VALUES('activity:pd-seminar',18);
INSERT INTO "event_tag" VALUES('agency:iom',18);
INSERT INTO "event_tag" VALUES('agency:un-desa-pd',18);
INSERT INTO "event_tag" VALUES('topic:remittances',18);
INSERT INTO "event_tag" VALUES('activity:pd-seminar',19);
INSERT INTO "event_tag" VALUES('agency:un-desa-pd',19);
INSERT INTO "event_tag" VALUES('activity:pd-seminar',20);
INSERT INTO "event_tag" VALUES('agency:un-desa-pd',20);
INSERT INTO "event_tag" VALUES('activity:unfpa-atlas',21);
INSERT INTO "event_tag" VALUES('agency:unfpa',21);
INSERT INTO "event_tag" VALUES('activity:unfpa-atlas',22);
INSERT INTO "event_tag" VALUES('activity:un-desa-share-the-data-of-the-census',23);
INSERT INTO "event_tag" VALUES('agency:oecd',23);
INSERT INTO "event_tag" VALUES('agency:un-desa',23);
INSERT INTO "event_tag" VALUES('activity:un-desa-share-the-data-of-the-census-2',24);
INSERT INTO "event_tag" VALUES('agency:oecd',24);
INSERT INTO "event_tag" VALUES('agency:un-desa',24);
CREATE TABLE intervention__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "intervention__v1" VALUES('cm7-1',16,'2008-11-21',17,NULL,1,'{"id":"cm7-1","coordination_meeting":"cm7","order":1,"agency":"unfpa","agenda_item":null,"speaker":"Mr. José Miguel Guzmán","on_behalf_of":[],"verb":null,"items":[{"kind":"activity","id":"unfpa-atlas"},{"kind":"context","id":"cm7-1-2"},{"kind":"statement","id":"cm7-1-3"}],"context_points":[],"note":null,"source":null,"withdrawn":false,"first_reported_on":"2008-11-21","visibility":"participants","version":1,"positions":["16.5ce723c5"]}');
INSERT INTO "intervention__v1" VALUES('cm7-1',17,'2008-11-21',NULL,NULL,2,'{"id":"cm7-1","coordination_meeting":"cm7","order":1,"agency":"unfpa","agenda_item":null,"speaker":"Mr. José Miguel Guzmán","on_behalf_of":[],"verb":null,"items":[{"kind":"activity","id":"unfpa-atlas"},{"kind":"context","id":"cm7-1-2"},{"kind":"statement","id":"cm7-1-3"}],"context_points":[{"id":"cm7-1-2","text":"Half of all migrants are women.","position":"17.56e238f7"}],"note":null,"source":null,"withdrawn":false,"first_reported_on":"2008-11-21","visibility":"participants","version":2,"positions":["16.5ce723c5","17.56e238f7"]}');
CREATE TABLE intervention_facet__v1 (
	facet TEXT NOT NULL, 
	value TEXT NOT NULL, 
	role TEXT NOT NULL, 
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	PRIMARY KEY (facet, value, role, id, from_position, from_reported)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "intervention_facet__v1" VALUES('agency','unfpa','','cm7-1',16,'2008-11-21',17,NULL);
INSERT INTO "intervention_facet__v1" VALUES('agency','unfpa','','cm7-1',17,'2008-11-21',NULL,NULL);
INSERT INTO "intervention_facet__v1" VALUES('coordination-meeting','cm7','','cm7-1',16,'2008-11-21',17,NULL);
INSERT INTO "intervention_facet__v1" VALUES('coordination-meeting','cm7','','cm7-1',17,'2008-11-21',NULL,NULL);
CREATE TABLE mandate__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "mandate__v1" VALUES('ga-res-63-225',8,'2026-11-22',NULL,NULL,1,'{"id":"ga-res-63-225","kind":"resolution","symbol":"A/RES/63/225","symbol_as_cited":"A/RES/63/225","aliases":["A/63/225","63/225"],"title":null,"date":null,"issued_by":null,"status":null,"url":null,"url_accessed_on":null,"part_of":null,"merged_into":null,"note":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["8.20ccf13f"]}');
CREATE TABLE meeting__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "meeting__v1" VALUES('gfmd-2',9,'2026-11-22',10,NULL,1,'{"id":"gfmd-2","title":"Second Global Forum","kind":"conference","series":null,"organizers":["iom"],"organizers_text":null,"host":null,"chair":null,"part_of":null,"related":[],"aliases":[],"theme":null,"recurrence":null,"count":null,"participants_text":null,"participants_count":null,"mandate":null,"url":null,"note":null,"source":null,"date":null,"place":null,"outcome":null,"merged_into":null,"first_reported_on":"2026-11-22","version":1,"positions":["9.437c89f1"]}');
INSERT INTO "meeting__v1" VALUES('gfmd-2',10,'2026-11-22',NULL,NULL,2,'{"id":"gfmd-2","title":"Second Global Forum","kind":"conference","series":null,"organizers":["iom"],"organizers_text":null,"host":null,"chair":null,"part_of":null,"related":[],"aliases":[],"theme":null,"recurrence":null,"count":null,"participants_text":null,"participants_count":null,"mandate":null,"url":null,"note":null,"source":null,"date":{"edtf":"2008-10-27/2008-10-30","as_written":null,"earliest":"2008-10-27","latest":"2008-10-30"},"place":null,"outcome":"held","merged_into":null,"first_reported_on":"2026-11-22","version":2,"positions":["9.437c89f1","10.6cabedcf"]}');
CREATE TABLE person (
	person_id TEXT NOT NULL, 
	name TEXT, 
	email TEXT, 
	telephone TEXT, 
	erased_at TEXT, 
	PRIMARY KEY (person_id)
)
 STRICT

;
CREATE TABLE projection (
	name TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	fault TEXT, 
	PRIMARY KEY (name, version)
)
 STRICT

;
INSERT INTO "projection" VALUES('agency',1,'active',24,NULL);
INSERT INTO "projection" VALUES('topic',1,'active',24,NULL);
INSERT INTO "projection" VALUES('mandate',1,'active',24,NULL);
INSERT INTO "projection" VALUES('meeting',1,'active',24,NULL);
INSERT INTO "projection" VALUES('coordination_meeting',1,'active',24,NULL);
INSERT INTO "projection" VALUES('intervention',1,'active',24,NULL);
INSERT INTO "projection" VALUES('statement',1,'active',24,NULL);
INSERT INTO "projection" VALUES('activity',1,'active',24,NULL);
CREATE TABLE redaction_journal (
	position INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (position, field)
)
 STRICT

;
CREATE TABLE statement__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "statement__v1" VALUES('cm7-1-3',15,'2008-11-21',NULL,NULL,1,'{"id":"cm7-1-3","coordination_meeting":"cm7","statement_type":"request","text":"Data on remittances are wanted.","agenda_item":null,"by":["unfpa"],"speaker":"Mr. José Miguel Guzmán","to":[],"in_reply_to":[],"activities":[],"topics":[],"withdrawn":false,"source":null,"first_reported_on":"2008-11-21","visibility":"participants","version":1,"positions":["15.331026f8"]}');
CREATE TABLE statement_facet__v1 (
	facet TEXT NOT NULL, 
	value TEXT NOT NULL, 
	role TEXT NOT NULL, 
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	PRIMARY KEY (facet, value, role, id, from_position, from_reported)
)
 WITHOUT ROWID,
 STRICT

;
INSERT INTO "statement_facet__v1" VALUES('agency','unfpa','by','cm7-1-3',15,'2008-11-21',NULL,NULL);
INSERT INTO "statement_facet__v1" VALUES('coordination-meeting','cm7','','cm7-1-3',15,'2008-11-21',NULL,NULL);
CREATE TABLE tile (
	level INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	root BLOB NOT NULL, 
	hashes BLOB NOT NULL, 
	PRIMARY KEY (level, number)
)
 STRICT

;
CREATE TABLE topic__v1 (
	id TEXT NOT NULL, 
	from_position INTEGER NOT NULL, 
	from_reported TEXT NOT NULL, 
	to_position INTEGER, 
	to_reported TEXT, 
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	PRIMARY KEY (id, from_position, from_reported)
)
 STRICT

;
INSERT INTO "topic__v1" VALUES('migration',6,'2026-11-22',NULL,NULL,1,'{"id":"migration","label":"International migration","broader":null,"alternative_labels":[],"scope_note":null,"merged_into":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["6.d982d126"]}');
INSERT INTO "topic__v1" VALUES('remittances',7,'2026-11-22',NULL,NULL,1,'{"id":"remittances","label":"Remittances","broader":"migration","alternative_labels":["Money transfers"],"scope_note":null,"merged_into":null,"source":null,"first_reported_on":"2026-11-22","version":1,"positions":["7.0ae122ed"]}');
CREATE INDEX event_tag_by_position ON event_tag (position);
CREATE INDEX command_log_by_expiry ON command_log (expires_at);
CREATE TRIGGER event_refuses_update BEFORE UPDATE ON event
WHEN NOT coalesce((
    SELECT NEW.position IS OLD.position AND NEW.event_id IS OLD.event_id AND NEW.stream IS OLD.stream AND NEW.version IS OLD.version AND NEW.type IS OLD.type AND NEW.schema_version IS OLD.schema_version AND NEW.data_digest IS OLD.data_digest AND NEW.leaf IS OLD.leaf AND NEW.actor IS OLD.actor AND NEW.on_behalf_of IS OLD.on_behalf_of AND NEW.causation IS OLD.causation AND NEW.correlation IS OLD.correlation AND NEW.command_id IS OLD.command_id AND NEW.reported_on IS OLD.reported_on AND NEW.recorded_at IS OLD.recorded_at
       AND json_type(OLD.data, path) IS NOT NULL
       AND json_type(OLD.salts, path) = 'text'
       AND NEW.data = json_remove(OLD.data, path)
       AND NEW.salts = json_set(OLD.salts, path, json_object('digest', json_extract(NEW.salts, path || '.digest')))
       AND length(json_extract(NEW.salts, path || '.digest')) = 64
       AND json_extract(NEW.salts, path || '.digest') NOT GLOB '*[^0-9a-f]*'
    FROM (
    SELECT '$."' || json_extract(data, '$.field') || '"' AS path
    FROM event
    WHERE position = (SELECT max(position) FROM event)
      AND type = 'event-redacted'
      AND json_extract(data, '$.position') = OLD.position
      AND instr(json_extract(data, '$.field'), '"') = 0
)
), 0)
BEGIN SELECT RAISE(ABORT, 'A redaction was expected to put one field''s digest in place of its value, as the last event of the log says, and something else was found.'); END;
CREATE TRIGGER event_refuses_delete BEFORE DELETE ON event  BEGIN SELECT RAISE(ABORT, 'An event was expected to stay as it is: the log only grows.'); END;
CREATE TRIGGER event_tag_refuses_update BEFORE UPDATE ON event_tag  BEGIN SELECT RAISE(ABORT, 'A tag was expected to stay with its event.'); END;
CREATE TRIGGER event_tag_refuses_delete BEFORE DELETE ON event_tag  BEGIN SELECT RAISE(ABORT, 'A tag was expected to stay with its event.'); END;
CREATE TRIGGER tile_refuses_update BEFORE UPDATE ON tile  BEGIN SELECT RAISE(ABORT, 'A tile of the Merkle tree was expected to stay as it is.'); END;
CREATE TRIGGER tile_refuses_delete BEFORE DELETE ON tile  BEGIN SELECT RAISE(ABORT, 'A tile of the Merkle tree was expected to stay as it is.'); END;
CREATE TRIGGER checkpoint_refuses_update BEFORE UPDATE ON checkpoint WHEN NOT (NEW.size IS OLD.size AND NEW.root IS OLD.root AND NEW.recorded_at IS OLD.recorded_at AND OLD.note IS NULL AND NEW.note IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'A checkpoint was expected to change only once, when its note is signed.'); END;
CREATE TRIGGER checkpoint_refuses_delete BEFORE DELETE ON checkpoint  BEGIN SELECT RAISE(ABORT, 'A checkpoint was expected to stay as it is.'); END;
CREATE INDEX agency__v1_now ON agency__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX topic__v1_now ON topic__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX mandate__v1_now ON mandate__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX meeting__v1_now ON meeting__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX coordination_meeting__v1_now ON coordination_meeting__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX intervention__v1_now ON intervention__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX intervention_facet__v1_by_row ON intervention_facet__v1 (id, from_position, from_reported);
CREATE INDEX statement__v1_now ON statement__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX statement_facet__v1_by_row ON statement_facet__v1 (id, from_position, from_reported);
CREATE INDEX activity__v1_now ON activity__v1 (id) WHERE to_position IS NULL AND to_reported IS NULL;
CREATE INDEX activity_facet__v1_by_row ON activity_facet__v1 (id, from_position, from_reported);
COMMIT;
