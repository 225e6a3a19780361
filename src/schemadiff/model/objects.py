"""The contract of every kind: what an object of a catalogue can be asked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, LiteralString, NamedTuple, Self

from schemadiff.model.address import Address, Name
from schemadiff.model.meaning import Meaning
from schemadiff.model.question import Question
from schemadiff.model.sqlnames import in_sql

if TYPE_CHECKING:
    from schemadiff.model.catalog import Catalog
    from schemadiff.model.reading import Reading


AS_TEXT: tuple[Sequence[str], str] = ((), "")
"""Returned by ``step_aside()`` and ``make_room()`` of types that cannot exist twice: their columns are text meanwhile."""


def vacated(address: Address) -> Address:
    """Return the address of the step that gives an object its spare name."""
    return Address(address.type, f"{address.identity} by a spare name")


class Tie(NamedTuple):
    """Ties an object on a partition to its counterpart on the parent table, as the indexes of both are tied."""

    whole: Address
    """The parent's object."""
    link: Address
    """The object that ties the two together (the partition's attachment), and that can be dropped."""
    stays: bool
    """True if the object survives on its own when the link is dropped."""


class MustReplace(Exception):
    """Raised by ``alter()`` when PostgreSQL has no ALTER for this difference."""


@dataclass(frozen=True, kw_only=True)
class Object:
    """One object of a catalogue. A kind adds its columns, its query and its SQL.

    Equality is derived from the fields; a field that must not count is ``field(compare=False)``.
    """

    identity: str
    parent: Address | None = None
    """The object that this one is a part of, and is dropped and created with."""
    schema: str | None = field(default=None, compare=False)
    """The quoted name of its schema; None if it is in no schema. Not compared: the identity contains it."""
    meaning: Meaning | None = None
    """What its text does not show; None for nearly every object."""

    kind: ClassVar[str]
    """The type in the address, as ``pg_identify_object()`` returns it."""
    catalog: ClassVar[str]
    """The system catalogue whose rows these objects are."""
    query: ClassVar[LiteralString] = ""
    """The SELECT that reads the objects. Its columns are the fields and, with a leading underscore, values only needed
    while reading: ``_oid`` and ``_subid`` (the key of the row), ``_parent`` (the parent's oid), ``_relation`` (the
    oid of a relation that is a part of the object) and ``_owner``."""
    rare: ClassVar[LiteralString] = ""
    """For a kind that most databases have no objects of: the FROM clause of a cheap SELECT that finds none then;
    empty if the kind is always read."""
    parent_catalog: ClassVar[str] = "pg_class"
    """The catalogue that the oid in ``_parent`` belongs to."""
    printed: ClassVar[tuple[str, ...]] = ()
    """The fields with expressions as PostgreSQL prints them; they are stored as ``settled()`` returns them."""
    rebuildable: ClassVar[bool] = False
    """True if it holds no data and may be dropped and created again when something that it depends on changes."""
    follows_alter: ClassVar[bool] = False
    """True if PostgreSQL itself rebuilds it when something that it depends on is altered (indexes, constraints)."""
    placed: ClassVar[bool] = False
    """True if it has a position among its siblings that PostgreSQL cannot change; ``place`` is that position."""
    inlines: ClassVar[bool] = False
    """True if it may be written inside the CREATE of its parent or grandparent."""
    implicit: ClassVar[bool] = False
    """True if it is created and dropped with its parent and never has a statement of its own."""
    has_row_type: ClassVar[bool] = False
    """True of a relation whose columns are a type of the same name."""
    file: ClassVar[str] = ""
    """The path below ``desired/`` that ``pull`` writes it to, with ``{schema}`` and ``{name}`` filled in. If empty: its
    parent's file, or else a folder (outside of schemas: a file) named as its kind in the plural."""

    @cached_property
    def address(self) -> Address:
        """Its type and identity."""
        return Address(self.kind, self.identity)

    @classmethod
    def query_for(cls, version: int) -> LiteralString:
        """The query for a ``server_version_num``; versions that differ have a query each."""
        return cls.query

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> bool | None:
        """Replace the oids of the query, in place, by the values of the fields; False leaves the object out.

        ``_oid`` and ``_parent`` are present while this runs.
        """
        return True

    @classmethod
    def restore(cls, values: dict[str, Any]) -> Self:
        """Make an object from values that are complete and valid, as the catalogue and the cache hold them.

        The object keeps the dictionary. The constructor of a frozen dataclass sets field by field, at five times the
        cost: measured on 8,000 columns.
        """
        obj = object.__new__(cls)
        # Nearly every object is asked for it, and a cached property takes a lock on first use up to 3.11.
        values["address"] = tuple.__new__(Address, (cls.kind, values["identity"]))
        for name in _lists(cls):
            if values.get(name) == []:
                values[name] = _EMPTY
        object.__setattr__(obj, "__dict__", values)
        return obj

    def needs(self) -> Iterator[Address]:
        """Yield dependencies of this object that ``pg_depend`` does not record."""
        yield from ()

    def named_roles(self) -> Iterator[str]:
        """Yield the roles that its definition names, quoted; PUBLIC may be among them."""
        yield from ()

    def after(self) -> Iterator[Address]:
        """Yield objects that are created before this one and dropped after it, without it depending on them."""
        yield from ()

    def outlived_by(self) -> Iterator[Address]:
        """Yield objects that are dropped after this one, but need not be created before it."""
        yield from ()

    def occupies(self) -> Iterator[Name]:
        """Yield names that no other object can have at the same time, each with the catalogue in which it is unique."""
        catalogs = ("pg_class", "pg_type") if self.has_row_type else (self.catalog,)
        yield from ((catalog, self.identity) for catalog in catalogs)

    def retains(self) -> Iterator[Name]:
        """Yield names that only dropping this object frees: altering it leaves what has them as it is."""
        yield from ()

    def vacate(self, name: Name, spare: str) -> Self | None:
        """This object renamed to ``spare`` to free ``name``; None if it must be dropped and created for that."""
        del name, spare
        return None

    def chosen(self) -> Iterator[str]:
        """Yield the names that PostgreSQL chooses if the SQL gives none, and would choose otherwise if they were taken."""
        yield from ()

    def told(self) -> Self:
        """This object with those names written out in its SQL."""
        return self

    def stands_for(self) -> tuple[Address, Address] | None:
        """The pair of ``pg_depend`` that this object is: dropping it separates the two, and neither is lost."""
        return None

    def tied(self) -> Tie | None:
        """The tie to its counterpart on the parent table, if it is created and dropped with that one."""
        return None

    def untied(self) -> Self:
        """This object after its tie is dropped, if it stays then."""
        return self

    def twin(self) -> tuple[str, ...] | None:
        """A key that is the same for an object and its renamed form; None if only the name identifies it."""
        return None

    def among(self, renamed: Mapping[Address, Address]) -> Self:
        """This object after others were renamed, given as old to new address."""
        del renamed
        return self

    def moved_to(self, new: Object) -> Self | None:
        """This object in the schema of ``new``, with all that it brought along; None if it cannot or need not move."""
        del new
        return None

    def create(self) -> Iterator[str]:
        """Yield the statements that create this object."""
        raise NotImplementedError(self.kind)

    def drop(self) -> Iterator[str]:
        """Yield the statements that drop this object."""
        yield f"DROP {in_sql(self.address)}"

    def drop_alone(self) -> Iterator[str]:
        """Yield the statements that drop this object while inheritance children keep theirs."""
        yield from self.drop()

    def alter(self, old: Object) -> Iterator[str]:
        """Yield the statements that turn ``old`` into this object, or raise MustReplace."""
        raise MustReplace

    def hinders(self, before: Object, after: Object) -> bool:
        """True if ``before``, which it depends on, cannot be altered into ``after`` while this object exists."""
        return self.rebuildable and not self.follows_alter

    def forgotten(self, role: str) -> bool:
        """True if PostgreSQL loses it, because ``role`` alters a column and so rebuilds the index or statistics it is set on."""
        del role
        return False

    def disturbs(self, old: Object) -> bool:
        """True if altering ``old`` into this object fails, or goes wrong, while something depends on it."""
        return False

    def step_aside(self, new: Object) -> tuple[Sequence[str], str] | None:
        """The statements that rename this type or collation while columns still use it, to make room for ``new``.

        With them the statement that finally drops it; AS_TEXT if it cannot exist twice, even under another name; None
        if the columns' data cannot be carried over.
        """
        return None

    def make_room(self) -> tuple[Sequence[str], str] | None:
        """The same for any successor, once no column uses it any more; None if both cannot exist at once."""
        return None

    def recast(self, old: Object) -> Iterator[str]:
        """Yield the statements that convert its data to the new type; MustReplace, with a reason, if they cannot be."""
        raise MustReplace

    def recast_by_cast(self, old: Object) -> Iterator[str]:
        """Yield the same by casts from each type to its successor, where text would be read as another value."""
        raise MustReplace

    def recast_to_text(self) -> Iterator[str]:
        """Yield the statements that convert its data to text until the type that it is of has changed."""
        raise NotImplementedError(self.kind)

    def reads_alike(self, new: Object) -> bool:
        """True if ``new`` reads the text that this type prints as the same value."""
        return True

    def casts(self, new: Object, by_cast: Container[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The statements that create casts to ``new``, and those that drop them; ``by_cast`` names all such types."""
        return (), ()

    def asks(self, old: Object | None, start: Catalog, goal: Catalog) -> Iterator[Question]:
        """Yield questions about rows that would make creating this, or altering ``old`` into it, fail.

        ``start`` is the catalogue before the plan runs, ``goal`` the one after it.
        """
        yield from ()

    def by_hand(self) -> tuple[str, str] | None:
        """What a person must do after this is created, as a message and a hint; None for nearly every object."""
        return None

    def by_hand_after(self, old: Object) -> tuple[str, str] | None:
        """The same after ``old`` is altered into this object."""
        return None

    def inline_in(self, host: Object) -> bool:
        """True if this object is written inside the CREATE of ``host``, if both are created."""
        return False

    def create_with(self, parts: Sequence[Object]) -> Iterator[str]:
        """Yield the statements that create this object together with its inlined ``parts``."""
        yield from self.create()

    def refresh(self) -> Iterator[str]:
        """Yield the statement that computes the rows that it keeps, for a copy that was made without rows."""
        yield from ()

    def alters_with_loss(self, old: Object) -> str:
        """The data that is lost when ``old`` is altered into this object, in words; empty if none can be."""
        return ""

    def replaces_with_loss(self, old: Object) -> str:
        """The data that is lost when this object replaces ``old``, beyond what dropping ``old`` loses."""
        del old
        return ""

    @property
    def place(self) -> int:
        """Its position among its siblings (the number of a column); 0 if positions do not matter."""
        return 0

    @property
    def hollow(self) -> bool:
        """True if all of its data is in other objects (the partitions of a partitioned table)."""
        return False

    @property
    def computed_again(self) -> bool:
        """True if all of its data comes back when it is created again (a materialized view's rows)."""
        return False

    @property
    def drop_first(self) -> bool:
        """True if it is dropped by a statement of its own even if its parent is dropped."""
        return False

    @property
    def loss(self) -> str:
        """The data that dropping it loses, in words; empty if it holds none."""
        return ""

    def changed(self, old: Object) -> frozenset[str]:
        """The names of the compared fields that differ."""
        return frozenset(
            name for name in _compared(type(self)) if getattr(self, name) != getattr(old, name, None)
        )


_EMPTY: list[Any] = []
"""Nearly all lists of objects are empty. As no list of an object is ever changed, one is enough: 9 MB less for 5,000 tables."""
_LISTS: dict[type[Object], Sequence[str]] = {}


def _lists(kind: type[Object]) -> Sequence[str]:
    """The names of the fields that hold lists."""
    if kind not in _LISTS:
        _LISTS[kind] = [field.name for field in fields(kind) if str(field.type).startswith("list[")]
    return _LISTS[kind]


_COMPARED: dict[type[Object], Sequence[str]] = {}


def _compared(kind: type[Object]) -> Sequence[str]:
    """The names of the fields that count for equality; ``fields()`` is slow, and this is asked of thousands of objects."""
    if kind not in _COMPARED:
        _COMPARED[kind] = [field.name for field in fields(kind) if field.compare]
    return _COMPARED[kind]
