"""A policy reads a table whose policies come back to it.

What
    A policy whose subqueries read a table (its own one, or another, also through views with
    ``security_invoker``) whose SELECT policies, for the same role, lead back to the policy's table, while the
    policies that it meets there have a subquery, if only ``(SELECT auth.uid())``. And a policy that comes back to its
    table through a function without SECURITY DEFINER, whose body reads it with the rights of whoever asks.

Why
    PostgreSQL puts the policies of each table that a query reads into the query, sees that it would never come
    to an end, and refuses it (42P17). That happens when a row is first asked for, not when the policy is made.
    Into functions it does not see: there each call makes another one, until the stack is full (54001).

Instead
    Ask in a function with SECURITY DEFINER, whose owner no policy holds for:

        CREATE FUNCTION private.my_organizations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
            SET search_path = '' AS 'SELECT organization_id FROM public.members WHERE user_id = auth.uid()';
        CREATE POLICY mine ON members USING (organization_id IN (SELECT private.my_organizations()));
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pglast import ast

from schemadiff.kinds.policy import Policy
from schemadiff.kinds.routine import Function
from schemadiff.kinds.table import Table
from schemadiff.lint.bodies import body, search_path
from schemadiff.lint.expressions import called
from schemadiff.lint.reach import read_as_caller
from schemadiff.lint.rls.clauses import clauses, judged
from schemadiff.lint.rls.commands import COMMANDS, commands
from schemadiff.lint.roles import PUBLIC
from schemadiff.lint.subject import Subject
from schemadiff.model import Address, Finding, Severity
from schemadiff.words import listed

CODE = "RLS015"
NAME = "policy-recursion"
SEVERITY = Severity.ERROR
ON = Table

Path = tuple[Address, ...]


class Asking(NamedTuple):
    """For which command and role a table is asked."""

    command: str
    role: str


def check(table: Table, schema: Subject) -> Iterator[Finding]:
    """Yield the policy by which the way leaves the table and comes back, once per way."""
    if not table.row_security or not schema.policies.get(table.address):
        return
    loops: dict[Path, list[Asking]] = {}
    for asking in _askings(table, schema):
        if (way := loop(table.address, asking, schema)) and way[0] == table.address:
            loops.setdefault(way, []).append(asking)
    for way, them in loops.items():
        if min(way) != way[0] and any(asking.command == "SELECT" for asking in them):
            continue  # said at the first of the tables
        policy = next(p for p in _applied(table.address, them[0], schema) if way[1] in _reads(p, schema))
        yield Finding(
            CODE,
            SEVERITY,
            f"policy {policy.identity} recurses infinitely: {' reads '.join(a.identity for a in way)} "
            f"(for {_said(them)})",
            policy.address,
            schema.place(policy),
            "read the other rows in a function with SECURITY DEFINER, and call that in the policy",
            ",".join(a.identity for a in way),
        )
    if not loops:
        yield from _by_functions(table, schema)


def _by_functions(table: Table, schema: Subject) -> Iterator[Finding]:
    for role in dict.fromkeys(asking.role for asking in _askings(table, schema)):
        for policy in _applied(table.address, Asking("SELECT", role), schema):
            if function := calls_itself(policy, role, schema):
                yield Finding(
                    CODE,
                    SEVERITY,
                    f"policy {policy.identity} never comes to an end for {role}: {function.identity}, which it comes to, "
                    f"reads {table.identity} with the rights of whoever asks",
                    policy.address,
                    schema.place(policy),
                    f"ALTER FUNCTION {function.identity} SECURITY DEFINER, with a search_path of its own",
                )
                return


def _said(askings: list[Asking]) -> str:
    roles = [*dict.fromkeys(asking.role for asking in askings)]
    return f"{listed([*dict.fromkeys(asking.command for asking in askings)])} by {listed(roles)}"


def _askings(table: Table, schema: Subject) -> Iterator[Asking]:
    roles = {role for policy in schema.policies.get(table.address, ()) for role in policy.roles}
    yield from (Asking(command, role) for role in sorted(roles) for command in COMMANDS)


def _applied(table: Address, asking: Asking, schema: Subject) -> list[Policy]:
    """The policies that PostgreSQL puts into a query; one that changes rows has to find them as well."""
    wanted = {asking.command} | ({"SELECT"} if asking.command in ("UPDATE", "DELETE") else set())
    policies = [
        policy
        for policy in schema.policies.get(table, ())
        if {asking.role, PUBLIC} & set(policy.roles) and judged(policy, schema)
    ]
    found = ([p for p in policies if command in commands(p)] for command in sorted(wanted))
    # Where no permissive one is, nothing is asked: no row passes.
    return [policy for them in found if any(p.permissive for p in them) for policy in them]


def loop(table: Address, asking: Asking, schema: Subject) -> Path:
    """The way from a table by its policies back to a table on the way; empty if there is none."""
    reading = Asking("SELECT", asking.role)
    done: set[Address] = set()

    def follow(way: Path, policies: list[Policy]) -> Path:
        for there in sorted({address for policy in policies for address in _reads(policy, schema)}):
            met = _applied(there, reading, schema)
            if there in done or not any(map(_subqueries, met)):
                continue
            if there in way:
                return (*way[way.index(there) :], there)
            if found := follow((*way, there), met):
                return found
            done.add(there)
        return ()

    return follow((table,), _applied(table, asking, schema))


def calls_itself(policy: Policy, role: str, schema: Subject) -> Function | None:
    """The function by which a policy for reading comes back to its own table; None if none does."""
    seen: set[tuple[Address, Function | None]] = set()
    waiting: list[tuple[Policy, Function | None]] = [(policy, None)]
    while waiting:
        one, before = waiting.pop()
        steps = [(there, before) for there in _reads(one, schema)]
        steps += [(there, before or function) for function, there in _read_by_calls(one, schema)]
        for there, function in steps:
            if there == policy.parent and function:
                return function
            if (there, function) not in seen:
                seen.add((there, function))
                waiting += [(p, function) for p in _applied(there, Asking("SELECT", role), schema)]
    return None


def _read_by_calls(policy: Policy, schema: Subject) -> Iterator[tuple[Function, Address]]:
    """Yield the tables that functions which the policy calls read with the rights of whoever asks."""
    waiting = [
        function
        for clause in clauses(policy)
        for node in clause.nodes
        if (name := called(node))
        for function in schema.named.functions_called(name)
    ]
    seen: set[Address] = set()
    while waiting:
        function = waiting.pop()
        found = None if function.security_definer or function.address in seen else body(function)
        seen.add(function.address)
        if found is None:
            continue
        path = search_path(function) or ("public",)
        waiting += [f for name in found.calls for f in schema.named.functions_called(name, path)]
        for var in found.relations:
            for relation in filter(None, [_named(var, path, schema)]):
                yield from ((function, table.address) for table in read_as_caller(relation, schema))


def _named(var: Any, path: Sequence[str], schema: Subject) -> Address | None:
    schemas = [var.schemaname] if var.schemaname else path
    found = (schema.named.relation_in(where, var.relname) for where in schemas)
    return next((address for address in found if address), None)


def _subqueries(policy: Policy) -> bool:
    return any(isinstance(node, ast.SubLink) for clause in clauses(policy) for node in clause.nodes)


def _reads(policy: Policy, schema: Subject) -> frozenset[Address]:
    """The tables that the policy's subqueries read with the rights of whoever asks."""
    return frozenset(
        table.address
        for clause in clauses(policy)
        for node in clause.nodes
        if isinstance(node, ast.RangeVar) and (relation := schema.named.relation(node))
        for table in read_as_caller(relation, schema)
    )
