"""What came of a plan: verdicts, a proof, what speaks against it, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemadiff.model.address import Address, Position, Severity
from schemadiff.model.effects import Effects
from schemadiff.model.plan import Answer, Plan, Statement


@dataclass(frozen=True)
class Verdict:
    """What one judge says after the plan ran on the clone."""

    judge: str
    """"catalogue", "pg_dump" or "migra"."""
    ok: bool
    differences: tuple[str, ...] = ()
    """What would remain, a line or a small diff each."""


@dataclass(frozen=True)
class Failure:
    """A statement that failed on the clone, with PostgreSQL's own words."""

    statement: Statement
    message: str
    code: str = ""
    """The SQLSTATE."""
    relation: tuple[str, str] | None = None
    """Schema and name of the table whose rows are the reason, unquoted; None where PostgreSQL does not say."""


@dataclass(frozen=True)
class Rows:
    """What became of rows that were put into the tables that a plan keeps, before it ran on the clone."""

    kept: tuple[Address, ...] = ()
    """The tables that had some."""
    unseeded: tuple[tuple[Address, str], ...] = ()
    """Those that could be given none, and why."""
    lost: tuple[str, ...] = ()
    """What is gone or another afterwards, and no statement says so; a line each."""
    failures: tuple[Failure, ...] = ()
    """Statements that fail on such rows and not without them; their tables were left empty then."""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """True if nothing is lost that was not announced."""
        return not self.lost


@dataclass(frozen=True)
class Proof:
    """The plan was run on a clone of the live schema; this is what was seen."""

    verdicts: tuple[Verdict, ...] = ()
    failure: Failure | None = None
    way_back: Proof | None = None
    """The proof of the reverse plan, run on the same clone after the plan itself."""
    seconds: float = 0.0
    rows: Rows | None = None
    """None when no rows were put into anything."""
    effects: tuple[Effects, ...] = ()
    """What was seen of each statement while it ran, in their order; empty when one failed."""

    @property
    def ok(self) -> bool:
        """True if the plan ran, every judge agrees, and no row was lost in silence."""
        agreed = self.failure is None and bool(self.verdicts) and all(v.ok for v in self.verdicts)
        return agreed and (self.rows is None or self.rows.ok)


@dataclass(frozen=True)
class Refusal:
    """Why a plan may not be written or applied, and what would let it pass."""

    reason: str
    """"data loss", "unmodelled", "proof", "roles" ..."""
    message: str
    hint: str = ""
    exit_code: int = 1
    """1 for a hazard that is not allowed, 3 for what could not be done (a proof that failed)."""


@dataclass(frozen=True)
class ClientChange:
    """What a plan changes for clients of the API, as they know it by its types."""

    what: str
    """What they see: "column public.members.name", "argument p_id of function public.f"."""
    how: str
    """What becomes of it: "is gone", "was string, is number"."""
    breaks: bool = False
    """True if a client that was right before may be wrong after."""


@dataclass(frozen=True)
class AccessChange:
    """What a plan changes for a role."""

    role: str
    """Quoted, or PUBLIC."""
    relation: Address
    command: str
    how: str
    """In words: "gains SELECT on public.t (email)"."""
    widens: bool
    """True if the role may do more than before, or something else."""

    def __str__(self) -> str:
        return f"{self.role} {self.how}"


@dataclass(frozen=True)
class Planned:
    """All that ``schemadiff plan`` has to say: what the renderers show and the migration file keeps."""

    plan: Plan
    target: str
    """How the target is called in output, without secrets ("development database", "staging")."""
    server: str
    """The server that elaborated and proved it ("PostgreSQL 18.4, embedded")."""
    down: Plan | None = None
    """The reverse plan; None when there is nothing to do."""
    steps: tuple[Plan, ...] = ()
    """The same by the unit that each part leads back from, where each unit is a migration of its own."""
    proof: Proof | None = None
    """None when it was switched off, or when there is nothing to prove."""
    refusals: tuple[Refusal, ...] = ()
    written: tuple[str, ...] = ()
    """The files that were written, relative to the project."""
    pending: tuple[str, ...] = ()
    """Migrations in ``generated/`` that the target has not seen, and that this plan comes after."""
    answers: tuple[Answer, ...] = ()
    """What the target's rows say to the questions of the plan's statements."""
    access: tuple[AccessChange, ...] = ()
    """Who may do what that could not before, and the other way round; empty as well where nothing was proven."""
    clients: tuple[ClientChange, ...] = ()
    """What changes for clients; empty as well where nobody said that there are any."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Objects left out of the comparison, counted by reason."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Wall-clock seconds by phase, in order ("read", "load", "diff", "proof")."""
    findings: tuple[Finding, ...] = ()
    """What lint has to say about the statements."""
    apply: str = "schemadiff apply"
    """The command that applies what was written."""
    goal: str = "desired/"
    """How what is wanted is called in output; another name than this where no project's files say it."""

    @property
    def exit_code(self) -> int:
        """The worst of the refusals; 0 without any."""
        return max((r.exit_code for r in self.refusals), default=0)


@dataclass(frozen=True)
class Finding:
    """What a lint rule has to say about one object."""

    rule: str
    severity: Severity
    message: str
    address: Address
    at: Position | None = None
    instead: str = ""
    """SQL, or a sentence, that mends it."""
    key: str = ""
    """What tells two findings of one rule on one object apart (a column list, a policy name)."""
    safe: bool = False
    """True if ``instead`` is statements that may be added to ``desired/`` without a second look: they mend it,
    lose nothing and open nothing."""
