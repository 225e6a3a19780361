"""Prints pip's constraints that hold each declared dependency at its lower bound: ``make test-lowest``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,.-]+\])?>=([\w.]+)(?:,<[\w.]+)?")


def constraints(project: Mapping[str, Any]) -> Iterator[str]:
    """One for each package: an extra repeats what another asks for."""
    extras = project["optional-dependencies"].values()
    for requirement in sorted({*project["dependencies"], *(each for extra in extras for each in extra)}):
        if (bound := REQUIREMENT.fullmatch(requirement)) is None:
            raise SystemExit(f"{requirement}: no lower bound that could be tried")
        yield f"{bound[1]}=={bound[2]}"


if __name__ == "__main__":
    print("\n".join(constraints(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"])))
