"""What a command is given to load, before any server has seen it: what it says, and what it asks of a server."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from schemadiff.desired import files
from schemadiff.desired.arrange import roles
from schemadiff.desired.extensions import needs, not_brought
from schemadiff.desired.files import SourceStatement
from schemadiff.desired.meaning import Desired
from schemadiff.errors import SchemadiffError
from schemadiff.presets import PRESETS
from schemadiff.roles.managed import Managed, managed
from schemadiff.settings import Settings


@dataclass
class Files:
    """``desired/``, and what else is loaded beside it."""

    settings: Settings
    also: tuple[SourceStatement, ...] = ()
    """Further statements that will be loaded on the server, so that it must have their extensions."""
    reads: bool = True
    """False if what is desired is said otherwise than by files."""
    cached: Desired | None = None
    """What they mean, as soon as that is known."""

    @cached_property
    def statements(self) -> tuple[SourceStatement, ...]:
        """The statements of ``desired/``, parsed."""
        return self._parsed() if self.reads else ()

    def _parsed(self, *bearing: type[SchemadiffError]) -> tuple[SourceStatement, ...]:
        folder, root, loaded = self.settings.desired, self.settings.root, self.cached is not None
        found = files.read(folder, root, loaded=loaded, roles=self.says_roles, bearing=bearing)
        return tuple(not_brought(found, PRESETS[self.settings.preset]))

    def bear(self, *errors: type[SchemadiffError]) -> None:
        """Parse them with statements that have such an error: somebody else will say what is wrong with those."""
        self.statements = self._parsed(*errors)

    def forget_trees(self) -> None:
        """Give back what parsing has made; who asks for a statement's tree has it parsed again."""
        for statement in self.statements:
            statement.forget_tree()

    @property
    def says_roles(self) -> bool:
        """True if the files may say what the roles of the server are."""
        return self.settings.roles != "off"

    @property
    def manages(self) -> bool:
        """True if that counts: of a target that is only a snapshot nobody knows the roles."""
        return self.settings.roles == "managed"

    def managed(self) -> Managed:
        """What of a server's roles is ours, whoever asks."""
        found = self.cached.managed if self.cached is not None else managed(s.node for s in self.statements)
        # Who is only named where the way leads to is there by himself, whatever it starts from.
        others = roles(self.statements) - found.roles if self.also else frozenset[str]()
        return found | managed(s.node for s in self.also).without(others)

    @property
    def needs(self) -> tuple[frozenset[str], bool]:
        """The extensions that a server must have, and whether something is to be replicated logically."""
        extensions, logical = needs(self.also)
        # To parse 6,000 statements takes 2 s, so what is in the cache is not parsed again.
        more, too = self.cached.needs if self.cached is not None else needs(self.statements)
        return extensions | more, logical or too
