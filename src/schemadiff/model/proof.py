"""The results for a plan: verdicts, proofs, refusals, changes of access, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemadiff.model.address import Address, Position, Severity
from schemadiff.model.effects import Effects
from schemadiff.model.plan import Answer, Plan, Statement


@dataclass(frozen=True)
class Verdict:
    """What one judge found after the plan ran on the clone."""

    judge: str
    """"catalogue", "pg_dump" or "migra"."""
    ok: bool
    differences: tuple[str, ...] = ()
    """The remaining differences, a line or a small diff each."""


@dataclass(frozen=True)
class Failure:
    """A statement that failed on the clone, with PostgreSQL's message."""

    statement: Statement
    message: str
    code: str = ""
    """The SQLSTATE."""
    relation: tuple[str, str] | None = None
    """Schema and name, unquoted, of the table whose rows made it fail; None if PostgreSQL does not report one."""


@dataclass(frozen=True)
class Rows:
    """What happened to sample rows, inserted before the plan ran on the clone into the tables that it keeps."""

    kept: tuple[Address, ...] = ()
    """The tables that got sample rows."""
    unseeded: tuple[tuple[Address, str], ...] = ()
    """The tables that could not be given sample rows, and why."""
    lost: tuple[str, ...] = ()
    """Rows that are missing or changed afterwards although no statement announces it, a line each."""
    failures: tuple[Failure, ...] = ()
    """Statements that fail only with sample rows; their tables were left empty for the rest of the proof."""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """True if no loss of data goes unannounced."""
        return not self.lost


@dataclass(frozen=True)
class Proof:
    """What was observed when the plan ran on a clone of the live schema."""

    verdicts: tuple[Verdict, ...] = ()
    failure: Failure | None = None
    way_back: Proof | None = None
    """The proof of the reverse plan, run on the same clone after the plan itself."""
    seconds: float = 0.0
    rows: Rows | None = None
    """None if no sample rows were inserted."""
    effects: tuple[Effects, ...] = ()
    """The measured effects of each statement, in order; empty if one failed."""
    locks: int = 0
    """The most locks that one of the transactions held when it ended."""

    @property
    def ok(self) -> bool:
        """True if the plan ran, every judge agrees, and no row was lost unannounced."""
        agreed = self.failure is None and bool(self.verdicts) and all(v.ok for v in self.verdicts)
        return agreed and (self.rows is None or self.rows.ok)


@dataclass(frozen=True)
class Refusal:
    """Why a plan may not be written or applied, and what would allow it."""

    reason: str
    """"data loss", "unmodelled", "proof", "roles" ..."""
    message: str
    hint: str = ""
    exit_code: int = 1
    """1 for a hazard that is not allowed, 3 for something that could not be done (a proof that failed)."""


@dataclass(frozen=True)
class ClientChange:
    """A change that clients of the API see in its types."""

    what: str
    """The part of the API: "column public.members.name", "argument p_id of function public.f"."""
    how: str
    """What happens to it: "is gone", "was string, is number"."""
    breaks: bool = False
    """True if a client that works now may fail after the change."""


@dataclass(frozen=True)
class AccessChange:
    """A change of what a role may do."""

    role: str
    """Quoted, or PUBLIC."""
    relation: Address
    command: str
    how: str
    """In words: "gains SELECT on public.t (email)"."""
    widens: bool
    """True if the role may do more than before, or something different."""

    def __str__(self) -> str:
        return f"{self.role} {self.how}"


@dataclass(frozen=True)
class Planned:
    """Everything that ``schemadiff plan`` reports: the renderers show it, the migration file keeps it."""

    plan: Plan
    target: str
    """The name of the target in output, without secrets ("development database", "staging")."""
    server: str
    """The server that loaded ``desired/`` and ran the proof ("PostgreSQL 18.4, embedded")."""
    down: Plan | None = None
    """The reverse plan; None if there is nothing to do."""
    steps: tuple[Plan, ...] = ()
    """The reverse plan split by the unit that each part reverts, if each unit becomes a migration of its own."""
    proof: Proof | None = None
    """None if proving was switched off, or if there is nothing to prove."""
    refusals: tuple[Refusal, ...] = ()
    written: tuple[str, ...] = ()
    """The files that were written, relative to the project."""
    pending: tuple[str, ...] = ()
    """Migrations in ``generated/`` that the target has not applied and that this plan builds on."""
    answers: tuple[Answer, ...] = ()
    """How the target's rows answer the questions of the plan's statements."""
    access: tuple[AccessChange, ...] = ()
    """What a role gains or loses the right to do; also empty if nothing was proven."""
    clients: tuple[ClientChange, ...] = ()
    """The changes for API clients; also empty if the settings name no clients."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """The number of objects left out of the comparison, by reason."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock seconds by phase, in order ("read", "load", "diff", "proof")."""
    findings: tuple[Finding, ...] = ()
    """The findings of lint on the statements."""
    apply: str = "schemadiff apply"
    """The command that applies the written migrations."""
    again: str = "schemadiff plan"
    """The command that makes the same plan and writes it."""
    goal: str = "desired/"
    """The name of the desired state in output; another one if it does not come from a project's files."""

    @property
    def exit_code(self) -> int:
        """The highest exit code of the refusals; 0 if there are none."""
        return max((r.exit_code for r in self.refusals), default=0)


@dataclass(frozen=True)
class Finding:
    """A problem that a lint rule found with one object."""

    rule: str
    severity: Severity
    message: str
    address: Address
    at: Position | None = None
    instead: str = ""
    """SQL, or a sentence, that fixes the problem."""
    key: str = ""
    """Distinguishes findings of one rule on one object (a column list, a policy name)."""
    safe: bool = False
    """True if ``instead`` is SQL that may be added to ``desired/`` without review: it fixes the problem, loses no data
    and grants no access."""
