"""Random types, sequences and collations."""

from __future__ import annotations

from random_expressions import condition
from world import COMPOSITES, DOMAINS, ENUMS, LABELS, SEQUENCES, TYPES, Item, World, maybe, one, quoted, some


def enum(draw, world: World) -> Item:
    name = one(draw, *ENUMS)
    labels = some(draw, LABELS, 1, 4)
    return Item(f"type {name}", (f"CREATE TYPE {name} AS ENUM ({', '.join(quoted(x) for x in labels)})",))


def domain(draw, world: World) -> Item:
    name = one(draw, *DOMAINS)
    base, check = one(
        draw,
        ("int", "VALUE > 0"),
        ("text", "VALUE <> ''"),
        ("text COLLATE app.co1", "VALUE <> ''"),
        ("bigint", "VALUE > 10"),
        ("app.e1", "VALUE <> 'a'"),
        ("varchar(10)", "length(VALUE) > 1"),
        ("int[]", "cardinality(VALUE) < 5"),
        ("app.k1", "VALUE IS NOT NULL"),
        ("app.k1", "VALUE IS DISTINCT FROM ROW(NULL)::app.k1"),
        ("app.k1", "VALUE IS DISTINCT FROM ROW(1, NULL)::app.k1"),
        ("text", condition(draw, ["VALUE"], 2)),
        ("app.x1", "NOT isempty(VALUE)"),
        ("int", "app.f1(VALUE) > 0"),
    )
    checks = "".join(f" CONSTRAINT {n} CHECK ({check})" for n in some(draw, ("dk1", "dk2"), most=2))
    default = maybe(draw, f" DEFAULT {TYPES[base][0]}") if TYPES.get(base) else ""
    return Item(
        f"type {name}", (f"CREATE DOMAIN {name} AS {base}{default}{maybe(draw, ' NOT NULL')}{checks}",)
    )


def domain_over_domain(draw, world: World) -> Item:
    base = one(draw, *DOMAINS, *DOMAINS, "app.d1[]")
    check = maybe(draw, " CONSTRAINT ddk1 CHECK (VALUE IS NOT NULL)")
    return Item("type app.dd1", (f"CREATE DOMAIN app.dd1 AS {base}{check}",))


def composite(draw, world: World) -> Item:
    name = one(draw, *COMPOSITES)
    attributes = [f"{a} {world.type(draw)}" for a in some(draw, ("a1", "a2", "a3"), 1)]
    return Item(f"type {name}", (f"CREATE TYPE {name} AS ({', '.join(attributes)})",))


def range_(draw, world: World) -> Item:
    options = one(
        draw,
        "subtype = float8",
        "subtype = float8, subtype_diff = float8mi",
        "subtype = int",
        "subtype = int, subtype_opclass = app.oc1",
        'subtype = text, collation = pg_catalog."C"',
        "subtype = text, multirange_type_name = app.mx1",
        "subtype = app.e1",
        "subtype = text, subtype_opclass = text_pattern_ops",
    )
    return Item("type app.x1", (f"CREATE TYPE app.x1 AS RANGE ({options})",))


def collation(draw, world: World) -> Item:
    kinds = ["provider = libc, locale = 'C'", "provider = libc, locale = 'POSIX'"]
    kinds += ["provider = builtin, locale = 'C.UTF-8'"] if world.major >= 17 else []
    kinds += ["provider = icu, locale = 'und', deterministic = false"]
    return Item("type app.co1", (f"CREATE COLLATION app.co1 ({one(draw, *kinds)})",))


def sequence(draw, world: World) -> Item:
    name = one(draw, *SEQUENCES)
    unlogged = maybe(draw, "UNLOGGED ") if world.major >= 15 else ""
    of = maybe(draw, f" AS {one(draw, 'int', 'smallint')}")
    options = maybe(draw, f" INCREMENT {one(draw, 2, 10, -1)}") + maybe(draw, f" CACHE {one(draw, 5, 20)}")
    options += maybe(draw, " MINVALUE -5 START 7") + maybe(draw, " MAXVALUE 1000") + maybe(draw, " CYCLE")
    return Item(f"sequence {name}", (f"CREATE {unlogged}SEQUENCE {name}{of}{options}",))


def owned_by(draw, world: World) -> Item:
    name = world.any(draw, "sequence", *SEQUENCES)
    return Item(f"owned {name}", (f"ALTER SEQUENCE {name} OWNED BY {world.table(draw)}.c1",))
