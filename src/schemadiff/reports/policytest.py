"""The results of policy tests as text or JSON.

As JSON: ``schema`` (1), ``exit_code`` and ``tests``: [{name, path, line, role, ok, wrong: [line]}].
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from schemadiff.policytest import Results
from schemadiff.render.paint import Line, as_is, blank, paint, say
from schemadiff.render.untrusted import one_line, paragraph
from schemadiff.words import count

SCHEMA = 1


def render_results(found: Results, form: str, *, width: int = 80, color: bool = False) -> str:
    """The results as text or JSON."""
    if form == "json":
        return json.dumps(_document(found), indent=2) + "\n"
    return paint([*_lines(found)], width=width, color=color)


def _document(found: Results) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "exit_code": found.exit_code,
        "tests": [
            {
                "name": result.test.name,
                "path": result.test.at.path,
                "line": result.test.at.line,
                "role": result.test.role,
                "ok": not result.wrong,
                "wrong": list(result.wrong),
            }
            for result in found.results
        ],
    }


def _lines(found: Results) -> Iterator[Line]:
    failed = [result for result in found.results if result.wrong]
    for result in failed:
        yield as_is(f"FAILED {one_line(str(result.test.at))} {one_line(result.test.name)}", "bold red")
        for wrong in result.wrong:
            yield say(paragraph(wrong), indent=4, label=f"{one_line(result.test.role)}  ")
        yield blank()
    passed = count(len(found.results) - len(failed), "test") + " passed"
    yield say(f"{passed}, {len(failed)} failed" if failed else passed, "bold red" if failed else "bold green")
