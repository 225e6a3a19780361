"""Dependencies that arise from name resolution: PostgreSQL picks the best match that exists when a statement runs.

For example, ``1 + x`` uses PostgreSQL's own operator until there is a better one, ``f(1)`` may use a cast that is
created later, an index gets the current default operator class, and ``SELECT *`` the current columns. Such statements
run after all of these, unless these need them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pglast import ast, enums

from schemadiff.desired.declares import Declared, home, main
from schemadiff.desired.files import SourceStatement

_LOOKS_UP = (
    ast.AlterDomainStmt, ast.AlterPolicyStmt, ast.AlterPublicationStmt, ast.AlterTableStmt, ast.CreateDomainStmt,
    ast.CreateForeignTableStmt, ast.CreatePolicyStmt, ast.CreatePublicationStmt, ast.CreateRangeStmt,
    ast.CreateSchemaStmt, ast.CreateStatsStmt, ast.CreateStmt, ast.CreateTableAsStmt, ast.CreateTrigStmt, ast.IndexStmt,
    ast.RuleStmt, ast.ViewStmt,
)  # fmt: skip
"""Statements that may contain an expression, or use an operator class that they do not name."""
_READS_ROWS = (ast.CreatePolicyStmt, ast.CreateTableAsStmt, ast.RuleStmt, ast.ViewStmt)
"""Statements in which ``*`` means the columns that exist at that time."""
Needs = list[set[int]]
"""For each statement, by number, the statements that should run before it."""


def wait_for_better(statements: Sequence[SourceStatement], needs: Needs) -> None:
    """Add to ``needs`` what the expressions of a statement could resolve to and PostgreSQL would not report as missing.

    One number is appended, which stands for all operators, casts and default operator classes; statements that none of
    these needs wait for it. The additions create no cycles, and do not depend on the order of the statements.
    """
    makers = [i for i, s in enumerate(statements) if _decides_resolution(s.node)]
    needs.append(set(makers))
    inside = with_needs(makers, needs)
    users = [i for i, s in enumerate(statements) if _looks_up(s.node)] if makers else []
    for user in users:
        if user not in inside:
            needs[user].add(len(statements))
    early = [user for user in users if user in inside]
    for maker in sorted(makers, key=lambda i: statements[i].sql):
        behind = with_needs([maker], needs)
        for user in early:
            if user not in behind:
                needs[user].add(maker)
    _wait_for_columns(statements, needs)


def _decides_resolution(node: Any) -> bool:
    """Return True for an object that is resolved by the types of its operands, and not by its name alone."""
    match node:
        case ast.DefineStmt(kind=enums.ObjectType.OBJECT_OPERATOR) | ast.CreateCastStmt():
            return True
        case ast.CreateOpClassStmt(isDefault=default):
            return bool(default)
    return False


def _looks_up(node: Any) -> bool:
    if isinstance(node, ast.CreateFunctionStmt):
        return node.sql_body is not None or any(p.defexpr for p in node.parameters or ())
    return isinstance(node, _LOOKS_UP)


def with_needs(start: Collection[int], needs: Needs) -> set[int]:
    """Return the given statements and all that they need."""
    found, waiting = set(start), list(start)
    while waiting:
        more = needs[waiting.pop()] - found
        found |= more
        waiting += more
    return found


def _wait_for_columns(statements: Sequence[SourceStatement], needs: Needs) -> None:
    """Let statements that read whole rows of a table wait for the columns that ALTER TABLE adds to it."""
    adding = {i: s.node.relation.relname for i, s in enumerate(statements) if _adds_column(s.node)}
    names = frozenset(adding.values())
    readers = [
        (i, s.words & names)
        for i, s in enumerate(statements)
        if names and (isinstance(s.node, _READS_ROWS) or getattr(s.node, "sql_body", None) is not None)
    ]
    for maker in sorted(adding, key=lambda i: statements[i].sql):
        behind = with_needs([maker], needs)
        for reader, said in readers:
            if adding[maker] in said and reader not in behind:
                needs[reader].add(maker)


def _adds_column(node: Any) -> bool:
    return isinstance(node, ast.AlterTableStmt) and any(
        command.subtype == enums.AlterTableType.AT_AddColumn for command in node.cmds or ()
    )


def could_mean(user: SourceStatement, maker: SourceStatement, path: Sequence[str]) -> bool:
    """Return True if ``user`` contains a name that could resolve to the object that ``maker`` creates.

    ``path`` is the search_path of files that set none. Whether its types would match is for PostgreSQL to decide.
    """
    made = main(maker)
    # An operator's function, and what that needs, often uses another operator of the same name on purpose.
    if made is None or (made.type == "operator" and not isinstance(user.node, ast.ViewStmt)):
        return False
    reached = {home(user), *(user.search_path or path)}
    schemas = _qualifiers(user.node, made, maker.node)
    return any((not schema and made.name[0] in reached) or schema == made.name[0] for schema in schemas)


def _qualifiers(node: Any, made: Declared, maker: Any) -> Iterator[str]:
    """Yield the schema of each use of the name of the created object; "" for a use without one."""
    match node:
        case ast.FuncCall(funcname=names) if isinstance(maker, ast.CreateFunctionStmt) and _fits(node, maker):
            yield from _schemas(names, made)
        case ast.A_Expr(name=names) if isinstance(maker, ast.DefineStmt):
            yield from _schemas(names, made)
        # A qualified name cannot resolve to anything else.
        case ast.RangeVar(relname=name, schemaname=None) if made.type in _RELATIONS and name == made.name[1]:
            yield ""
        case ast.TypeName(names=(ast.String(sval=name),)) if made.type == "type" and name == made.name[1]:
            yield ""
    if isinstance(node, tuple):
        for item in node:
            yield from _qualifiers(item, made, maker)
    elif isinstance(node, ast.Node):
        for attribute in node:
            yield from _qualifiers(getattr(node, attribute), made, maker)


_RELATIONS = ("table", "view", "materialized view", "foreign table")


def _schemas(names: Any, made: Declared) -> Iterator[str]:
    *schema, name = (n.sval for n in names)
    if name == made.name[-1]:
        yield schema[-1] if schema else ""


def _fits(call: Any, maker: Any) -> bool:
    """Return True if the routine can be called with this number of arguments."""
    modes = [p.mode.value for p in maker.parameters or ()]
    most = sum(mode in "dibv" for mode in modes)
    least = most - sum(p.defexpr is not None for p in maker.parameters or ()) - ("v" in modes)
    return least <= len(call.args or ()) and ("v" in modes or len(call.args or ()) <= most)
