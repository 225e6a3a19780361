"""Random objects that belong to no table: operators, casts, text search, foreign data, publications and more."""

from __future__ import annotations

from world import COLUMNS, QUOTED_ROLES, RELATIONS, Item, World, maybe, one, some

# Operators ------------------------------------------------------------------------------------------


def operator_function(draw, world: World) -> Item:
    type_ = one(draw, "int", "app.e1", "app.k1", "app.d1")
    returns = one(draw, "boolean", "boolean", "int")
    body = one(draw, "RETURN NULL", "AS 'SELECT NULL'")
    sql = f"CREATE FUNCTION app.of1(a {type_}, b {type_}) RETURNS {returns} LANGUAGE sql IMMUTABLE {body}"
    return Item("opfunction app.of1", (sql,))


def operator(draw, world: World) -> Item:
    name = one(draw, "app.===", "odd.<~>")
    function, type_ = one(
        draw,
        ("int4eq", "int"),
        ("texteq", "text"),
        ("app.of1", "int"),
        ("app.of1", "app.e1"),
        ("app.of1", "app.k1"),
        ("app.of1", "app.d1"),
        ("record_eq", "app.k1"),
        ("enum_lt", "app.e1"),
        ("range_overlaps", "app.x1"),
    )
    options = maybe(draw, f", COMMUTATOR = OPERATOR({name})")
    options += maybe(draw, ", RESTRICT = eqsel") + maybe(draw, ", JOIN = eqjoinsel")
    options += maybe(draw, ", HASHES") + maybe(draw, ", MERGES")
    left = f"LEFTARG = {type_}, RIGHTARG = {type_}"
    made = f"CREATE OPERATOR {name} (FUNCTION = {function}, {left}{options})"
    prefix = f"CREATE OPERATOR {name} (FUNCTION = int4um, RIGHTARG = int)"
    # A negator that is not there yet is made as a shell, so its other half comes at once.
    pair = (
        f"CREATE OPERATOR {name} (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR(app.!==))",
        f"CREATE OPERATOR app.!== (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int, NEGATOR = OPERATOR({name}))",
    )
    return Item(f"operator {name}", one(draw, (made,), (made,), (prefix,), pair))


def operator_class(draw, world: World) -> Item:
    family = maybe(draw, " FAMILY app.fa1")
    made = one(
        draw,
        "app.oc1 FOR TYPE int USING btree{} AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=,"
        " OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int)",
        "app.oc1 FOR TYPE int USING btree{} AS OPERATOR 1 >, OPERATOR 3 =, FUNCTION 1 btint4cmp(int, int)",
        "app.oc1 FOR TYPE text USING btree{} AS OPERATOR 3 =, FUNCTION 1 bttextcmp(text, text)",
        "app.oc1 DEFAULT FOR TYPE app.k1 USING btree{} AS FUNCTION 1 btrecordcmp(record, record)",
        "app.oc1 FOR TYPE int USING btree{} AS OPERATOR 3 app.===, FUNCTION 1 btint4cmp(int, int)",
        "app.oc1 FOR TYPE int USING btree{} AS STORAGE int",
        "app.oc1 DEFAULT FOR TYPE app.k1 USING btree{} AS OPERATOR 1 *<, OPERATOR 2 *<=, OPERATOR 3 *=, OPERATOR 4 *>=,"
        " OPERATOR 5 *>, FUNCTION 1 btrecordimagecmp(record, record)",
        "app.oc1 FOR TYPE app.e1 USING btree{} AS OPERATOR 1 >, OPERATOR 3 =, OPERATOR 5 <, FUNCTION 1 enum_cmp(anyenum, anyenum)",
        "app.oc1 FOR TYPE app.d1 USING hash{} AS OPERATOR 1 =, FUNCTION 1 hashint4(int)",
        "app.oc1 FOR TYPE app.x1 USING gist{} AS OPERATOR 3 &&, OPERATOR 18 =, FUNCTION 1 range_gist_consistent(internal,"
        " anyrange, smallint, oid, internal), FUNCTION 2 range_gist_union(internal, internal), FUNCTION 5"
        " range_gist_penalty(internal, internal, internal), FUNCTION 6 range_gist_picksplit(internal, internal),"
        " FUNCTION 7 range_gist_same(anyrange, anyrange, internal)",
        "app.oc1 FOR TYPE text[] USING gin{} AS OPERATOR 1 &&(anyarray, anyarray), FUNCTION 1 bttextcmp(text, text),"
        " FUNCTION 2 ginarrayextract(anyarray, internal, internal), FUNCTION 3 ginqueryarrayextract(anyarray, internal,"
        " smallint, internal, internal, internal, internal), FUNCTION 4 ginarrayconsistent(internal, smallint, anyarray,"
        " integer, internal, internal, internal, internal), STORAGE text",
    )
    return Item("class app.oc1", (f"CREATE OPERATOR CLASS {made.format(family)}",))


def operator_family(draw, world: World) -> Item:
    members = some(
        draw,
        (
            "OPERATOR 1 < (int, smallint)",
            "FUNCTION 1 (int, smallint) btint42cmp(int, smallint)",
            "OPERATOR 3 = (int, int)",
        ),
        most=2,
    )
    after = (f"ALTER OPERATOR FAMILY app.fa1 USING btree ADD {', '.join(members)}",) if members else ()
    return Item("family app.fa1", ("CREATE OPERATOR FAMILY app.fa1 USING btree", *after))


def cast(draw, world: World) -> Item:
    pair, how = one(
        draw,
        ("app.k1 AS text", "WITH INOUT"),
        ("app.e1 AS int", "WITH FUNCTION app.cf1(app.e1)"),
        ("app.k1 AS app.k2", "WITHOUT FUNCTION"),
        ("app.x1 AS text", "WITH INOUT"),
        ("app.e1 AS app.e2", "WITH INOUT"),
        ("int AS app.k1", "WITH FUNCTION app.cf2(int)"),
    )
    context = one(draw, "", " AS ASSIGNMENT", " AS IMPLICIT")
    return Item(f"cast {pair}", (f"CREATE CAST ({pair}) {how}{context}",))


def cast_function(draw, world: World) -> Item:
    made = one(
        draw,
        "app.cf1(app.e1) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1",
        "app.cf1(app.e1) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2'",
        "app.cf2(int) RETURNS app.k1 LANGUAGE sql AS 'SELECT NULL::app.k1'",
    )
    return Item(f"castfunction {made[:7]}", (f"CREATE FUNCTION {made}",))


# Text search ----------------------------------------------------------------------------------------


def parser(draw, world: World) -> Item:
    headline = maybe(draw, ", HEADLINE = prsd_headline")
    options = (
        f"START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype{headline}"
    )
    return Item("parser app.tp1", (f"CREATE TEXT SEARCH PARSER app.tp1 ({options})",))


def template(draw, world: World) -> Item:
    of = one(draw, "dsimple", "dsnowball")
    init = maybe(draw, f"INIT = {of}_init, ", often=True)
    return Item("template app.tt1", (f"CREATE TEXT SEARCH TEMPLATE app.tt1 ({init}LEXIZE = {of}_lexize)",))


def dictionary(draw, world: World) -> Item:
    name = one(draw, "app.td1", 'odd."T d2"')
    options = one(
        draw,
        "TEMPLATE = pg_catalog.simple",
        "TEMPLATE = pg_catalog.simple, stopwords = english, accept = false",
        "TEMPLATE = pg_catalog.snowball, language = german",
        "TEMPLATE = app.tt1",
    )
    return Item(f"dictionary {name}", (f"CREATE TEXT SEARCH DICTIONARY {name} ({options})",))


def configuration(draw, world: World) -> Item:
    name = one(draw, "app.tc1", "odd.tc2")
    of = one(
        draw,
        'PARSER = pg_catalog."default"',
        "COPY = pg_catalog.english",
        "PARSER = app.tp1",
        "COPY = app.tc1",
    )
    head = f"ALTER TEXT SEARCH CONFIGURATION {name}"
    words = one(draw, "simple", "english_stem, simple", "app.td1", 'odd."T d2", simple')
    after = one(
        draw,
        (),
        (f"{head} ADD MAPPING FOR asciiword, word WITH {words}",),
        (f"{head} ALTER MAPPING FOR asciiword WITH {words}",),
        (f"{head} DROP MAPPING IF EXISTS FOR numword",),
    )
    return Item(f"configuration {name}", (f"CREATE TEXT SEARCH CONFIGURATION {name} ({of})", *after))


# Foreign data ---------------------------------------------------------------------------------------

OPTIONS = ("a 'x'", "\"B b\" 'it''s'", "c ''")


def options(draw) -> str:
    said = some(draw, OPTIONS, most=2)
    return f" OPTIONS ({', '.join(said)})" if said else ""


def wrapper(draw, world: World) -> Item:
    name = one(draw, "fw1", "fw1", '"Fw 2"')
    # It takes no options but those of a server.
    valid = maybe(draw, maybe(draw, " VALIDATOR postgresql_fdw_validator"))
    return Item(f"wrapper {name}", (f"CREATE FOREIGN DATA WRAPPER {name}{valid or options(draw)}",))


def foreign_server(draw, world: World) -> Item:
    name, of = one(draw, "sv1", '"Sv 2"'), maybe(draw, " TYPE 't'") + maybe(draw, " VERSION '2'")
    wrapper_ = world.any(draw, "wrapper", "fw1")
    return Item(
        f"server {name}", (f"CREATE SERVER {name}{of} FOREIGN DATA WRAPPER {wrapper_}{options(draw)}",)
    )


def mapping(draw, world: World) -> Item:
    role = one(draw, *QUOTED_ROLES[:4])
    server = world.any(draw, "server", "sv1")
    return Item(
        f"mapping {role} {server}", (f"CREATE USER MAPPING FOR {role} SERVER {server}{options(draw)}",)
    )


def foreign_table(draw, world: World) -> Item:
    name = one(draw, "app.ft1", *RELATIONS)
    names = ["c1", *some(draw, COLUMNS[1:], 0, 3)]
    columns = []
    for each in names:
        type_ = world.type(draw)
        default = maybe(draw, world.default(draw, type_))
        collated = maybe(draw, ' COLLATE pg_catalog."C"') if type_ == "text" else ""
        if type_ == "int" and each != "c1":
            default = one(draw, default, " GENERATED ALWAYS AS (c1::text::int + 1) STORED")
        columns.append(f"{each} {type_}{options(draw)}{collated}{default}{maybe(draw, ' NOT NULL')}")
    check = maybe(draw, ", CONSTRAINT q1 CHECK (c1 IS NOT NULL)")
    parent = maybe(draw, f" INHERITS ({world.table(draw)})")
    server = world.any(draw, "server", "sv1")
    made = f"CREATE FOREIGN TABLE {name} ({', '.join(columns)}{check}){parent} SERVER {server}{options(draw)}"
    column = f"ALTER FOREIGN TABLE {name} ALTER COLUMN {one(draw, *names)}"
    more = ("SET STATISTICS 40", "SET (n_distinct = -0.5)", "SET STORAGE EXTERNAL", "OPTIONS (ADD y 'z')")
    return Item(f"relation {name}", (made, *(f"{column} {each}" for each in some(draw, more))), tuple(names))


# Replication and events -----------------------------------------------------------------------------


def publication(draw, world: World) -> Item:
    name, relation = one(draw, "pb1", '"Pb 2"'), world.table(draw)
    what = [f" FOR TABLE {relation}", f" FOR TABLE ONLY {relation}, {world.table(draw)}", ""]
    if world.major >= 15:
        what += [
            f" FOR TABLE {relation} ({', '.join(world.columns(draw, relation))})",
            f" FOR TABLE {relation} WHERE (c1 IS NOT NULL)",
        ]
    if world.superuser:
        what += [" FOR ALL TABLES"]
        what += [f" FOR TABLES IN SCHEMA odd, TABLE {relation}"] if world.major >= 15 else []
    options_ = some(
        draw,
        ("publish = 'insert, delete'", "publish_via_partition_root = true")
        + (("publish_generated_columns = stored",) if world.major >= 18 else ()),
        most=2,
    )
    with_ = f" WITH ({', '.join(options_)})" if options_ else ""
    return Item(f"publication {name}", (f"CREATE PUBLICATION {name}{one(draw, *what)}{with_}",))


def subscription(draw, world: World) -> Item:
    choices = ["synchronous_commit = off", "binary = true", "streaming = on", "streaming = off"]
    choices += ["two_phase = true", "disable_on_error = true"] if world.major >= 15 else []
    choices += (
        ["password_required = false", "run_as_owner = true", "origin = none"] if world.major >= 16 else []
    )
    choices += ["failover = true"] if world.major >= 17 else []
    more = "".join(f", {each}" for each in some(draw, choices))
    what = one(draw, "p1", 'p1, "P 2"')
    made = f"CREATE SUBSCRIPTION sb1 CONNECTION 'dbname=x' PUBLICATION {what} WITH (connect = false, slot_name = NONE{more})"
    return Item("subscription sb1", (made,))


def event_trigger(draw, world: World) -> Item:
    event, tags = one(
        draw,
        ("ddl_command_start", ""),
        ("ddl_command_end", " WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE')"),
        ("sql_drop", ""),
        ("table_rewrite", ""),
    )
    state = one(draw, "", "", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA")
    after = (f"ALTER EVENT TRIGGER et1 {state}",) if state else ()
    made = (
        f"CREATE EVENT TRIGGER et1 ON {event}{tags} EXECUTE FUNCTION {one(draw, 'app', 'app', 'odd')}.etf()"
    )
    return Item("event et1", (made, *after))


# What superusers make -------------------------------------------------------------------------------


def language(draw, world: World) -> Item:
    trusted = maybe(draw, "TRUSTED ")
    inline = maybe(draw, " INLINE plpgsql_inline_handler") + maybe(draw, " VALIDATOR plpgsql_validator")
    made = f"CREATE {trusted}LANGUAGE lx1 HANDLER {{}}{inline}"
    mine = "CREATE FUNCTION app.lh() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'; "
    said = one(draw, made.format("plpgsql_call_handler"), mine + made.format("app.lh"))
    return Item("language lx1", (said,))


def access_method(draw, world: World) -> Item:
    name, of = one(draw, ("am1", "TABLE HANDLER heap_tableam_handler"), ("am2", "INDEX HANDLER bthandler"))
    return Item(f"method {name}", (f"CREATE ACCESS METHOD {name} TYPE {of}",))


def conversion(draw, world: World) -> Item:
    default = maybe(draw, "DEFAULT ")
    of = one(
        draw, "FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8", "FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1"
    )
    return Item("conversion app.cv1", (f"CREATE {default}CONVERSION app.cv1 {of}",))


def transform(draw, world: World) -> Item:
    with_ = one(
        draw,
        "FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal)",
        "FROM SQL WITH FUNCTION prsd_lextype(internal)",
        "TO SQL WITH FUNCTION int4recv(internal)",
    )
    of = one(draw, "int LANGUAGE sql", "int LANGUAGE sql", "int LANGUAGE plpgsql", "oid LANGUAGE sql")
    with_ = with_.replace("int4recv", "oidrecv") if of.startswith("oid") else with_
    return Item(f"transform {of}", (f"CREATE TRANSFORM FOR {of} ({with_})",))


def extension(draw, world: World) -> Item:
    """Of the few that every server has, with what hangs on it."""
    name = one(draw, "vector", "plpgsql")
    made = f"CREATE EXTENSION IF NOT EXISTS {name}{one(draw, '', ' SCHEMA app') if name == 'vector' else ''}"
    function = world.function(draw)
    after = (
        (f"ALTER FUNCTION {function} DEPENDS ON EXTENSION {name}",) if maybe(draw, "x", often=True) else ()
    )
    return Item(f"extension {name}", (made, *after))
