"""Findings about a statement of a migration, and the words that several rules use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from schemadiff.lint.step import Step
from schemadiff.model import Address, Affected, Finding, LockMode, Severity
from schemadiff.render.effect_words import DOES, names_words

KEY = 100
"""So much of a statement's text tells it apart from another on the same object."""


def finding(code: str, severity: Severity, step: Step, message: str, instead: str = "") -> Finding:
    """What a rule has to say about a statement."""
    unsure = step.effects.lock is not LockMode.NONE and not step.effects.measured
    return Finding(
        code,
        severity,
        message + (" (estimated from its text, not measured)" if unsure else ""),
        step.address,
        step.at,
        instead,
        " ".join(step.sql.split())[:KEY],
    )


def kept_out(relations: Sequence[Affected]) -> str:
    """Whom the locks keep waiting, and where ("blocks reads and writes of public.t (about 9 rows, 8 kB)")."""
    lock = max((each.lock for each in relations), default=LockMode.NONE)
    verb = "reads and writes" if lock is LockMode.ACCESS_EXCLUSIVE else "writes"
    return f"blocks {verb} of {names_words(relations)}"


def doing(relations: Sequence[Affected]) -> str:
    """What is done with the rows of relations ("rewrites public.t")."""
    first = min(relations, key=lambda each: [*DOES].index(each.work[0]))
    return f"{DOES[first.work[0]]} {first.relation.identity}"


def concurrently(sql: str) -> str:
    """CREATE INDEX, DROP INDEX or REINDEX as it is written to let others go on."""
    return re.sub(r"(?i)\b(INDEX|TABLE|SCHEMA|VIEW)\b", r"\1 CONCURRENTLY", sql.strip(), count=1) + ";"


UNKNOWN = Affected(Address("table", ""), LockMode.NONE)
"""What nothing is known of."""

_SAID = {
    "bool": "boolean",
    "bpchar": "character",
    "float4": "real",
    "float8": "double precision",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
    "time": "time without time zone",
    "timestamp": "timestamp without time zone",
    "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone",
    "varbit": "bit varying",
    "varchar": "character varying",
}


def type_words(of: Any) -> str:
    """A type of a syntax tree as ``format_type()`` prints it."""
    *schema, last = [part.sval for part in of.names]
    name = _SAID.get(last, last) if schema in ([], ["pg_catalog"]) else ".".join([*schema, last])
    numbers = ",".join(str(each.val.ival) for each in of.typmods or () if hasattr(each.val, "ival"))
    first, space, rest = name.partition(" with")
    return (f"{first}({numbers}){space}{rest}" if numbers else name) + "[]" * len(of.arrayBounds or ())
