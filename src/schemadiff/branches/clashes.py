"""Conflicts between the migrations of two branches: mine have earlier versions, or touch the same objects as theirs.

git provides the names and texts of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from pglast import ast, enums, parse_sql

from schemadiff.branches import git
from schemadiff.desired.declares import declared_by
from schemadiff.migration_tools import scripts
from schemadiff.migration_tools.runners import RUNNERS
from schemadiff.migration_tools.scripts import Script
from schemadiff.migration_tools.versions import version_key
from schemadiff.migrations.file import NAME
from schemadiff.migrations.split import commands
from schemadiff.settings import Settings

OF_RELATIONS = ("relation", "relations", "table", "sequence")
"""Attributes of statements with the relations that they change; those that they only read are elsewhere."""
ON_A_RELATION = (
    enums.ObjectType.OBJECT_POLICY,
    enums.ObjectType.OBJECT_RULE,
    enums.ObjectType.OBJECT_TRIGGER,
)


@dataclass(frozen=True)
class Branches:
    """The migrations that only one of two branches has, by path, with their texts."""

    onto: str
    mine: Mapping[str, str]
    theirs: Mapping[str, str]
    before: frozenset[str]
    """Paths that both have."""
    layout: str = ""
    """The tool whose naming they follow; empty for ours."""

    def script(self, path: str, text: str = "") -> Script | None:
        """Return the migration in a file; None for a file that leads back."""
        if self.layout:
            return scripts.script(self.layout, path, text)
        match = NAME.fullmatch(PurePath(path).name)
        if match is None or match["down"]:
            return None
        return Script(path, match["version"], match["name"], text)


@dataclass(frozen=True)
class Clash:
    """Why one of mine cannot simply come after theirs."""

    path: str
    words: str


def look(settings: Settings, onto: str) -> Branches:
    """Compare the working tree with a branch, or any other name of a commit.

    Raises:
        UsageError: git does not know it, or this is no repository.
    """
    root, here = settings.root, settings.generated.relative_to(settings.root).as_posix()
    base, tip = git.merge_base(root, onto), git.commit(root, onto)
    before, there = (frozenset(_names(settings, here, at)) for at in (base, tip))
    found = settings.generated.rglob if _layout(settings) else settings.generated.glob
    files = {path.relative_to(settings.generated).as_posix(): path for path in found("*.sql")}
    mine = {
        f"{here}/{name}": path.read_bytes().decode()
        for name, path in files.items()
        if name not in before | there
    }
    new = git.contents(root, here, sorted(there - before), tip)
    theirs = {f"{here}/{name}": text.decode() for name, text in new.items()}
    both = frozenset(f"{here}/{name}" for name in before)
    return Branches(onto, dict(sorted(mine.items())), theirs, both, _layout(settings))


def _names(settings: Settings, here: str, at: str) -> Iterator[str]:
    """Yield the SQL files that a commit has in the folder; subfolders count only for other tools."""
    deep = bool(_layout(settings))
    for name in git.names(settings.root, here, at):
        if name.endswith(".sql") and (deep or "/" not in name):
            yield name


def _layout(settings: Settings) -> str:
    return settings.layout if settings.layout in RUNNERS else ""


def clashes(found: Branches) -> Iterator[Clash]:
    """Yield my migrations whose version is not after all others, or that touch the same objects as theirs."""
    there = [script for path in (*found.before, *found.theirs) if (script := found.script(path))]
    newest = max(there, key=_key, default=None)
    theirs = [script for path, text in found.theirs.items() if (script := found.script(path, text))]
    touched: dict[str, list[str]] = {}
    for script in theirs:
        for name in touches(script.text, script.path):
            touched.setdefault(name, []).append(script.path)
    order = {script.path: number for number, script in enumerate(theirs)}
    for script in (found.script(path, text) for path, text in found.mine.items()):
        if script is None:
            continue
        if newest is not None and _key(script) <= _key(newest):
            how = "the version of" if _key(script) == _key(newest) else "an earlier version than"
            yield Clash(script.path, f"has {how} {newest.path}, which {found.onto} has")
        both: dict[str, list[str]] = {}
        for name in sorted(touches(script.text, script.path) & touched.keys()):
            for other in touched[name]:
                both.setdefault(other, []).append(name)
        for other in sorted(both, key=order.__getitem__):
            words = f"touches {', '.join(both[other])}, and so does {other} of {found.onto}"
            yield Clash(script.path, words)


def touches(text: str, path: str) -> frozenset[str]:
    """Return the relations, routines and types that a migration creates, changes or drops."""
    return frozenset(
        name for command in commands(text, path) for name in _touched(parse_sql(command.sql)[0].stmt) if name
    )


def _touched(node: Any) -> Iterator[str]:
    for one in declared_by(node, "public"):
        yield ".".join(one.name[:2])
    for attribute in OF_RELATIONS:
        found = getattr(node, attribute, None)
        for relation in found if isinstance(found, tuple) else (found,):
            if isinstance(relation, ast.RangeVar):
                yield f"{relation.schemaname or 'public'}.{relation.relname}"
    match node:
        case ast.DropStmt(objects=objects, removeType=kind):
            inside = kind in ON_A_RELATION
            yield from (name for each in objects or () if (name := _named(each, inside=inside)))
        case ast.AlterEnumStmt(typeName=name) | ast.AlterDomainStmt(typeName=name):
            yield _named(name)
        case ast.RenameStmt(object=named) | ast.AlterObjectSchemaStmt(object=named) if named is not None:
            yield _named(named)


def _named(node: Any, *, inside: bool = False) -> str:
    """Return the schema and name in a list of names; for a policy, those of its table."""
    node = node.objname if isinstance(node, ast.ObjectWithArgs) else getattr(node, "names", node)
    names = [each.sval for each in node] if isinstance(node, tuple) else []
    names = names[:-1] if inside else names
    return ".".join(names[:2] if len(names) > 1 else ["public", *names]) if names else ""


def _key(script: Script) -> str:
    return version_key(script.version)
