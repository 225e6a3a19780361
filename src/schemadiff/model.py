"""Every word that we invent: what an object, a change, a statement, a plan and a proof are.

All of it is data (frozen dataclasses); the modules beside this one turn one of these into the next.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any, ClassVar, LiteralString, NamedTuple, Self


class Address(NamedTuple):
    """What ``pg_identify_object()`` answers: ``("policy", "p on app.t")``.

    The identity is schema-qualified and quoted by PostgreSQL, so it can be used verbatim in SQL.
    """

    type: str
    identity: str

    def __str__(self) -> str:
        return f"{self.type} {self.identity}"


class Position(NamedTuple):
    """A place in a file, one-based, the path relative to the project."""

    path: str
    line: int
    column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")


class Tie(NamedTuple):
    """How an object is a part of another one of its kind (the index of a partition, of the parent's)."""

    whole: Address
    link: Address
    """What ties it to the whole, and can be cut."""
    stays: bool
    """True if it stays, by itself, when the link is cut."""


class Use(NamedTuple):
    """One of the operators or casts in an expression."""

    place: int
    """Which of all its operators it is, or comes after."""
    said: str
    """How PostgreSQL names the operator where it does: ``OPERATOR(ext.=)``; empty for a cast."""
    of: str
    """The types that the operator is of; the function that casts."""


class Meaning(NamedTuple):
    """The operators and casts in an object's expressions that did not come with PostgreSQL.

    It does not print all of them, so that two objects with one text can mean something else.
    """

    uses: tuple[Use, ...]
    path: str
    """The search_path by which they are found."""


class MustReplace(Exception):
    """Raised by ``alter()`` when PostgreSQL has no ALTER for this difference."""


@dataclass(frozen=True, kw_only=True)
class Object:
    """One row of the catalogue. A kind adds its columns, its query and its SQL.

    Equality is derived from the fields; what must not count is ``field(compare=False)``.
    """

    identity: str
    parent: Address | None = None
    """The object that this one is a part of, and that it is dropped and made again with."""
    schema: str | None = field(default=None, compare=False)
    """The schema that it is in, quoted; None for what is in none. The identity says it already."""
    meaning: Meaning | None = None
    """What its text need not tell; None for nearly everything."""

    kind: ClassVar[str]
    """The type half of the address, as ``pg_identify_object()`` says it."""
    catalog: ClassVar[str]
    """The system catalogue whose rows these objects are."""
    query: ClassVar[LiteralString] = ""
    """The SELECT that reads them. Its columns are the fields, and, with an underscore in front, what is
    only needed while reading: ``_oid`` and ``_subid`` (the key of the row), ``_parent`` (the parent's oid),
    ``_relation`` (the oid of a relation that is a part of it) and ``_owner``."""
    rare: ClassVar[LiteralString] = ""
    """What most databases have no row of: the FROM of a SELECT that finds nothing where none of them is, and costs
    next to nothing; empty: they are always read."""
    parent_catalog: ClassVar[str] = "pg_class"
    """The catalogue that ``_parent`` is an oid of."""
    printed: ClassVar[tuple[str, ...]] = ()
    """The fields with expressions as PostgreSQL prints them; what is kept is ``settled()``."""
    rebuildable: ClassVar[bool] = False
    """True if it holds no data, so that it may be dropped and made again when something under it changes."""
    follows_alter: ClassVar[bool] = False
    """True if PostgreSQL itself rebuilds it when what it depends on is altered (indexes, constraints)."""
    placed: ClassVar[bool] = False
    """True if it has a place among its siblings that PostgreSQL cannot change; ``place`` says which."""
    inlines: ClassVar[bool] = False
    """True if it may be written inside the CREATE of its parent (or grandparent)."""
    implicit: ClassVar[bool] = False
    """True if it comes and goes with its parent, and no statement is about it alone."""
    file: ClassVar[str] = ""
    """Where pull writes it below ``desired/``, ``{schema}`` and ``{name}`` filled in; empty: with its parent, or
    for a whole in a folder (outside of schemas: a file) called as its kind in the plural."""

    @cached_property
    def address(self) -> Address:
        """Type and identity."""
        return Address(self.kind, self.identity)

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """The query for a ``server_version_num``; versions that differ have a query each."""
        return cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool | None:
        """Replace, in place, what the query sends as oids by what the fields say; False: not an object of ours.

        ``_oid`` and ``_parent`` are there while this runs.
        """
        return True

    @classmethod
    def restore(cls, values: dict[str, Any]) -> Self:
        """Make an object of values that are complete and right, as the catalogue and the cache have them.

        The dictionary becomes the object's own. The constructor of a frozen dataclass sets field by field,
        at five times the cost: measured on 8,000 columns.
        """
        obj = object.__new__(cls)
        # Everybody asks for it, and the look-up that a cached property does first takes a lock up to 3.11.
        values["address"] = tuple.__new__(Address, (cls.kind, values["identity"]))
        object.__setattr__(obj, "__dict__", values)
        return obj

    def needs(self) -> Iterator[Address]:
        """Yield what this object needs beyond what ``pg_depend`` says."""
        yield from ()

    def named_roles(self) -> Iterator[str]:
        """Yield the roles that it names, quoted; some may be PUBLIC."""
        yield from ()

    def after(self) -> Iterator[Address]:
        """Yield what is made before this object, and dropped after it, without it depending on that."""
        yield from ()

    def occupies(self) -> Iterator[tuple[str, str]]:
        """Yield the names that no other object can have meanwhile, each with the catalogue that sees to it."""
        yield self.catalog, self.identity

    def chosen(self) -> Iterator[str]:
        """Yield the names that PostgreSQL chooses for it where nobody says any, and else where others have them."""
        yield from ()

    def told(self) -> Self:
        """The same, so that it is made with those names said."""
        return self

    def stands_for(self) -> tuple[Address, Address] | None:
        """The pair of ``pg_depend`` that this object is: what it ties can be untied without a loss."""
        return None

    def tied(self) -> Tie | None:
        """What it is a part of, and comes and goes with; None for nearly everything."""
        return None

    def twin(self) -> tuple[str, ...] | None:
        """What an object of another name must say as well to be the same one, renamed; None if only names tell."""
        return None

    def create(self) -> Iterator[str]:
        """Yield the statements that make this object."""
        raise NotImplementedError(self.kind)

    def drop(self) -> Iterator[str]:
        """Yield the statements that remove this object."""
        yield f"DROP {self.kind.upper()} {self.identity}"

    def drop_alone(self) -> Iterator[str]:
        """Yield the same for what others have inherited from it, and keep."""
        yield from self.drop()

    def alter(self, old: Object) -> Iterator[str]:
        """Yield the statements that turn ``old`` into this object, or raise MustReplace."""
        raise MustReplace

    def hinders(self, before: Object, after: Object) -> bool:
        """True if ``before``, which it depends on and which ``disturbs``, can only be altered while it is not there."""
        return self.rebuildable and not self.follows_alter

    def disturbs(self, old: Object) -> bool:
        """True if altering ``old`` into this fails, or goes wrong, while something depends on it."""
        return False

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """How this, which holds up columns full of data, makes room for ``new`` of the same name.

        The statements that rename it, and the one that drops it under that name once nothing has it any
        more; None if what is in it cannot be carried over.
        """
        return None

    def recast(self, old: Object) -> Iterator[str]:
        """Yield the statements that carry its data over when its type stepped aside; MustReplace may say why not."""
        raise MustReplace

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield what rows must not be there for this to be made, or to be what ``old`` becomes.

        ``start`` is what is there before anything runs, ``goal`` what is there at the end.
        """
        yield from ()

    def by_hand(self) -> tuple[str, str] | None:
        """What is left to be done by hand once it is created, and how; None for nearly everything."""
        return None

    def by_hand_after(self, old: Object) -> tuple[str, str] | None:
        """The same once ``old`` is altered into it."""
        return None

    def inline_in(self, host: Object) -> bool:
        """True if this object is written inside the CREATE of ``host``, when that is created as well."""
        return False

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield the statements that make this object together with the parts that inline in it."""
        yield from self.create()

    def alters_with_loss(self, old: Object) -> str:
        """What is lost when ``old`` is altered into this, in words; empty if nothing can be."""
        return ""

    def replaces_with_loss(self, old: Object) -> str:
        """What is lost when this is made in the place of ``old``, beyond what that loses by itself."""
        del old
        return ""

    @property
    def place(self) -> int:
        """Where it stands among its siblings (the position of a column); 0 where that means nothing."""
        return 0

    @property
    def drop_first(self) -> bool:
        """True if it is dropped by a statement of its own even where its parent's DROP would take it along."""
        return False

    @property
    def loss(self) -> str:
        """What is lost with it when it is dropped, in words; empty if it holds no data."""
        return ""

    def changed(self, old: Object) -> frozenset[str]:
        """The names of the fields that differ and that count."""
        return frozenset(
            f.name for f in fields(self) if f.compare and getattr(self, f.name) != getattr(old, f.name, None)
        )


Key = int
"""What ``key()`` makes of ``classid``, ``objid`` and ``objsubid``, as they are in ``pg_depend``."""
PART = 4095
"""The bits of a key that are ``objsubid``: a table has at most 1,600 columns."""


def key(catalog: int, oid: int, subid: int = 0) -> Key:
    """One number for the three: a hundred thousand are made and looked up, and as tuples they take twice as long."""
    return catalog << 44 | oid << 12 | subid & PART


class Grant(NamedTuple):
    """One entry of an access control list, as ``aclexplode()`` splits it."""

    grantee: str
    """Quoted role name, or PUBLIC."""
    privilege: str
    grantable: bool
    grantor: str


@dataclass
class Reading:
    """Look-ups by oid, filled by ``catalog.read`` and used by the kinds' ``fill``."""

    version: int
    classes: dict[str, int]
    """Catalogue name to its oid."""
    roles: dict[int, str]
    """Role oid to quoted name; 0 is PUBLIC."""
    types: dict[tuple[int, int], str]
    """``(atttypid, atttypmod)`` to what ``format_type()`` prints."""
    grants: dict[Key, list[Grant]]
    view_columns: dict[Key, str]
    """Columns of views and attributes of types, which are no objects of their own, to their quoted names."""
    addresses: dict[Key, Address] = field(default_factory=dict)
    objects: dict[Address, Object] = field(default_factory=dict)

    def address(self, catalog: str, oid: int, subid: int = 0) -> Address | None:
        """The address of what was read before, or None."""
        return self.addresses.get(key(self.classes[catalog], oid, subid))

    def view_column(self, catalog: str, oid: int, subid: int) -> str | None:
        """The quoted name of a column of a view, or None."""
        return self.view_columns.get(key(self.classes[catalog], oid, subid))


class Unmodelled(NamedTuple):
    """A user object, or a property of one, that schemadiff does not know: named, never passed over."""

    address: Address
    schema: str | None


@dataclass(frozen=True)
class Catalog:
    """One database at one moment: its objects and who depends on whom."""

    objects: Mapping[Address, Object]
    depends: frozenset[tuple[Address, Address]]
    """Pairs (dependent, referenced), from ``pg_depend`` and from parents."""
    dies_with: frozenset[tuple[Address, Address]]
    """The subset of ``depends`` that PostgreSQL drops on its own with what it references."""
    unmodelled: tuple[Unmodelled, ...] = ()
    role: str = ""
    """The role that read it, quoted: the owner of what is created without saying more."""
    version: int = 0
    """``server_version_num``, for example 180004."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many objects were left out, by reason (a pattern, a platform schema)."""
    made: Mapping[Address, str] = field(default_factory=dict)
    """What an extension or a platform made while it ran, parts included, and who did."""
    formerly: Mapping[Address, str] = field(default_factory=dict)
    """What a plan renames before anything else, by its new name: the identity of a table, the name of a column."""

    @cached_property
    def dependents(self) -> Mapping[Address, Sequence[Address]]:
        """For each address, what depends on it directly, in no order."""
        found: dict[Address, list[Address]] = {}
        for dependent, referenced in self.depends:
            found.setdefault(referenced, []).append(dependent)
        return found

    @cached_property
    def needs(self) -> Mapping[Address, Sequence[Address]]:
        """For each address, what it depends on directly, in no order."""
        found: dict[Address, list[Address]] = {}
        for dependent, referenced in self.depends:
            found.setdefault(dependent, []).append(referenced)
        return found

    @cached_property
    def children(self) -> Mapping[Address, Sequence[Address]]:
        """For each address, the objects whose ``parent`` it is, in no order."""
        found: dict[Address, list[Address]] = {}
        for address, obj in self.objects.items():
            if obj.parent is not None:
                found.setdefault(obj.parent, []).append(address)
        return found

    @property
    def major(self) -> int:
        """The major version, for example 18."""
        return self.version // 10000

    def parts(self, wholes: Iterable[Address], but: Container[Address] = ()) -> set[Address]:
        """What goes with those: a column with its table, the sequence of a serial column; nothing that is in ``but``."""
        found, waiting = set[Address](), list(wholes)
        while waiting:
            more = [
                part for part in self._dying.get(waiting.pop(), ()) if part not in found and part not in but
            ]
            found.update(more)
            waiting += more
        return found

    @cached_property
    def _dying(self) -> Mapping[Address, Sequence[Address]]:
        found: dict[Address, list[Address]] = {}
        for part, whole in self.dies_with:
            found.setdefault(whole, []).append(part)
        return found

    def whole(self, address: Address) -> Address | None:
        """The outermost object that an address is a part of; None for what is no part."""
        found: Address | None = None
        obj = self.objects.get(address)
        while obj is not None and obj.parent is not None:
            found = obj.parent
            obj = self.objects.get(obj.parent)
        return found


@dataclass(frozen=True)
class Create:
    """An object that only the new catalogue has."""

    new: Object


@dataclass(frozen=True)
class Drop:
    """An object that only the old catalogue has."""

    old: Object


@dataclass(frozen=True)
class Alter:
    """An object that both have, with different fields."""

    old: Object
    new: Object


Change = Create | Drop | Alter


class LockMode(IntEnum):
    """Table-level lock modes, weakest first, as in "Explicit Locking" (manual, 13.3)."""

    NONE = 0
    ACCESS_SHARE = 1
    ROW_SHARE = 2
    ROW_EXCLUSIVE = 3
    SHARE_UPDATE_EXCLUSIVE = 4
    SHARE = 5
    SHARE_ROW_EXCLUSIVE = 6
    EXCLUSIVE = 7
    ACCESS_EXCLUSIVE = 8

    def __str__(self) -> str:
        return self.name.replace("_", " ")


class Work(StrEnum):
    """What is done with every row of a relation, the dearest first."""

    REWRITE = "rewrite"
    """The relation and its indexes are written anew."""
    BUILD = "build"
    """An index is built."""
    SCAN = "scan"
    """The rows are read, to see that they fit or to compute something."""

    def __str__(self) -> str:
        return self.value


class Size(NamedTuple):
    """How big a relation of the target is, with all its partitions."""

    bytes: int
    rows: int | None
    """PostgreSQL's own estimate; None if nobody has ever counted (ANALYZE)."""


@dataclass(frozen=True)
class Affected:
    """A relation that others can be using, and what a statement does to it."""

    relation: Address
    lock: LockMode
    """The strongest lock that its transaction has on it while the statement runs."""
    work: tuple[Work, ...] = ()
    size: Size | None = None
    """On the target; None where there is none, or where it has no such relation."""


@dataclass(frozen=True)
class Effects:
    """What a statement does to the people using the database."""

    lock: LockMode = LockMode.NONE
    """The strongest table lock that it takes."""
    rewrites: bool = False
    """True if it writes a whole table (and its indexes) anew."""
    scans: bool = False
    """True if it reads a whole table, or builds an index, under that lock."""
    loses_data: str = ""
    """What is lost, in words ("column app.users.age"); empty when nothing is."""
    transactional: bool = True
    """False if it cannot run inside a transaction block."""
    relations: tuple[Affected, ...] = ()
    """The relations that were there before, as measured; empty where only the text was looked at."""
    cascades: tuple[str, ...] = ()
    """What else went, by CASCADE, in the words of PostgreSQL; only known where it was measured."""
    measured: bool = False
    """True if PostgreSQL was watched while it ran on a clone; False if its text alone was looked at."""


class Verb(StrEnum):
    """What a statement does to its object; drops come before creates of the same address."""

    CREATE = "create"
    ALTER = "alter"
    DROP = "drop"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Question:
    """Rows that must not be there when a statement runs, and how they are found."""

    of: Address
    """Whose rows."""
    wrong: str
    """What is wrong with them, after their number and a colon ("NULL in stats")."""
    sql: str = ""
    """The SELECT that answers with their keys; empty where none can be written."""
    unsaid: str = ""
    """Why none can be."""


@dataclass(frozen=True)
class Answer:
    """What the target's own rows say to a question."""

    question: Question
    statement: int
    """The number, from 1, of the statement that fails on such rows."""
    rows: int = 0
    """How many there are."""
    keys: tuple[str, ...] = ()
    """What tells a row from the others: the names of these columns, unquoted."""
    sample: tuple[tuple[str | None, ...], ...] = ()
    """The values of the keys of the first few rows, as PostgreSQL prints them, and no other value."""
    skipped: str = ""
    """Why it was not asked, or not answered; empty if it was."""


@dataclass(frozen=True)
class Statement:
    """One SQL statement of a plan, without its semicolon, and why it is there."""

    sql: str
    verb: Verb
    address: Address
    reason: str = ""
    """Why, where the object alone does not say it ("rebuilt: column app.t.a changes its type")."""
    at: Position | None = None
    """The line in ``desired/`` that caused it; None for what is only in the database."""
    effects: Effects = field(default_factory=Effects)
    engine: str = "native"
    """Who wrote it: "native", "migra"; in a plan of migra's, native's are those that complete it."""
    part_of: Address | None = None
    """The whole that the object is a part of, as the catalogue says (an index's table); None for a whole."""
    asks: tuple[Question, ...] = ()
    """What rows must not be there when it runs."""
    apart: bool = False
    """True if it begins a transaction of its own, after what was before is committed."""


@dataclass(frozen=True)
class Unit:
    """Statements that run together: in one transaction, or one alone outside of any."""

    statements: tuple[Statement, ...]
    transactional: bool = True


class Severity(StrEnum):
    """How much a note or a finding matters; ``fail_on`` compares these."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    def __str__(self) -> str:
        return self.value

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return ("info", "warning", "error").index(self.value)


@dataclass(frozen=True)
class Note:
    """Something a reader of the plan must know that is not a statement."""

    message: str
    severity: Severity = Severity.INFO
    at: Position | None = None
    hint: str = ""
    """What to do about it: a sentence, or a line to add to ``desired/``."""


@dataclass(frozen=True)
class Plan:
    """What turns the current state into the desired one, in order."""

    statements: tuple[Statement, ...]
    engine: str
    current: str
    """Fingerprint of the state that it starts from."""
    desired: str
    """Fingerprint of the state that it must reach."""
    version: int
    """``server_version_num`` of the server it was made for."""
    notes: tuple[Note, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """The statements, split where one cannot run in a transaction block."""
        return split_into_units(self.statements)

    @property
    def losses(self) -> tuple[Statement, ...]:
        """The statements that lose data."""
        return tuple(s for s in self.statements if s.effects.loses_data)

    def __bool__(self) -> bool:
        return bool(self.statements)


def split_into_units(statements: Sequence[Statement]) -> tuple[Unit, ...]:
    """Group statements into units: what no transaction may hold by itself, and a new one where a statement says so."""
    units: list[Unit] = []
    together: list[Statement] = []
    for statement in statements:
        if statement.apart and together:
            units.append(Unit(tuple(together)))
            together = []
        if statement.effects.transactional:
            together.append(statement)
            continue
        if together:
            units.append(Unit(tuple(together)))
            together = []
        units.append(Unit((statement,), transactional=False))
    if together:
        units.append(Unit(tuple(together)))
    return tuple(units)


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


Located = Callable[[Address], Position | None]
"""Where in ``desired/`` an object is declared."""

__all__ = [
    "AccessChange",
    "Address",
    "Affected",
    "Alter",
    "Answer",
    "Catalog",
    "Change",
    "ClientChange",
    "Create",
    "Drop",
    "Effects",
    "Failure",
    "Finding",
    "Located",
    "LockMode",
    "MustReplace",
    "Note",
    "Object",
    "Plan",
    "Planned",
    "Position",
    "Proof",
    "Question",
    "Refusal",
    "Rows",
    "Severity",
    "Size",
    "Statement",
    "Tie",
    "Unit",
    "Verb",
    "Verdict",
    "Work",
    "replace",
    "split_into_units",
]
