BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE articles (
	story_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	analysis TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (story_id), 
	CONSTRAINT fk_articles_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "articles" VALUES(1,'Полиция накрыла две банды, которые занимались торговлей людьми в Астане.','{"version":1,"story":{"text":"Полиция накрыла две банды, которые занимались торговлей людьми в Астане.","language":"ru","title":{"text":"Заголовок 1","start":0,"end":11},"lede":{"text":"Полиция накрыла две ","start":0,"end":20},"paragraphs":[{"text":"Полиция накрыла две банды, которые занимались торговлей людьми в Астане.","start":0,"end":72}],"quotes":[{"text":"цитата","start":0,"end":6,"source":{"text":"МВД","start":7,"end":10}}],"author":{"text":"Автор","start":0,"end":5},"place":null,"photo_credit":null,"published":null,"views":null,"furniture":[{"text":"Поделиться","start":0,"end":10}],"reading_minutes":2},"summaries":[{"sentences":[{"text":"Полиция накрыла две банды, которые занимались торговлей людьми в Астане.","start":0,"end":72,"reason":"figure","detail":"86"}]}],"figures":[{"span":{"start":0,"end":2},"value":[1.5,1000000000000.0],"unit":"KZT","qualifier":"range","label":"доход","quote":{"text":"x","start":0,"end":1},"weight":"key","hedged":true,"group":"other","repeats":[],"part_of":null,"contradicts":[]},{"span":{"start":0,"end":2},"value":86.0,"unit":"%","qualifier":"exact","label":"доля","quote":{"text":"x","start":0,"end":1},"weight":"minor","hedged":false,"group":"other","repeats":[],"part_of":null,"contradicts":[]}],"names":[{"kind":"ORG","text":"МВД","normal":"МВД","mentions":[{"start":1,"end":4}],"role":"по данным"}]}',1);
INSERT INTO "articles" VALUES(2,'Аграрии собрали рекордный урожай пшеницы на севере страны.','{"version":1,"story":{"text":"Аграрии собрали рекордный урожай пшеницы на севере страны.","language":"ru","title":{"text":"Заголовок 2","start":0,"end":11},"lede":{"text":"Аграрии собрали реко","start":0,"end":20},"paragraphs":[{"text":"Аграрии собрали рекордный урожай пшеницы на севере страны.","start":0,"end":58}],"quotes":[{"text":"цитата","start":0,"end":6,"source":{"text":"МВД","start":7,"end":10}}],"author":{"text":"Автор","start":0,"end":5},"place":null,"photo_credit":null,"published":null,"views":null,"furniture":[{"text":"Поделиться","start":0,"end":10}],"reading_minutes":2},"summaries":[{"sentences":[{"text":"Аграрии собрали рекордный урожай пшеницы на севере страны.","start":0,"end":58,"reason":"figure","detail":"86"}]}],"figures":[{"span":{"start":0,"end":2},"value":[1.5,1000000000000.0],"unit":"KZT","qualifier":"range","label":"доход","quote":{"text":"x","start":0,"end":1},"weight":"key","hedged":true,"group":"other","repeats":[],"part_of":null,"contradicts":[]},{"span":{"start":0,"end":2},"value":86.0,"unit":"%","qualifier":"exact","label":"доля","quote":{"text":"x","start":0,"end":1},"weight":"minor","hedged":false,"group":"other","repeats":[],"part_of":null,"contradicts":[]}],"names":[{"kind":"ORG","text":"МВД","normal":"МВД","mentions":[{"start":1,"end":4}],"role":"по данным"}]}',1);
CREATE TABLE chats (
	id BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	timezone VARCHAR(64) NOT NULL, 
	title TEXT, 
	closed TEXT, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_chats PRIMARY KEY (id)
);
INSERT INTO "chats" VALUES(1,'private','kk','Asia/Almaty','Т',NULL,1795435200123456);
INSERT INTO "chats" VALUES(2,'private','kk','Asia/Almaty','Т',NULL,1795435200123456);
INSERT INTO "chats" VALUES(-1001234567890,'private','kk','Asia/Almaty','Т',NULL,1795435200123456);
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	what VARCHAR(16) NOT NULL, 
	subject_id BIGINT NOT NULL, 
	revision INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	priority SMALLINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	created_at BIGINT NOT NULL, 
	attempt INTEGER DEFAULT 0 NOT NULL, 
	uncertain INTEGER DEFAULT 0 NOT NULL, 
	interrupted INTEGER DEFAULT 0 NOT NULL, 
	claimed_at BIGINT, 
	settled_at BIGINT, 
	message_id BIGINT, 
	reason TEXT, 
	CONSTRAINT pk_deliveries PRIMARY KEY (id), 
	CONSTRAINT uq_deliveries_once UNIQUE (chat_id, what, subject_id, revision), 
	CONSTRAINT fk_deliveries_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
INSERT INTO "deliveries" VALUES(1,1,'story',2,1,'sent',1,1795435200123456,1795435200123456,0,0,0,NULL,NULL,77,NULL);
INSERT INTO "deliveries" VALUES(2,2,'story',2,1,'claimed',1,1795435200123456,1795435200123456,0,0,0,NULL,NULL,NULL,NULL);
INSERT INTO "deliveries" VALUES(3,-1001234567890,'story',2,1,'pending',1,1795435200123456,1795435200123456,0,0,0,NULL,NULL,NULL,NULL);
CREATE TABLE leases (
	name VARCHAR(64) NOT NULL, 
	owner TEXT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_leases PRIMARY KEY (name)
);
CREATE TABLE likes (
	story_id INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_likes PRIMARY KEY (story_id, user_id), 
	CONSTRAINT fk_likes_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "likes" VALUES(1,1,1795435200123456);
CREATE TABLE pauses (
	chat_id BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	CONSTRAINT pk_pauses PRIMARY KEY (chat_id)
);
CREATE TABLE places (
	chat_id BIGINT NOT NULL, 
	story_id INTEGER NOT NULL, 
	page INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_places PRIMARY KEY (chat_id, story_id), 
	CONSTRAINT fk_places_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE, 
	CONSTRAINT fk_places_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "places" VALUES(1,1,3,1795435200123456);
CREATE TABLE readings (
	story_id INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (story_id, user_id), 
	CONSTRAINT fk_readings_story_id FOREIGN KEY(story_id) REFERENCES stories (id) ON DELETE CASCADE
);
INSERT INTO "readings" VALUES(1,1,1795435200123456);
CREATE TABLE stories (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	revision INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	title TEXT NOT NULL, 
	lede TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	reading_minutes INTEGER NOT NULL, 
	source TEXT, 
	added_at BIGINT NOT NULL, 
	initial_views BIGINT NOT NULL, 
	readers INTEGER NOT NULL, 
	likes INTEGER NOT NULL, 
	CONSTRAINT uq_stories_fingerprint UNIQUE (fingerprint)
);
INSERT INTO "stories" VALUES(1,1,'7368bdc4253bbc68a3788622e7036da6c621f492672f5ac31b9ab2d1479dac65','Заголовок 1','Полиция накрыла две ','ru',2,NULL,1795435200123456,1321,1,1);
INSERT INTO "stories" VALUES(2,1,'5be0e7fb2acbbf2ac8738d2dc25fa551a7d48202868feff8ddefeb0660c920ca','Заголовок 2','Аграрии собрали реко','ru',2,NULL,1795435200123456,1321,1,1);
CREATE TABLE subscriptions (
	chat_id BIGINT NOT NULL, 
	by_user BIGINT, 
	since BIGINT NOT NULL, 
	CONSTRAINT pk_subscriptions PRIMARY KEY (chat_id), 
	CONSTRAINT fk_subscriptions_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id) ON DELETE CASCADE
);
INSERT INTO "subscriptions" VALUES(1,1,1795435200123456);
INSERT INTO "subscriptions" VALUES(2,2,1795435200123456);
INSERT INTO "subscriptions" VALUES(-1001234567890,-1001234567890,1795435200123456);
CREATE INDEX ix_articles_version ON articles (version);
CREATE INDEX ix_subscriptions_by_user ON subscriptions (by_user);
CREATE INDEX ix_likes_user_id ON likes (user_id);
CREATE INDEX ix_readings_user_id ON readings (user_id);
CREATE INDEX ix_places_story_id ON places (story_id);
CREATE INDEX ix_deliveries_pending ON deliveries (priority, id) WHERE state = 'pending';
CREATE INDEX ix_deliveries_deferred ON deliveries (due_at) WHERE state = 'deferred';
CREATE INDEX ix_deliveries_claimed ON deliveries (claimed_at) WHERE state = 'claimed';
CREATE INDEX ix_deliveries_message ON deliveries (chat_id, message_id) WHERE message_id IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('stories',2);
COMMIT;
