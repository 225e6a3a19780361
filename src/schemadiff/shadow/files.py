"""The files that a command loads, and what they need of a server, before any server has been started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from schemadiff.desired import files
from schemadiff.desired.arrange import roles
from schemadiff.desired.extensions import needs, not_brought
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.meaning import Desired
from schemadiff.desired.sqlfiles import digest, shown
from schemadiff.errors import SchemadiffError
from schemadiff.presets import PRESETS
from schemadiff.roles.managed import Managed, managed
from schemadiff.settings import Settings


@dataclass
class Files:
    """``desired/``, and the statements that are loaded besides."""

    settings: Settings
    also: tuple[SourceStatement, ...] = ()
    """Further statements that will be loaded on the server, so that it must have their extensions."""
    reads: bool = True
    """False if the desired state does not come from files."""
    cached: Desired | None = None
    """The meaning of the files, once it is known."""

    @cached_property
    def statements(self) -> tuple[SourceStatement, ...]:
        """The statements of ``desired/``, parsed."""
        return self._parsed() if self.reads else ()

    @property
    def locks(self) -> int:
        """The locks that a transaction takes at most which creates or drops everything that is loaded."""
        if self.cached is not None:
            return 2 * len(self.cached.catalog.objects) + _locks(self.also)
        return _locks((*self.statements, *self.also))

    @cached_property
    def digest(self) -> str:
        """A hash of the files, which is that of ``statements`` as well.

        Raises:
            Problems: files that cannot be read.
        """
        return digest(self.settings.desired, self.settings.root)

    def _parsed(self, *bearing: type[SchemadiffError]) -> tuple[SourceStatement, ...]:
        """Return the parsed statements.

        Raises:
            Problems: all that is wrong with the files.
            SchemadiffError: they have changed since they were hashed, so what they mean would be cached for other files.
        """
        folder, root, loaded = self.settings.desired, self.settings.root, self.cached is not None
        hashed = self.digest
        found = files.read(folder, root, loaded=loaded, roles=self.says_roles, bearing=bearing)
        if digest(folder, root) != hashed:
            raise SchemadiffError(f"{shown(folder, root)} has changed while it was read", hint="try again")
        return tuple(not_brought(found, PRESETS[self.settings.preset]))

    def bear(self, *errors: type[SchemadiffError]) -> None:
        """Parse the files, keeping statements with such errors: somebody else reports these."""
        self.statements = self._parsed(*errors)

    def forget_trees(self) -> None:
        """Free the syntax trees; they are parsed again when needed."""
        for statement in self.statements:
            statement.forget_tree()

    def forget(self) -> None:
        """Free the statements, which are read again when needed: 20 MB for 5,000 tables."""
        vars(self).pop("statements", None)

    @property
    def says_roles(self) -> bool:
        """True if the files may contain statements about the server's roles."""
        return self.settings.roles != "off"

    @property
    def manages(self) -> bool:
        """True if these statements count: the roles of a target that is only a snapshot are unknown."""
        return self.settings.roles == "managed"

    def managed(self) -> Managed:
        """Return which of a server's roles are ours, for any role that runs the command."""
        found = self.cached.managed if self.cached is not None else managed(s.node for s in self.statements)
        # A role that ``desired/`` only names exists independently of the state to start from.
        others = roles(self.statements) - found.roles if self.also else frozenset[str]()
        return found | managed(s.node for s in self.also).without(others)

    @property
    def needs(self) -> tuple[frozenset[str], bool]:
        """The extensions that a server must have, and whether it needs logical replication."""
        extensions, logical = needs(self.also)
        # Parsing 6,000 statements takes 2 s, so what is in the cache is not parsed again.
        more, too = self.cached.needs if self.cached is not None else needs(self.statements)
        return extensions | more, logical or too


def _locks(statements: Sequence[SourceStatement]) -> int:
    # A table with a key takes ten with its types, its TOAST table and its constraints, and two more a column.
    return sum(10 + len(statement.sql) // 32 for statement in statements)
