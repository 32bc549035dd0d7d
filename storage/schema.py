"""The tables as they are after all migrations; a test compares the two on both engines.

Times are whole microseconds since 1970, UTC (BIGINT): one meaning on both engines, and sorting is
comparing numbers. Chat and user ids are Telegram's, up to 52 bits. The search index (`search`,
an FTS5 table on SQLite, a tsvector table on PostgreSQL) is made by its migration alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: SQLite numbers rows by itself only where the key is INTEGER.
_ROW_ID = BigInteger().with_variant(Integer, "sqlite")


def _chat(*, primary_key: bool = False) -> Column[int]:
    key = ForeignKey("chats.id", ondelete="CASCADE")
    return Column("chat_id", BigInteger, key, primary_key=primary_key, nullable=False)


def _story() -> Column[int]:
    key = ForeignKey("stories.id", ondelete="CASCADE")
    return Column("story_id", _ROW_ID, key, primary_key=True)


chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("title", Text),
    Column("closed", Text),  # why nothing is sent there any more; NULL: open
    Column("since", BigInteger, nullable=False),
    Column("by_user", BigInteger),  # who brought the bot into a group or channel
    Index("ix_chats_by_user", "by_user"),
)

# Small rows: lists, counters and the newest story are read often, and a counter that shares its
# row with a long text would rewrite that text with every reader.
stories = Table(
    "stories",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("revision", Integer, nullable=False),  # grows whenever what is shown changes
    Column("fingerprint", String(64), nullable=False),  # of the words: the same text again is known
    Column("title", Text, nullable=False),
    Column("lede", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("reading_minutes", Integer, nullable=False),
    Column("source", Text),
    Column("added_at", BigInteger, nullable=False),
    Column("initial_views", BigInteger, nullable=False),
    Column("readers", Integer, nullable=False),
    Column("likes", Integer, nullable=False),
    Column("number", Integer, nullable=False, server_default=text("1")),  # of its text's version
    Column("topic", String(32)),
    Column("topic_why", Text),  # the words that decided, or who set it
    Column("graphic", Text),  # the words that say so; NULL: it is not
    Column("case_id", BigInteger),  # the first story of the case; NULL: it stands alone
    Column("retracted_at", BigInteger),
    # The first story that may report the same event: digests show one of them. NULL: none is known.
    Column("group_id", BigInteger),
    # 1: stored without telling anybody, so no digest tells of it either (what a new source has).
    Column("quiet", Integer, nullable=False, server_default=text("0")),
    # 1: its text is an editor's; what its page or its feed says changes it no more.
    Column("by_editor", Integer, nullable=False, server_default=text("0")),
    Index("ix_stories_case_id", "case_id"),
    Index("ix_stories_group_id", "group_id"),
    UniqueConstraint("fingerprint"),
    sqlite_autoincrement=True,  # a link to a removed story must never open another
)

articles = Table(
    "articles",
    metadata,
    _story(),
    Column("text", Text, nullable=False),
    Column("analysis", Text, nullable=False),  # news.analysis.Analysis as JSON
    Column("version", Integer, nullable=False),  # of the analyser that made it
    Index("ix_articles_version", "version"),
)

likes = Table(
    "likes",
    metadata,
    _story(),
    Column("user_id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("ix_likes_user_id", "user_id"),
)

readings = Table(
    "readings",
    metadata,
    _story(),
    Column("user_id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("ix_readings_user_id", "user_id"),
)

places = Table(
    "places",
    metadata,
    _chat(primary_key=True),
    _story(),
    Column("page", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_places_story_id", "story_id"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _chat(primary_key=True),
    Column("by_user", BigInteger),
    Column("since", BigInteger, nullable=False),
    Column("mode", String(8), nullable=False, server_default=text("'at_once'")),  # or digest
    Column("schedule", Text, nullable=False, server_default=text("''")),  # news.schedule's texts
    Column("quiet", Text, nullable=False, server_default=text("''")),
    Column("wanted", Text, nullable=False, server_default=text("''")),  # news.filters' text; ''=all
    Column("budget", Integer, nullable=False, server_default=text("5")),  # a day; 0: no limit
    Column("most", Integer, nullable=False, server_default=text("7")),  # stories in a digest
    Column("silent", Integer, nullable=False, server_default=text("0")),  # no digest without news
    Column("paused_until", BigInteger),
    Column("paused_why", String(8)),  # topic: its forum topic takes nothing; NULL: its own choice
    Column("thread_id", BigInteger),  # the forum topic that it was made in
    Column("next_digest_at", BigInteger),
    # The local day and time of the last digest (news.schedule.Slot): no clock makes it come twice.
    Column("slot", String(24), nullable=False, server_default=text("''")),
    Column("covered", BigInteger, nullable=False, server_default=text("0")),  # up to this story
    # Messages that interrupted on the local day (date.toordinal) that they were last counted on.
    Column("day", Integer, nullable=False, server_default=text("0")),
    Column("interrupts", Integer, nullable=False, server_default=text("0")),
    Index("ix_subscriptions_by_user", "by_user"),
)
# Partial: who gets everything at once has no next digest.
Index(
    "ix_subscriptions_next_digest_at",
    subscriptions.c.next_digest_at,
    sqlite_where=text("next_digest_at IS NOT NULL"),
    postgresql_where=text("next_digest_at IS NOT NULL"),
)

follows = Table(
    "follows",
    metadata,
    _chat(primary_key=True),
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("story_id", BigInteger, nullable=False),  # under which it was asked for
    Column("message_id", BigInteger),  # of the message that later parts answer
    Column("thread_id", BigInteger),  # the forum topic that it stands in
    Column("since", BigInteger, nullable=False),
    Index("ix_follows_case_id", "case_id"),
)

# What a story said before: its text by version, and how the next one differed.
versions = Table(
    "versions",
    metadata,
    _story(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("analysis", Text, nullable=False),
    Column("kind", String(16), nullable=False),  # how the next version differs from it
    Column("changes", Text, nullable=False),  # the differences that readers are told, as JSON
    Column("replaced_at", BigInteger, nullable=False),
)

# Messages about a story that answered a person: a correction changes them, too.
copies = Table(
    "copies",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _chat(),
    Column("message_id", BigInteger, nullable=False),
    Column("story_id", _ROW_ID, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("view", String(1), nullable=False),  # as buttons name it
    Column("detail", Integer, nullable=False),  # sentences, quotes, page or variant
    Column("number", Integer, nullable=False),  # of the version that was shown first
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("chat_id", "message_id", name="uq_copies_message"),
    Index("ix_copies_story_id", "story_id"),
    Index("ix_copies_at", "at"),
    sqlite_autoincrement=True,  # the ledger names them by number
)

# What a digest holds. Chats that are to be told the same share one.
editions = Table(
    "editions",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("held", Text, nullable=False),  # how many stories were held back, by reason, as JSON
    Column("left_out", Integer, nullable=False),  # stories beyond those that the reader wants
    Column("made_at", BigInteger, nullable=False),
    sqlite_autoincrement=True,  # a digest's number must never name another
)

entries = Table(
    "entries",
    metadata,
    Column(
        "edition_id",
        _ROW_ID,
        ForeignKey("editions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("story_id", _ROW_ID, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Index("ix_entries_story_id", "story_id"),
)

# The ledger. A row names what a chat is to be told, not its words: what is sent is what holds then.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _chat(),
    # story, digest; edit, redigest (of what was sent of them); copy (an edit of an answer);
    # correction (a note about it)
    Column("what", String(16), nullable=False),
    Column("subject_id", BigInteger, nullable=False),  # the story's id; the edition's, the copy's
    Column("revision", Integer, nullable=False),  # 1; later: the story's version, the n-th edit
    Column("state", String(16), nullable=False),
    Column("priority", SmallInteger, nullable=False),  # lower goes first
    Column("due_at", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("uncertain", Integer, nullable=False, server_default=text("0")),
    # Tries of unknown end: no answer came; or the process was stopped before it could be marked.
    Column("interrupted", Integer, nullable=False, server_default=text("0")),
    Column("claimed_at", BigInteger),
    Column("settled_at", BigInteger),
    Column("message_id", BigInteger),
    Column("reason", Text),
    Column("cause", Text),  # which choice of the reader brought it
    Column("told", Integer),  # the version that was told; of a digest, the sum of its stories'
    UniqueConstraint("chat_id", "what", "subject_id", "revision", name="uq_deliveries_once"),
)
# Partial: the queue stays as small as what waits, however long the history grows.
Index(
    "ix_deliveries_pending",
    deliveries.c.priority,
    deliveries.c.id,
    sqlite_where=text("state = 'pending'"),
    postgresql_where=text("state = 'pending'"),
)
Index(
    "ix_deliveries_deferred",
    deliveries.c.due_at,
    sqlite_where=text("state = 'deferred'"),
    postgresql_where=text("state = 'deferred'"),
)
Index(
    "ix_deliveries_claimed",
    deliveries.c.claimed_at,
    sqlite_where=text("state = 'claimed'"),
    postgresql_where=text("state = 'claimed'"),
)
Index(
    "ix_deliveries_message",
    deliveries.c.chat_id,
    deliveries.c.message_id,
    sqlite_where=text("message_id IS NOT NULL"),
    postgresql_where=text("message_id IS NOT NULL"),
)

# How long Telegram told us to wait; chat 0 is the whole bot. No foreign key: 0 is no chat.
pauses = Table(
    "pauses",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", BigInteger, nullable=False),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)

# Loops of the bot that failed, for `svodka deliveries`.
troubles = Table(
    "troubles",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("cause", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("times", Integer, nullable=False),
)

# Updates that were dealt with (see `storage.handled`).
handled = Table(
    "handled",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


# Where news comes from. A removed one stays, so that it can come back with all that it has shown.
sources = Table(
    "sources",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    _count("named"),  # 1: an editor chose the title; 0: it is the feed's own
    Column("site", Text, nullable=False, server_default=text("''")),  # the page that it is of
    Column("topic", String(32)),
    Column("full_text", String(8), nullable=False, server_default=text("'auto'")),  # on, off, auto
    Column("every_seconds", Integer),  # an editor's interval; NULL: the source's own rhythm
    Column("added_at", BigInteger, nullable=False),
    Column("by_user", BigInteger),
    Column("paused_at", BigInteger),
    Column("paused_why", Text),
    Column("removed_at", BigInteger),
    Column("next_look_at", BigInteger, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_mark", String(64)),  # of the last answer: the same again needs no parsing
    Column("shown_marks", Text),  # of its last entries: the same again need no comparison
    Column("looked_at", BigInteger),
    Column("ok_at", BigInteger),  # the last look that brought entries; NULL: none did yet
    Column("status", Integer),  # of the last answer
    Column("failure", Text),  # why the last look failed, as a key and a truth for the log
    _count("failures"),
    _count("gone"),
    _count("whole"),  # of the latest pages so many were read whole …
    _count("half"),  # … and so many only half
    Column("failing_since", BigInteger),
    Column("empty_since", BigInteger),
    Column("news_at", BigInteger),  # its last news …
    Column("usual_gap", Integer),  # … and the seconds that usually lie between two pieces of it
    UniqueConstraint("url"),
    sqlite_autoincrement=True,
)
Index(
    "ix_sources_next_look_at",
    sources.c.next_look_at,
    sqlite_where=text("paused_at IS NULL AND removed_at IS NULL"),
    postgresql_where=text("paused_at IS NULL AND removed_at IS NULL"),
)

# What a source has shown, by marks (digests) of its id, link, title and text.
items = Table(
    "items",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("source_id", _ROW_ID, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("entry_mark", String(32), nullable=False),
    Column("link_mark", String(32), nullable=False),
    Column("title_mark", String(32), nullable=False),
    Column("text_mark", String(32), nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("story_id", _ROW_ID, ForeignKey("stories.id", ondelete="SET NULL")),
    Column("seen_at", BigInteger, nullable=False),
    Column("published_at", BigInteger),
    _count("held"),  # 1: beyond what is announced of a backlog; an editor may show it
    Index("ix_items_source_id", "source_id", "seen_at"),
    Index("ix_items_story_id", "story_id"),
)
Index(
    "ix_items_held",
    items.c.source_id,
    sqlite_where=text("held = 1"),
    postgresql_where=text("held = 1"),
)

# Who reported a story: the article that it was stored from, and doubles that were not stored.
story_sources = Table(
    "story_sources",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("story_id", _ROW_ID, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("source_id", _ROW_ID, ForeignKey("sources.id", ondelete="SET NULL")),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("text", Text),  # of a double, so that it can be split off again
    Column("fingerprint", String(64)),  # of that text
    Column("figures", Text),  # those that differ from the story's, as JSON
    Column("belief", Integer),  # thousandths: how sure it is that both report one event
    Index("ix_story_sources_story_id", "story_id"),
    Index("ix_story_sources_source_id", "source_id"),
    Index("ix_story_sources_url", "url"),
    Index("ix_story_sources_fingerprint", "fingerprint"),
    sqlite_autoincrement=True,
)

# What is kept of a story to tell doubles by, and the keys under which it is looked up.
prints = Table(
    "prints",
    metadata,
    _story(),
    Column("version", Integer, nullable=False),
    Column("print", Text, nullable=False),  # news.similar_signature.Signature as JSON
    Column("added_at", BigInteger, nullable=False),
    Index("ix_prints_added_at", "added_at"),
)

print_keys = Table(
    "print_keys",
    metadata,
    Column("key", String(64), primary_key=True),
    _story(),
    Index("ix_print_keys_story_id", "story_id"),
)

# Parts of one case that only an editor can tell.
suggestions = Table(
    "suggestions",
    metadata,
    _story(),
    Column("other_id", BigInteger, primary_key=True, autoincrement=False),
    Column("belief", Integer, nullable=False),  # thousandths
    Column("state", String(8), nullable=False),  # open, joined, refused
    Column("made_at", BigInteger, nullable=False),
)
Index(
    "ix_suggestions_made_at",
    suggestions.c.made_at,
    sqlite_where=text("state = 'open'"),
    postgresql_where=text("state = 'open'"),
)

# Pages that are the texts of stories, as they were read last; they are looked at again.
watches = Table(
    "watches",
    metadata,
    _story(),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_mark", String(64), nullable=False),
    Column("title_mark", String(64), nullable=False),
    Column("text_mark", String(64), nullable=False),
    Column("next_look_at", BigInteger),  # NULL: no more
    _count("by_editor"),  # 1: the story's text is an editor's, so the page is not looked at
    Column("trouble", String(16)),  # what was wrong with it at last
    _count("untold"),  # 1: editors do not know of that yet
)
Index(
    "ix_watches_next_look_at",
    watches.c.next_look_at,
    sqlite_where=text("next_look_at IS NOT NULL"),
    postgresql_where=text("next_look_at IS NOT NULL"),
)
Index(
    "ix_watches_untold",
    watches.c.story_id,
    sqlite_where=text("untold = 1"),
    postgresql_where=text("untold = 1"),
)
