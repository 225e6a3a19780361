"""Objects of a catalogue, one dataclass a kind, and the catalogue that holds them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, LiteralString, NamedTuple, Self

from schemadiff.model.address import Address, Member, Name, Unmodelled
from schemadiff.model.meaning import Meaning
from schemadiff.model.question import Question

if TYPE_CHECKING:
    from schemadiff.model.reading import Reading


class Tie(NamedTuple):
    """How an object is a part of another one of its kind (the index of a partition, of the parent's)."""

    whole: Address
    link: Address
    """What ties it to the whole, and can be cut."""
    stays: bool
    """True if it stays, by itself, when the link is cut."""


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

    def outlived_by(self) -> Iterator[Address]:
        """Yield what is dropped after this object, but need not be made before it."""
        yield from ()

    def occupies(self) -> Iterator[Name]:
        """Yield the names that no other object can have meanwhile, each with the catalogue that sees to it."""
        yield self.catalog, self.identity

    def vacate(self, name: Name, spare: str) -> Self | None:
        """The same, called ``spare`` instead of one of those names; None if only making it anew gives it another one."""
        del name, spare
        return None

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

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """The same once others have got new addresses."""
        del renamed
        return self

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

    def forgotten(self, role: str) -> bool:
        """True if PostgreSQL forgets it when it rebuilds what this is about for ``role``, as an index with its column's type."""
        del role
        return False

    def disturbs(self, old: Object) -> bool:
        """True if altering ``old`` into this fails, or goes wrong, while something depends on it."""
        return False

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """How this, which holds up columns full of data, makes room for ``new`` of the same name.

        The statements that rename it, and the one that drops it in the end; None if its data cannot be carried over.
        """
        return None

    def make_room(self) -> tuple[Sequence[str], str] | None:
        """The same for whatever comes in its place, once nothing holds data of it any more; None if it cannot be there twice."""
        return None

    def recast(self, old: Object) -> Iterator[str]:
        """Yield the statements that carry its data over when its type stepped aside; MustReplace may say why not."""
        raise MustReplace

    def recast_by_cast(self, old: Object) -> Iterator[str]:
        """The same where text does not say what the values are, and casts lead from each type to its successor."""
        raise MustReplace

    def reads_alike(self, new: Object) -> bool:
        """True if ``new`` reads from text what this one prints."""
        return True

    def casts(self, new: Object, by_cast: Container[str]) -> tuple[Sequence[str], Sequence[str]]:
        """What leads from its values to those of ``new``, and takes that away again; ``by_cast``: where text does not."""
        return (), ()

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
    def hollow(self) -> bool:
        """True if what it holds is all in other wholes."""
        return False

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
    members: Mapping[Address, Member] = field(default_factory=dict)
    """What belongs to extensions, and can be granted."""
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
