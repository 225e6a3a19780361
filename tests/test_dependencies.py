"""Every package that is imported is declared, and every one that is declared has its reason in CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PYTEST = {"pytest"}
"""What imports schemadiff.testing has it."""


def names(requirements: list[str]) -> set[str]:
    """The names of the distributions, without extras and versions."""
    return {re.match(r"[\w.-]+", requirement)[0] for requirement in requirements}


def imported(folder: Path) -> Iterator[str]:
    """The top-level packages that the modules of a folder import, wherever the import stands."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=modules):
                    yield from (module.name.partition(".")[0] for module in modules)
                case ast.ImportFrom(module=str(module), level=0):
                    yield module.partition(".")[0]


USED = names(PROJECT["dependencies"]) | names(EXTRAS["docker"])
DEVELOPED = USED | names(EXTRAS["dev"])


@pytest.mark.parametrize(
    ("folder", "declared"),
    [
        ("src", USED | PYTEST),
        ("tests", DEVELOPED),
        ("tools", DEVELOPED),
        ("bench", DEVELOPED),
        ("examples", DEVELOPED),
    ],
)
def test_what_is_imported_is_declared(folder, declared):
    offered = packages_distributions()
    found = {name: {d.lower() for d in offered.get(name, ())} for name in imported(ROOT / folder)}
    # The standard library, and what stands beside the module, belong to no distribution.
    others = {name: by for name, by in found.items() if by and name != "schemadiff"}

    assert len(others) > 1
    assert {name for name, by in others.items() if not by & declared} == set()


def test_what_is_declared_has_its_reason():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    reasons = text.partition("\n## ")[0]

    assert {name for name in DEVELOPED if not re.search(rf"(?<![\w-]){name}(?![\w-])", reasons)} == set()
