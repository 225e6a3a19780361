"""The rows of PostgreSQL's own catalogues, as they are, with names in the place of oids.

Names come from pg_identify_object(), and what refers to what from pg_get_catalog_foreign_keys(), so that nothing here
knows what a column means; schemadiff's own queries have no part in it. Numbers of columns are their names, except in indexes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg

Row = dict[str, Any]
Key = tuple[str, ...]
Table = dict[Key, Row]
Name = tuple[str, str, str]
"""A catalogue, and the oid and the part of an object in it."""

BESIDE = [
    "pg_authid",
    "pg_auth_members",
    "pg_database",
    "pg_largeobject",
    "pg_largeobject_metadata",
    "pg_parameter_acl",
    "pg_replication_origin",
    "pg_shdescription",
    "pg_shseclabel",
    "pg_statistic",
    "pg_statistic_ext_data",
    "pg_subscription_rel",
    "pg_tablespace",
]
"""What belongs to the server, or is gathered from rows."""
PRINTED = {
    "adbin": "pg_get_expr(adbin, adrelid)",
    "conbin": "pg_get_expr(conbin, conrelid)",
    "ev_action": "pg_get_ruledef(oid)",
    "ev_qual": "ev_qual IS NOT NULL",
    "indexprs": "pg_get_expr(indexprs, indrelid)",
    "indpred": "pg_get_expr(indpred, indrelid)",
    "partexprs": "pg_get_expr(partexprs, partrelid)",
    "polqual": "pg_get_expr(polqual, polrelid)",
    "polwithcheck": "pg_get_expr(polwithcheck, polrelid)",
    "proargdefaults": "pg_get_expr(proargdefaults, 0)",
    "prosqlbody": "pg_get_function_sqlbody(oid)",
    "prqual": "pg_get_expr(prqual, prrelid)",
    "relpartbound": "pg_get_expr(relpartbound, oid)",
    "stxexprs": "pg_get_expr(stxexprs, stxrelid)",
    "tgqual": "CASE WHEN tgqual IS NOT NULL THEN pg_get_triggerdef(oid) END",
    "typdefaultbin": "pg_get_expr(typdefaultbin, 0)",
}
"""How each parse tree is printed; a new one is an error."""
ADDRESSED = {
    "pg_depend": (("classid", "objid", "objsubid"), ("refclassid", "refobjid", "refobjsubid")),
    "pg_shdepend": (("classid", "objid", "objsubid"), ("refclassid", "refobjid", "")),
    "pg_description": (("classoid", "objoid", "objsubid"),),
    "pg_seclabel": (("classoid", "objoid", "objsubid"),),
    "pg_init_privs": (("classoid", "objoid", "objsubid"),),
}
"""Columns with a catalogue, an oid and a part."""
NUMBERED = {
    "pg_constraint": (("conrelid", "confdelsetcols"),),
    "pg_publication_rel": (("prrelid", "prattrs"),),
}
"""Numbers of columns that pg_get_catalog_foreign_keys() leaves out, and whose they are."""
OF_PUBLIC = {
    "pg_description": "classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace",
    "pg_init_privs": "classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace",
    "pg_namespace": "nspname = 'public'",
}
"""Rows about the schema that initdb makes."""
OF_DATABASE = {"pg_shdepend": "dbid", "pg_db_role_setting": "setdatabase", "pg_subscription": "subdbid"}
"""Catalogues of the server that say in a column which database a row is about."""
KEYS = {
    "pg_aggregate": ("aggfnoid",),
    "pg_attribute": ("attrelid", "attname"),
    "pg_enum": ("enumtypid", "enumlabel"),
    "pg_foreign_table": ("ftrelid",),
    "pg_index": ("indexrelid",),
    "pg_inherits": ("inhrelid", "inhparent"),
    "pg_partitioned_table": ("partrelid",),
    "pg_range": ("rngtypid",),
    "pg_sequence": ("seqrelid",),
    "pg_ts_config_map": ("mapcfg", "maptokentype", "mapseqno"),
}
"""What tells rows without a name from each other; those of all other catalogues are known by all that they have."""
CATALOGUES: LiteralString = """
    SELECT relname::text, jsonb_object_agg(attname, atttypid::regtype::text)
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
          AND relname <> ALL (%s)
    GROUP BY 1
"""
LINKS: LiteralString = (
    "SELECT fktable::text, fkcols, pktable::text, pkcols, is_array FROM pg_get_catalog_foreign_keys()"
)
IDENTIFY: LiteralString = """
    SELECT c, o, s, CASE WHEN type IS NULL OR identity IS NULL THEN 'no ' || c ELSE type || ' ' || identity END
    FROM unnest(%s::text[], %s::text[], %s::text[]) w (c, o, s),
         pg_identify_object(('pg_catalog.' || c)::regclass, o::oid, s::int)
"""
TOAST = re.compile(r"pg_toast_(\d+)")
DEFAULTS = {
    "fdwacl": "acldefault('F', fdwowner)",
    "lanacl": "acldefault('l', lanowner)",
    "nspacl": "acldefault('n', nspowner)",
    "proacl": "acldefault('f', proowner)",
    "relacl": "acldefault(CASE WHEN relkind = 'S' THEN 's' ELSE 'r' END::\"char\", relowner)",
    "srvacl": "acldefault('S', srvowner)",
    "typacl": "acldefault('T', typowner)",
}
"""What holds where no privileges have been given or taken."""
INTERNAL = re.compile(r"\"?(?:RI|Unique|PK)_ConstraintTrigger_(?:[ac]_)?(\d+)\"?")


@dataclass(frozen=True)
class Link:
    """Columns of a catalogue that refer to another one."""

    columns: list[str]
    target: str
    targets: list[str]
    many: bool


@dataclass
class Reading:
    """The rows of a database before they have names, and the names."""

    columns: dict[str, dict[str, str]]
    links: dict[str, list[Link]]
    rows: dict[str, list[Row]]
    names: dict[Name, str]
    attributes: dict[tuple[str, str], str]

    def name(self, catalogue: str, oid: str, sub: str = "0") -> str:
        """The name of an object; a hyphen for none."""
        return "-" if oid == "0" else self.names[catalogue, oid, sub]

    def by_oid(self, catalogue: str) -> dict[str, Row]:
        return {row["oid"]: row for row in self.rows[catalogue]}


def moment(conn: psycopg.Connection[Any]) -> int:
    """The transaction of now: what is older in a database that is made later has come with its template."""
    (number,) = conn.execute("SELECT pg_current_xact_id()::text::bigint").fetchone() or (0,)
    return int(number)


def read(conn: psycopg.Connection[Any], since: int) -> dict[str, Table]:
    """The rows of all catalogues that are younger than a moment, by their keys."""
    conn.execute("SET search_path = ''")
    reading = fetched(conn, since)
    found = sorted({each for each in referred(conn, reading) if each[1] != "0"})
    for catalogue, oid, sub, name in conn.execute(
        IDENTIFY, [list(part) for part in zip(*found, strict=True)]
    ):
        reading.names[catalogue, oid, sub] = name
    settle(reading)
    return {catalogue: table(reading, catalogue) for catalogue in reading.rows}


def fetched(conn: psycopg.Connection[Any], since: int) -> Reading:
    """The rows as text."""
    columns = dict(conn.execute(CATALOGUES, [BESIDE]).fetchall())
    links: dict[str, list[Link]] = {catalogue: [] for catalogue in columns}
    for catalogue, *rest in conn.execute(LINKS):
        if catalogue in links and catalogue not in ADDRESSED:
            links[catalogue].append(Link(*rest))
    rows: dict[str, list[Row]] = {}
    for catalogue, types in columns.items():
        found = conn.execute(query(catalogue, types, since).encode())
        rows[catalogue] = [dict(zip(types, row, strict=True)) for row in found]
    attributes = {(row["attrelid"], row["attnum"]): row["attname"] for row in rows["pg_attribute"]}
    return Reading(columns, links, rows, {}, attributes)


def query(catalogue: str, types: dict[str, str], since: int) -> str:
    """The query for the rows of a catalogue."""
    places = ", ".join(f"({expression(column, of)})::text" for column, of in types.items())
    wanted = [f"xmin::text::bigint >= {since}"]
    if catalogue in OF_PUBLIC:
        # Everybody's, and so changed back and forth.
        wanted = [f"({wanted[0]} OR {OF_PUBLIC[catalogue]})"]
    if catalogue == "pg_attribute":
        wanted.append("NOT attisdropped")
    if column := OF_DATABASE.get(catalogue):
        wanted = [f"{column} = (SELECT oid FROM pg_database WHERE datname = current_database())"]
    return f"SELECT {places} FROM pg_catalog.{catalogue} WHERE {' AND '.join(wanted)}"


def expression(column: str, of: str) -> str:
    """How a column is read."""
    if of == "pg_node_tree":
        return PRINTED[column]
    if of == "aclitem[]":
        given = f"coalesce({column}, {DEFAULTS[column]})" if column in DEFAULTS else column
        return f"SELECT array_agg(x::text ORDER BY x::text) FROM unnest({given}) x"
    # A function by its number: its name does not say which one of those that have it.
    return f'"{column}"::oid' if of == "regproc" else f'"{column}"'


def referred(conn: psycopg.Connection[Any], reading: Reading) -> Iterator[Name]:
    """All objects that rows are, or refer to."""
    classes = dict(conn.execute("SELECT oid::text, relname::text FROM pg_class WHERE oid < 16384").fetchall())
    for catalogue, rows in reading.rows.items():
        addressed = ADDRESSED.get(catalogue, ())
        linked = [link for link in reading.links[catalogue] if link.targets == ["oid"]]
        for row in rows:
            for of, oid, sub in addressed:
                row[of] = classes[row[of]]
                yield row[of], row[oid], row[sub] if sub else "0"
            if "oid" in row and catalogue != "pg_enum":
                yield catalogue, row["oid"], "0"
            for link in linked:
                yield from ((link.target, oid, "0") for oid in numbers(row[link.columns[0]]))


def settle(reading: Reading) -> None:
    """Take the numbers out of names that PostgreSQL has made up."""
    names, triggers = reading.names, reading.by_oid("pg_trigger")
    for address, name in [*names.items()]:
        if address[0] in {"pg_class", "pg_type"} and "pg_toast_" in name:
            names[address] = TOAST.sub(lambda found: f"<of {names.get(('pg_class', found[1], '0'))}>", name)
    settle_parts(reading)

    def internal(found: re.Match[str]) -> str:
        trigger = triggers[found[1]]
        constraint = reading.name("pg_constraint", trigger["tgconstraint"])
        return f"<{constraint} {reading.name('pg_proc', trigger['tgfoid'])}>"

    for address, name in [*names.items()]:
        names[address] = INTERNAL.sub(internal, name)


def settle_parts(reading: Reading) -> None:
    """Name the parts that a foreign key has for each partition of the table that it points to by that."""
    constraints = reading.by_oid("pg_constraint")
    for oid, row in constraints.items():
        root = row
        while root["conparentid"] != "0":
            root = constraints[root["conparentid"]]
        if root is row or row["contype"] != "f" or root["conrelid"] != row["conrelid"]:
            continue
        whole = reading.name("pg_constraint", root["oid"])
        reading.names["pg_constraint", oid, "0"] = f"{whole} to {reading.name('pg_class', row['confrelid'])}"
        row["conname"] = "<part>"


def table(reading: Reading, catalogue: str) -> Table:
    """The rows of a catalogue by their keys, all of them with names."""
    made: list[tuple[Key, Row]] = []
    for row in reading.rows[catalogue]:
        new = named(reading, catalogue, row)
        made.append((key(reading, catalogue, row, new), new))
    found: Table = {}
    seen: Counter[Key] = Counter()
    for known, new in sorted(made, key=str):
        if catalogue in ADDRESSED:
            # What is recorded twice is the same.
            found[known] = new
            continue
        seen[known] += 1
        found[(*known, f"#{seen[known]}") if seen[known] > 1 else known] = new
    return found


def named(reading: Reading, catalogue: str, row: Row) -> Row:
    """A row with names in the place of oids and numbers."""
    new = dict(row)
    for link in reading.links[catalogue]:
        column = link.columns[-1]
        if row[column] is None or (catalogue == "pg_attribute" and len(link.columns) > 1):
            continue
        if link.targets == ["oid"]:
            found = [reading.name(link.target, oid) for oid in numbers(row[column])]
            new[column] = found if link.many else found[0]
        else:
            new[column] = attributes(reading, row[link.columns[0]], row[column])
    for relation, column in NUMBERED.get(catalogue, ()):
        if row.get(column) is not None:
            new[column] = attributes(reading, row[relation], row[column])
    for of, oid, sub in ADDRESSED.get(catalogue, ()):
        new[oid] = reading.name(row[of], row[oid], row[sub] if sub else "0")
        if sub and row[sub] != "0":
            new[sub] = "part"
    return made_up(reading, catalogue, row, new)


def made_up(reading: Reading, catalogue: str, row: Row, new: Row) -> Row:
    """A row without the numbers in names that PostgreSQL has made up, and without its own."""
    new.pop("oid", None)
    new.pop(OF_DATABASE.get(catalogue, ""), None)
    if catalogue == "pg_trigger" and INTERNAL.fullmatch(row["tgname"]):
        new["tgname"] = "<internal>"
    if catalogue in {"pg_class", "pg_type"}:
        column = "relname" if catalogue == "pg_class" else "typname"
        new[column] = TOAST.sub("pg_toast_", row[column])
    if catalogue == "pg_constraint" and row["contype"] not in "cn":
        # No table inherits it, whatever that says.
        new.pop("connoinherit")
    if catalogue == "pg_enum":
        labels = [other for other in reading.rows["pg_enum"] if other["enumtypid"] == row["enumtypid"]]
        new["enumsortorder"] = sum(float(o["enumsortorder"]) < float(row["enumsortorder"]) for o in labels)
    return new


def key(reading: Reading, catalogue: str, row: Row, new: Row) -> Key:
    """What tells a row from all others of its catalogue."""
    if catalogue == "pg_attribute" and new["attrelid"].startswith(("index", "TOAST", "toast")):
        # Columns of indexes are called by PostgreSQL, and stay so when what they are about gets another name.
        new["attname"] = "<of an index>"
        return (new["attrelid"], row["attnum"])
    if catalogue in KEYS:
        return tuple(str(new[column]) for column in KEYS[catalogue])
    if "oid" in row:
        return (reading.name(catalogue, row["oid"]),)
    return tuple(f"{column}={value}" for column, value in new.items())


def attributes(reading: Reading, relation: str, value: str) -> list[str]:
    """The names of columns; expressions of indexes and system columns keep their numbers."""
    return [reading.attributes.get((relation, number), number) for number in numbers(value)]


def numbers(value: str | None) -> list[str]:
    """The numbers in a value: one, or a list."""
    return re.findall(r"-?\d+", value) if value else []
