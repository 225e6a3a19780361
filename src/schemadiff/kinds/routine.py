"""Functions, procedures and aggregates (``pg_proc``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, LiteralString

from schemadiff.model import Address, Catalog, MustReplace, Object, Reading, in_sql

# The names of the types in a signature are those of pg_identify_object(): schema-qualified, no typmod.
IDENTITY: LiteralString = """
    SELECT p.oid AS _oid, proowner AS _owner, quote_ident(nspname) AS schema,
           quote_ident(nspname) || '.' || quote_ident(proname) || '('
           || array_to_string(array(SELECT format_type(t, NULL) FROM unnest(proargtypes) WITH ORDINALITY u(t, n)
                                    ORDER BY n), ',') || ')' AS identity,
"""
FROM: LiteralString = " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace "
ROUTINE: LiteralString = (
    IDENTITY
    + """pg_get_function_identity_arguments(p.oid) AS arguments,
         array(SELECT ARRAY[coalesce(mode, 'i'), coalesce(quote_ident(nullif(name, '')), ''), format_type(type, NULL),
                            coalesce(pg_get_function_arg_default(p.oid, n::int), '')]
               FROM unnest(coalesce(proallargtypes, proargtypes::oid[]), proargmodes::text[], proargnames)
                    WITH ORDINALITY u(type, mode, name, n) ORDER BY n) AS parameters, pronargdefaults::int AS defaults,
         pg_get_function_result(p.oid) AS result, pg_get_functiondef(p.oid) AS definition,
         prokind::text AS prokind, prosecdef AS security_definer, coalesce(proconfig, '{}') AS settings,
         (SELECT lanname FROM pg_language l WHERE l.oid = prolang) AS language, provolatile::text AS volatility,
         array(SELECT quote_ident(extname) FROM pg_depend JOIN pg_extension e ON e.oid = refobjid
               WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'x'
                     AND refclassid = 'pg_extension'::regclass ORDER BY 1) AS cared_for_by"""
    + FROM
)

INPUT = ("i", "v")
"""The modes IN and VARIADIC; the name of an INOUT argument is one of the result as well."""


@dataclass(frozen=True, kw_only=True)
class Function(Object):
    """A function; ``pg_get_functiondef()`` prints all of it."""

    definition: str
    arguments: str = field(compare=False)
    defaults: int = field(compare=False)
    result: str | None = field(compare=False)
    prokind: str = field(compare=False)
    # The definition contains what follows; lint rules need it in pieces.
    parameters: list[list[str]] = field(compare=False)
    """Mode (``proargmodes``), name, type and default of each; the last three are empty if missing."""
    security_definer: bool = field(compare=False)
    settings: list[str] = field(compare=False)
    language: str = field(compare=False)
    volatility: str = field(compare=False)
    cared_for_by: list[str] = field(compare=False)
    """The extensions of its ALTER FUNCTION ... DEPENDS ON EXTENSION, which OR REPLACE removes."""

    kind = "function"
    catalog = "pg_proc"
    printed = ("definition",)
    rebuildable = True
    query = (
        ROUTINE
        # The constructors of a range type come with that type.
        + """WHERE p.oid >= 16384 AND prokind IN ('f', 'w') AND NOT EXISTS (
                 SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')"""
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Strip the line break at the end."""
        values["definition"] = values["definition"].strip()

    def create(self) -> Iterator[str]:
        """CREATE OR REPLACE, as PostgreSQL prints it; privileges and owner of an existing function are kept."""
        yield self.definition

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE; MustReplace for other argument names, modes or result, fewer defaults (manual, CREATE FUNCTION).

        Arguments without a name may get one.
        """
        assert isinstance(old, Function)
        same = (self.result, self.prokind) == (old.result, old.prokind)
        if not same or not self._named_as(old) or self.defaults < old.defaults:
            raise MustReplace
        yield self.definition
        for extension in self.cared_for_by:
            if extension in old.cared_for_by:
                yield f"ALTER {in_sql(self.address)} DEPENDS ON EXTENSION {extension}"

    def _named_as(self, old: Function) -> bool:
        """True if all arguments have the names and modes that they had, but for IN arguments that had no name."""
        if self.arguments == old.arguments:
            return True
        if len(self.parameters) != len(old.parameters):
            return False
        pairs = [(now[:3], was[:3]) for now, was in zip(self.parameters, old.parameters, strict=True)]
        return all(now == [was[0], now[1], was[2]] for now, was in pairs) and all(
            now == was or (was[0] in INPUT and not was[1]) for now, was in pairs
        )


@dataclass(frozen=True, kw_only=True)
class Procedure(Function):
    """A procedure."""

    kind = "procedure"
    file = "{schema}/functions/{name}.sql"
    query = ROUTINE + "WHERE p.oid >= 16384 AND prokind = 'p'"


@dataclass(frozen=True, kw_only=True)
class Aggregate(Object):
    """An aggregate function."""

    name: str = field(compare=False)  # in the identity
    arguments: str
    options: list[str]
    sort: list[str] = field(compare=False)
    """What OR REPLACE cannot change: ``aggkind``, the number of direct arguments, the type of the result."""

    kind = "aggregate"
    file = "{schema}/functions/{name}.sql"
    catalog = "pg_proc"
    rare = "pg_aggregate WHERE aggfnoid >= 16384"
    rebuildable = True
    query = (
        IDENTITY
        + """quote_ident(nspname) || '.' || quote_ident(proname) AS name,
             pg_get_function_arguments(p.oid) AS arguments, array_remove(ARRAY[
             'SFUNC = ' || aggtransfn::regproc, 'STYPE = ' || format_type(aggtranstype, NULL),
             'SSPACE = ' || nullif(aggtransspace, 0)::text, 'FINALFUNC = ' || nullif(aggfinalfn::regproc::text, '-'),
             CASE WHEN aggfinalextra THEN 'FINALFUNC_EXTRA' END,
             'FINALFUNC_MODIFY = ' || CASE aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                      ELSE 'READ_WRITE' END,
             'COMBINEFUNC = ' || nullif(aggcombinefn::regproc::text, '-'),
             'SERIALFUNC = ' || nullif(aggserialfn::regproc::text, '-'),
             'DESERIALFUNC = ' || nullif(aggdeserialfn::regproc::text, '-'),
             'INITCOND = ' || quote_literal(agginitval),
             'MSFUNC = ' || nullif(aggmtransfn::regproc::text, '-'),
             'MINVFUNC = ' || nullif(aggminvtransfn::regproc::text, '-'),
             'MSTYPE = ' || CASE WHEN aggmtranstype <> 0 THEN format_type(aggmtranstype, NULL) END,
             'MSSPACE = ' || nullif(aggmtransspace, 0)::text,
             'MFINALFUNC = ' || nullif(aggmfinalfn::regproc::text, '-'),
             CASE WHEN aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
             CASE WHEN aggmtransfn <> 0 THEN 'MFINALFUNC_MODIFY = ' || CASE aggmfinalmodify
                  WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
             'MINITCOND = ' || quote_literal(aggminitval),
             (SELECT 'SORTOP = OPERATOR(' || quote_ident(s.nspname) || '.' || oprname || ')'
              FROM pg_operator o JOIN pg_namespace s ON s.oid = oprnamespace WHERE o.oid = aggsortop),
             'PARALLEL = ' || CASE proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
             CASE WHEN aggkind = 'h' THEN 'HYPOTHETICAL' END], NULL) AS options,
             ARRAY[aggkind::text, aggnumdirectargs::text, format_type(prorettype, NULL)] AS sort"""
        + FROM
        + "JOIN pg_aggregate ON aggfnoid = p.oid WHERE p.oid >= 16384 AND prokind = 'a'"
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Write no arguments as a star."""
        values["arguments"] = values["arguments"] or "*"

    def create(self) -> Iterator[str]:
        """CREATE AGGREGATE."""
        yield f"CREATE {self._rest()}"

    def alter(self, old: Object) -> Iterator[str]:
        """Use OR REPLACE; raise MustReplace for other names of arguments, another sort or result (manual, CREATE AGGREGATE)."""
        assert isinstance(old, Aggregate)
        if (self.arguments, self.sort) != (old.arguments, old.sort):
            raise MustReplace
        yield f"CREATE OR REPLACE {self._rest()}"

    def _rest(self) -> str:
        return f"AGGREGATE {self.name}({self.arguments}) (\n    " + ",\n    ".join(self.options) + "\n)"


def columns_of_merge(obj: Object, catalog: Catalog) -> Iterator[Address]:
    """Yield the columns that a function's MERGE may write, which ``pg_depend`` does not record (seen on 15 to 18)."""
    if not isinstance(obj, Function) or "MERGE INTO" not in obj.definition:
        return
    needed = [catalog.objects[each] for each in catalog.needs.get(obj.address, ())]
    for table in sorted({each.parent or each.address for each in needed}):
        for part in catalog.children.get(table, ()):
            if part.type == "table column" and obj.address not in catalog.needs.get(part, ()):
                yield part
