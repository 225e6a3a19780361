"""Synthetic schemas: any number of tables, each with the parts of a typical application's table."""

from collections.abc import Iterator
from pathlib import Path

TABLE = """\
CREATE TABLE app.t{n} (
    id bigint GENERATED ALWAYS AS IDENTITY,
    parent_id bigint,
    name text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    payload jsonb,
    CONSTRAINT t{n}_pkey PRIMARY KEY (id)
);
"""
REST = """\
ALTER TABLE app.t{n} ADD CONSTRAINT t{n}_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES app.t{m} (id);
CREATE INDEX t{n}_parent_id_idx ON app.t{n} (parent_id);
CREATE INDEX t{n}_name_idx ON app.t{n} (lower(name)) WHERE status <> 'gone';
ALTER TABLE app.t{n} ENABLE ROW LEVEL SECURITY;
"""
BUSY = """\
ALTER TABLE app.t{n} ALTER COLUMN parent_id SET NOT NULL;
ALTER TABLE app.t{n} ADD CONSTRAINT t{n}_amount CHECK (amount >= 0);
CREATE INDEX t{n}_created_at_idx ON app.t{n} (created_at);
"""
"""Changes to a table in use that block other sessions for long, or need several steps."""
POLICY = """\
CREATE POLICY {name} ON app.t{n} FOR SELECT
    USING (email = (SELECT current_setting('app.user', true)) AND status <> 'gone');
"""
VIEW = """\
CREATE VIEW app.v{n} AS SELECT t.id, t.name, p.name AS parent FROM app.t{n} t LEFT JOIN app.t{m} p ON p.id = t.parent_id;
"""
FUNCTION = """\
CREATE FUNCTION app.f{n}(wanted bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = ''
    AS $$ SELECT count(*) FROM app.t{n} WHERE id > wanted $$;
"""


def write(
    folder: Path,
    tables: int,
    *,
    policies: int = 1,
    changed: bool = False,
    changes: int = 0,
    busy: bool = False,
) -> None:
    """Write ``desired/`` with so many tables, a file each.

    ``changed`` makes one column another, ``changes`` adds a column to each of so many tables, ``busy`` to each what is
    done in steps online.
    """
    folder.mkdir(parents=True)
    (folder / "schema.sql").write_text("CREATE SCHEMA app;\n")
    for n in range(tables):
        text = "".join(_table(n, tables, policies))
        if changed and n == tables // 2:
            text = text.replace("amount numeric(12,2)", "amount numeric(14,2)")
        if n < changes:
            text = text.replace("    payload jsonb,\n", "    payload jsonb,\n    added integer DEFAULT 7,\n")
        (folder / f"t{n}.sql").write_text(text + (BUSY.format(n=n) if busy else ""))


def _table(n: int, tables: int, policies: int) -> Iterator[str]:
    m = (n * 7 + 3) % tables
    yield TABLE.format(n=n)
    yield REST.format(n=n, m=m)
    for number in range(policies):
        yield POLICY.format(n=n, name=f"p{number}")
    if n % 10 == 0:
        yield VIEW.format(n=n, m=m)
        yield FUNCTION.format(n=n)


def write_chain(folder: Path, views: int, *, changed: bool = False) -> None:
    """Write ``desired/`` with a chain of views, each on the one before it; ``changed`` retypes the column at its end."""
    folder.mkdir(parents=True)
    kind = "bigint" if changed else "integer"
    lines = [
        "CREATE SCHEMA app;",
        f"CREATE TABLE app.t (a {kind}, b text);",
        "CREATE VIEW app.v0 AS SELECT a, b FROM app.t;",
    ]
    lines += [f"CREATE VIEW app.v{n} AS SELECT a, b FROM app.v{n - 1};" for n in range(1, views)]
    (folder / "chain.sql").write_text("\n".join(lines) + "\n")


def write_partitions(folder: Path, partitions: int, *, changed: bool = False) -> None:
    """Write ``desired/`` with a partitioned table; ``changed`` retypes its key, for which each partition is made anew."""
    folder.mkdir(parents=True)
    kind = "bigint" if changed else "integer"
    columns = f"id {kind} NOT NULL, r bigint REFERENCES app.r, a numeric CHECK (a > 0), PRIMARY KEY (id)"
    lines = [
        "CREATE SCHEMA app;",
        "CREATE TABLE app.r (id bigint PRIMARY KEY);",
        f"CREATE TABLE app.p ({columns}) PARTITION BY RANGE (id);",
        "CREATE INDEX ON app.p (r);",
    ]
    lines += [
        f"CREATE TABLE app.p{n} PARTITION OF app.p FOR VALUES FROM ({10 * n}) TO ({10 * n + 10});"
        for n in range(partitions)
    ]
    (folder / "partitions.sql").write_text("\n".join(lines) + "\n")


def write_statements(folder: Path, statements: int) -> None:
    """Write ``desired/`` with so many statements: tables, indexes, comments and grants in one file."""
    folder.mkdir(parents=True)
    lines = ["CREATE SCHEMA app;"]
    for n in range((statements - 1) // 4):
        lines += [
            f"CREATE TABLE app.t{n} (id bigint PRIMARY KEY, name text NOT NULL);",
            f"CREATE INDEX t{n}_name_idx ON app.t{n} (name);",
            f"COMMENT ON TABLE app.t{n} IS 'number {n}';",
            f"ALTER TABLE app.t{n} ENABLE ROW LEVEL SECURITY;",
        ]
    (folder / "all.sql").write_text("\n".join(lines) + "\n")
