"""Known findings from before lint was introduced: ``schemadiff-lint.json``, which only gets shorter.

An entry is the rule, object and key of a finding, with the fingerprint that all formats show: it has no line number,
path or wording, so it is valid as long as the finding exists. Only ``--update-baseline`` writes the file; a missing
file is an error, as with a typo in its name everything would pass.
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
ANEW = "write a new one with schemadiff lint --update-baseline"
AWAY = f"fix it, or delete it and {ANEW}"


def applied(report: Report, entries: Iterable[Entry]) -> Report:
    """The report with known findings set apart, and the entries without a finding.

    Entries of rules that did not run to their end are not among the latter.
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
    """The entries to write: those of the findings, and those of rules that did not run to their end."""
    kept = {one for one in entries if one.rule not in report.ran}
    return sorted(kept | {entry(finding) for finding in report.findings})


def read(path: Path, shown: str) -> list[Entry]:
    """The entries of the file.

    Raises:
        UsageError: the file is missing, not ours, of another version, or edited by hand.
    """
    found = document(path, shown)
    if found["schema"] != SCHEMA:
        raise UsageError(
            f"{shown} is a baseline of version {found['schema']}, but this schemadiff knows version {SCHEMA}",
            hint=f"use the schemadiff that wrote it, or {ANEW}",
        )
    return list(_entries(found.get("findings"), shown))


def document(path: Path, shown: str) -> dict[str, Any]:
    """The content of a baseline of any version.

    Raises:
        UsageError: the file is missing, or is no baseline.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"there is no baseline {shown}",
            hint="create it with schemadiff lint --update-baseline, or check its name",
        ) from None
    except OSError as error:
        raise UsageError(f"cannot read {shown}: {error.strerror}") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON: {error.msg}", at=Position(shown, error.lineno), hint=AWAY) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8", hint=AWAY) from error
    if not (isinstance(found, dict) and isinstance(found.get("schema"), int) and "findings" in found):
        raise UsageError(f"{shown} is not a baseline of schemadiff", hint=AWAY)
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
    """Write the file with one entry per line, so that a review shows which come and go."""
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
