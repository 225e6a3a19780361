"""A migration's name: what it does, in a few words for a file name.

``add_email_sends_and_2_more``: the first object that is created (or dropped, or altered), a relation rather than its
columns, its indexes or a comment on it, and the number of other objects.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pglast import ast, parser

from schemadiff.errors import UsageError
from schemadiff.model import Address, Plan, Statement, Verb
from schemadiff.render.summary import Group, groups

LENGTH = 60
_VERBS = {Verb.CREATE: "add", Verb.ALTER: "alter", Verb.DROP: "drop", Verb.SET_ASIDE: "alter"}
_FOLLOWERS = {"schema", "extension", "type", "domain", "collation", "sequence"}
"""Types that other objects depend on: they come first in a plan, but are not what it is about."""
_REMARKS = {"comment", "owner", "security label"}


def slug(plan: Plan) -> str:
    """Return what the plan does, in ASCII letters, digits and underscores; at most LENGTH of them, never empty."""
    numbered = [(number, _on_its_table(s)) for number, s in enumerate(plan.statements, 1)]
    found = sorted(groups(numbered), key=_rank)
    if not found:
        return "nothing"
    more = f"_and_{len(found) - 1}_more" if len(found) > 1 else ""
    first = found[0]
    what = cleaned(_name(first)) or cleaned(first.statements[0].address.type) or "object"
    return f"{_VERBS[_verb(first)]}_{what}"[: LENGTH - len(more)].rstrip("_") + more


def given(name: str) -> str:
    """Return a name that a person gave, adapted for a file name; UsageError if nothing of it is left."""
    found = cleaned(name)[:LENGTH].rstrip("_")
    if not found:
        raise UsageError(f"the name {name!r} has no letter or digit that a file name can have")
    return found


def cleaned(name: str) -> str:
    """Return the letters a to z and the digits of a name, accents removed, with underscores between."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _on_its_table(statement: Statement) -> Statement:
    """Return CREATE INDEX with the index's table in its address, which the identity does not contain."""
    if statement.address.type != "index" or statement.verb is not Verb.CREATE:
        return statement
    match parser.parse_sql(statement.sql)[0].stmt:
        case ast.IndexStmt(relation=ast.RangeVar(schemaname=schema, relname=table)):
            name = ".".join(map(_quoted, filter(None, (schema, table))))
            return replace(statement, address=Address("index", f"i on {name}"))
    return statement


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[a-z_][a-z0-9_$]*", name) else '"' + name.replace('"', '""') + '"'


def _rank(group: Group) -> int:
    """Return the rank of a group as the name of the plan, lower ones first; equal ones keep the plan's order."""
    types = {s.address.type for s in group.statements}
    if all(kind in _REMARKS or "privilege" in kind for kind in types):
        return 3
    own = next((s.address.type for s in group.statements if str(s.address) == group.name), "")
    return 2 if own in _FOLLOWERS else int(own != "table" and _verb(group) is not Verb.ALTER)


def _verb(group: Group) -> Verb:
    """Return what happens to the object as a whole: created or dropped if that is all that happens to it, else altered."""
    own = {s.verb for s in group.statements if str(s.address) == group.name}
    return own.pop() if len(own) == 1 else Verb.ALTER


def _name(group: Group) -> str:
    """Return the last part of the object's name, without its schema, quotes and arguments."""
    *_, last = ("", *_parts(group.name))
    return last


def _parts(name: str) -> Iterator[str]:
    for quoted, bare, opened in re.findall(r'"((?:[^"]|"")*)"|([^\s."(]+)|(\()', name):
        if opened:
            return
        yield quoted.replace('""', '"') or bare
