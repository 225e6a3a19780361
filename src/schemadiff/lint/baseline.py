"""Findings that were there when somebody began to look: ``schemadiff-lint.json``, which only gets shorter.

An entry is the rule, the object and the key of a finding, with the fingerprint that all formats show: no line
number, path or wording, so that it holds while the finding does. It is written by ``--update-baseline`` alone:
a file that is missing where it is asked for is an error, as a typo in its name would let everything pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemadiff.errors import SchemadiffError, UsageError
from schemadiff.lint.entry import Entry, entry
from schemadiff.lint.fingerprints import fingerprint
from schemadiff.lint.report import Report
from schemadiff.model import Address, Position

SCHEMA = 1
ANEW = "write it anew with schemadiff lint --update-baseline"
AWAY = f"mend it, or delete it and {ANEW}"


def applied(report: Report, entries: Iterable[Entry]) -> Report:
    """The report with what is known set apart, and the entries that nothing was found for.

    An entry of a rule that did not run to its end may still hold.
    """
    known = {one.fingerprint for one in entries}
    found = {fingerprint(finding) for finding in report.findings}
    return replace(
        report,
        findings=tuple(f for f in report.findings if fingerprint(f) not in known),
        known=tuple(f for f in report.findings if fingerprint(f) in known),
        gone=tuple(one for one in sorted(entries) if one.rule in report.ran and one.fingerprint not in found),
    )


def updated(report: Report, entries: Iterable[Entry]) -> list[Entry]:
    """What the file is to say: what was found, and what may still hold."""
    kept = {one for one in entries if one.rule not in report.ran}
    return sorted(kept | {entry(finding) for finding in report.findings})


def read(path: Path, shown: str) -> list[Entry]:
    """The entries of the file.

    Raises:
        UsageError: it is not there, not one of ours, of another version, or edited by hand.
    """
    found = document(path, shown)
    if found["schema"] != SCHEMA:
        raise UsageError(
            f"{shown} is a baseline of version {found['schema']}, and this schemadiff knows version {SCHEMA}",
            hint=f"use the schemadiff that wrote it, or {ANEW}",
        )
    return list(_entries(found.get("findings"), shown))


def document(path: Path, shown: str) -> dict[str, Any]:
    """What stands in a baseline, of whatever version.

    Raises:
        UsageError: it is not there, or is no baseline.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"there is no baseline {shown}",
            hint="write it with schemadiff lint --update-baseline, or look at its name",
        ) from None
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON: {error.msg}", at=Position(shown, error.lineno), hint=AWAY) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8", hint=AWAY) from error
    if not (isinstance(found, dict) and isinstance(found.get("schema"), int) and "findings" in found):
        raise UsageError(f"{shown} is no baseline of schemadiff", hint=AWAY)
    return found


def _entries(findings: Any, shown: str) -> Iterator[Entry]:
    for found in findings if isinstance(findings, list) else [None]:
        match found:
            case {
                "rule": str(rule),
                "object": [str(kind), str(identity)],
                "key": str(key),
                "fingerprint": str(mark),
            } if mark == (one := Entry(rule, Address(kind, identity), key)).fingerprint:
                yield one
            case _:
                raise UsageError(
                    f"{shown} has an entry that schemadiff did not write: {json.dumps(found)}", hint=ANEW
                )


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write the file, an entry a line, so that a review sees what comes and goes."""
    lines = [
        json.dumps(
            {
                "rule": one.rule,
                "object": list(one.object),
                "key": one.key,
                "fingerprint": one.fingerprint,
            }
        )
        for one in sorted(entries)
    ]
    inner = "".join(f"\n    {line}{',' if n < len(lines) else ''}" for n, line in enumerate(lines, 1))
    text = f'{{\n  "schema": {SCHEMA},\n  "findings": [{inner}{chr(10) + "  " if lines else ""}]\n}}\n'
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SchemadiffError(f"cannot write {path.name}: {error.strerror}") from error
