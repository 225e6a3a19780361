"""A plan as JSON, for programs. The schema is stable: within one number, fields are only added.

    schema      1
    headline    the verdict, in one line
    exit_code   0, or that of the worst refusal
    target      how the target is called;  goal: how what is wanted is;  server: the server that proved the plan
    changes     false if there is nothing to do
    plan        engine, current, desired (fingerprints), version (server_version_num),
                units: [{transactional, statements: [statement]}],
                notes: [{message, severity, at, hint}]
    down        the reverse plan, like plan, or null
    way_back    in words, or null
    proof       {ok, verdicts: [{judge, ok, differences}], seconds, way_back: proof or null,
                failure: {statement, message} or null,
                rows: {kept: [address], unseeded: [{address, reason}], lost: [line], failures: [line],
                seconds}
                or null}, or null
    refusals    [{reason, message, hint, exit_code}]
    rows        [{statement, table: {type, identity}, wrong, rows, keys: [name], sample: [[text or null]],
                sql, skipped}]: the questions that were put to the rows of the target; ``statement`` is a
                number, ``rows`` how many are in the way, ``skipped`` why it was not asked, else empty
    findings    [{rule, severity, message, address, at, instead, key}]: what lint says of the statements
    access      [{role, relation: {type, identity}, command, how, widens}]: who may do what that could not
                before, and the other way round
    clients     [{what, how, breaks}]: what changes for clients of the API
    written     [path];  pending: [path]
    left_out    {reason: number of objects};  seconds: {phase: seconds}

    statement   {number, sql, verb, address: {type, identity}, reason, not_online, at, engine,
                effects: {lock, rewrites, scans, loses_data, transactional, measured,
                relations: [{type, identity, lock, work: ["rewrite", "build", "scan"],
                size: {bytes, rows or null} or null}]}}
    at          {path, line, column or null}, or null

``number`` counts the statements of one plan from 1 and is null for one that is not part of it. The
output is ASCII: whatever a name holds arrives as an escape.
"""

from __future__ import annotations

import json
from typing import Any

from schemadiff.model import (
    AccessChange,
    Address,
    Affected,
    Answer,
    Finding,
    Note,
    Plan,
    Planned,
    Position,
    Proof,
    Rows,
    Statement,
)
from schemadiff.render import summary

SCHEMA = 1

Json = dict[str, Any]


def render(planned: Planned, *, width: int = 80, color: bool = False) -> str:
    """The plan as one JSON object."""
    del width, color
    return json.dumps(_planned(planned), indent=2) + "\n"


def position(at: Position | None) -> Json | None:
    """A place in a file as JSON."""
    return None if at is None else {"path": at.path, "line": at.line, "column": at.column}


def address(of: Address) -> Json:
    """An address as JSON."""
    return {"type": of.type, "identity": of.identity}


def _access(change: AccessChange) -> Json:
    return {
        "role": change.role,
        "relation": {"type": change.relation.type, "identity": change.relation.identity},
        "command": change.command,
        "how": change.how,
        "widens": change.widens,
    }


def _planned(planned: Planned) -> Json:
    back = summary.way_back(planned)
    return {
        "schema": SCHEMA,
        "headline": summary.headline(planned).words,
        "exit_code": planned.exit_code,
        "target": planned.target,
        "goal": planned.goal,
        "server": planned.server,
        "changes": bool(planned.plan),
        "plan": _plan(planned.plan),
        "down": None if planned.down is None else _plan(planned.down),
        "way_back": None if back is None else back.words,
        "proof": _proof(planned.plan, planned.down, planned.proof),
        "refusals": [
            {"reason": r.reason, "message": r.message, "hint": r.hint, "exit_code": r.exit_code}
            for r in planned.refusals
        ],
        "rows": [_answer(answer) for answer in planned.answers],
        "findings": [_finding(finding) for finding in planned.findings],
        "access": [_access(change) for change in planned.access],
        "clients": [{"what": c.what, "how": c.how, "breaks": c.breaks} for c in planned.clients],
        "written": list(planned.written),
        "pending": list(planned.pending),
        "left_out": dict(planned.left_out),
        "seconds": {phase: round(took, 3) for phase, took in planned.seconds.items()},
    }


def _answer(answer: Answer) -> Json:
    return {
        "statement": answer.statement,
        "table": address(answer.question.of),
        "wrong": answer.question.wrong,
        "rows": answer.rows,
        "keys": list(answer.keys),
        "sample": [list(row) for row in answer.sample],
        "sql": answer.question.sql,
        "skipped": answer.skipped,
    }


def _plan(plan: Plan) -> Json:
    numbers = iter(range(1, len(plan.statements) + 1))
    return {
        "engine": plan.engine,
        "current": plan.current,
        "desired": plan.desired,
        "version": plan.version,
        "units": [
            {
                "transactional": unit.transactional,
                "statements": [_statement(next(numbers), s) for s in unit.statements],
            }
            for unit in plan.units
        ],
        "notes": [_note(note) for note in plan.notes],
    }


def _statement(number: int | None, statement: Statement) -> Json:
    effects = statement.effects
    return {
        "number": number,
        "sql": statement.sql,
        "verb": str(statement.verb),
        "address": address(statement.address),
        "reason": statement.reason,
        "not_online": statement.not_online,
        "at": position(statement.at),
        "engine": statement.engine,
        "effects": {
            "lock": str(effects.lock),
            "rewrites": effects.rewrites,
            "scans": effects.scans,
            "loses_data": effects.loses_data,
            "transactional": effects.transactional,
            "measured": effects.measured,
            "relations": [_affected(each) for each in effects.relations],
        },
    }


def _affected(each: Affected) -> Json:
    size = None if each.size is None else {"bytes": each.size.bytes, "rows": each.size.rows}
    return {**address(each.relation), "lock": str(each.lock), "work": [*map(str, each.work)], "size": size}


def _note(note: Note) -> Json:
    return {
        "message": note.message,
        "severity": str(note.severity),
        "at": position(note.at),
        "hint": note.hint,
    }


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "address": address(finding.address),
        "at": position(finding.at),
        "instead": finding.instead,
        "key": finding.key,
    }


def _proof(plan: Plan, down: Plan | None, proof: Proof | None) -> Json | None:
    if proof is None:
        return None
    failure = proof.failure
    return {
        "ok": proof.ok,
        "verdicts": [
            {"judge": v.judge, "ok": v.ok, "differences": list(v.differences)} for v in proof.verdicts
        ],
        "failure": failure
        and {
            "statement": _statement(summary.number_of(plan, failure.statement), failure.statement),
            "message": failure.message,
        },
        "rows": _rows(proof.rows),
        "way_back": _proof(down, None, proof.way_back) if down is not None else None,
        "seconds": round(proof.seconds, 3),
    }


def _rows(rows: Rows | None) -> Json | None:
    if rows is None:
        return None
    return {
        "kept": [address(kept) for kept in rows.kept],
        "unseeded": [{"address": address(of), "reason": why} for of, why in rows.unseeded],
        "lost": list(rows.lost),
        "failures": [f.message for f in rows.failures],
        "seconds": round(rows.seconds, 3),
    }
