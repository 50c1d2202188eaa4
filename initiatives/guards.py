"""What the database itself enforces: the record is append-only, and its token column is indexed.

Installed by migrations. A migration that rebuilds a guarded table (SQLite does so for most alterations)
calls ``install`` again at its end, for the triggers go with the old table.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ENDED = {
    "initiatives_passage": "visible_until",
    "initiatives_section": "visible_until",
    "initiatives_initiative": "visible_until",
}
"""Tables whose rows may be ended once, by setting this column, and not otherwise touched."""

FIXED = (
    "initiatives_sectiondistrict",
    "initiatives_sectionzone",
    "initiatives_initiativedistrict",
    "initiatives_initiativezone",
    "initiatives_initiativetheme",
    "initiatives_quantity",
    "initiatives_change",
)
"""Tables whose rows are never touched again."""

SEARCHED = ("initiatives_section", "initiatives_initiative")

SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
PG_REFUSE = """
CREATE OR REPLACE FUNCTION refuse_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the record is append-only: % on %', TG_OP, TG_TABLE_NAME; END $$
"""


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers and the search index, replacing what is there."""
    if schema_editor.connection.vendor == "postgresql":
        statements = [PG_REFUSE, *postgresql_guards(), *postgresql_index()]
    else:
        statements = [*sqlite_guards(schema_editor), *sqlite_index()]
    for statement in statements:
        # Triggers hold semicolons and percent signs, so each is one raw statement without parameters.
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(statement)


def columns(schema_editor: BaseDatabaseSchemaEditor, table: str) -> list[str]:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def sqlite_guards(schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
    found = []
    for table in (*ENDED, *FIXED):
        found += sqlite_refusal(f"{table}_never_deleted", f"BEFORE DELETE ON {table}")
    for table in FIXED:
        found += sqlite_refusal(f"{table}_never_updated", f"BEFORE UPDATE ON {table}")
    for table, end in ENDED.items():
        kept = ", ".join(name for name in columns(schema_editor, table) if name != end)
        found += sqlite_refusal(f"{table}_never_updated", f"BEFORE UPDATE OF {kept} ON {table}")
        past = f"OLD.{end} IS NOT NULL AND OLD.{end} <= {SQLITE_NOW}"
        found += sqlite_refusal(f"{table}_ended_once", f"BEFORE UPDATE OF {end} ON {table}", when=past)
    return found


def sqlite_refusal(name: str, event: str, *, when: str = "1") -> list[str]:
    refuse = "SELECT RAISE(ABORT, 'the record is append-only')"
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} {event} WHEN {when} BEGIN {refuse}; END",
    ]


def sqlite_index() -> list[str]:
    found = []
    for table in SEARCHED:
        found += [
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}_fts USING fts5(tokens, content='{table}', "
            "content_rowid='id', tokenize='unicode61 remove_diacritics 0')",
            f"DROP TRIGGER IF EXISTS {table}_indexed",
            f"CREATE TRIGGER {table}_indexed AFTER INSERT ON {table} BEGIN "
            f"INSERT INTO {table}_fts (rowid, tokens) VALUES (NEW.id, NEW.tokens); END",
        ]
    return found


def postgresql_guards() -> list[str]:
    found = []
    for table in (*ENDED, *FIXED):
        found += postgresql_refusal(table, "never_deleted", "DELETE", row=True)
        found += postgresql_refusal(table, "never_truncated", "TRUNCATE", row=False)
    for table in FIXED:
        found += postgresql_refusal(table, "never_updated", "UPDATE", row=True)
    for table, end in ENDED.items():
        edited = f"to_jsonb(OLD) - '{end}' IS DISTINCT FROM to_jsonb(NEW) - '{end}'"
        past = f"OLD.{end} IS NOT NULL AND OLD.{end} <= clock_timestamp()"
        found += postgresql_refusal(table, "never_updated", "UPDATE", row=True, when=f"{edited} OR {past}")
    return found


def postgresql_refusal(table: str, name: str, event: str, *, row: bool, when: str = "") -> list[str]:
    level, condition = ("ROW" if row else "STATEMENT"), (f"WHEN ({when})" if when else "")
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {level} {condition} "
        "EXECUTE FUNCTION refuse_record_change()",
    ]


def postgresql_index() -> list[str]:
    return [f"CREATE INDEX IF NOT EXISTS {table}_tokens ON {table} USING gin (tokens)" for table in SEARCHED]
