"""The meaning of a command's files, as its throw-away server elaborates them.

It is cached under a hash of the files and of everything else that it depends on, so that an unchanged folder needs no
server.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from schemadiff.desired.arrange import roles
from schemadiff.desired.claims import claims
from schemadiff.desired.extensions import needs
from schemadiff.desired.files import PolicySyntaxError
from schemadiff.desired.meaning import Desired, beginning, cache_file, cached, keep, key, unmade
from schemadiff.desired.of_platform import altering, notes_of_platform
from schemadiff.desired.renames import renames
from schemadiff.desired.report import LoadReport
from schemadiff.desired.settingplaces import setting_places
from schemadiff.desired.sources import locator
from schemadiff.model import Address
from schemadiff.roles.managed import managed
from schemadiff.roles.syntax import about_roles
from schemadiff.shadow.declared_roles import places
from schemadiff.shadow.workshop import Workshop
from schemadiff.targets import described

log = logging.getLogger(__name__)


def meant(workshop: Workshop) -> Desired:
    """Return the meaning of the files: from the cache, or elaborated now.

    Raises:
        Problems: everything in the files that PostgreSQL does not accept, with positions.
    """
    path = cache_file(_key(workshop))
    if (found := cached(path)) is not None:
        log.info("desired: from the cache, elaborated by %s", found.server)
    else:
        found = keep(path, _elaborate(workshop, workshop.loaded))
        workshop.files.forget()
    workshop.known.keep(found.catalog)
    workshop.files.cached = found
    return found


def is_known(workshop: Workshop) -> bool:
    """Return True if the meaning of the files is in the cache."""
    return cache_file(_key(workshop)).is_file()


def linted(workshop: Workshop) -> tuple[Desired, LoadReport]:
    """Return the meaning of the files, with the policies and bodies that PostgreSQL refuses."""
    path = cache_file(_key(workshop))
    if (found := cached(path)) is not None:
        workshop.files.cached = found
        return found, LoadReport()
    workshop.files.bear(PolicySyntaxError)
    name, report = workshop.load("placeholder")
    found = _elaborate(workshop, name, parsed=True)
    if not report.policy_errors and not report.body_errors:
        found = keep(path, found)
    return found, report


def taken(workshop: Workshop, database: str) -> Desired:
    """Take a database that was not loaded from files as the desired state, and return its meaning."""
    workshop.loaded = database
    return _elaborate(workshop, database)


def _elaborate(workshop: Workshop, name: str, *, parsed: bool = False) -> Desired:
    """Return the meaning of a loaded database and its files; with ``parsed``, the files' syntax trees are kept."""
    statements = workshop.files.statements
    with ThreadPoolExecutor(1) as aside:
        # Looked up here, because two threads would both do it.
        found_in = workshop.bindir
        dumped = aside.submit(workshop.dump, name)
        find, about = locator(statements), [s for s in statements if about_roles(s.node)]
        settings = dict(setting_places(statements))
        theirs = altering(statements, workshop.preset.schemas, workshop.alias.role)
        desired_with = partial(
            Desired,
            claims=claims(statements),
            roles=roles(statements),
            renames=tuple(renames(statements)),
            managed=workshop.managed,
            declared_roles=managed(s.node for s in statements).roles,
            needs=needs(statements),
        )
        if not parsed:
            # The syntax trees of a large schema take as much memory as its catalogue.
            workshop.files.forget_trees()
        found = workshop.read(name)
    at = {address: place for address in found.objects if (place := find(address))} | places(about, found)
    at |= settings
    platform = _platform(workshop)
    return desired_with(
        catalog=unmade(found, at),
        dump=dumped.result(),
        platform=platform,
        places=at,
        server=described(workshop.server),
        dumper=str(found_in),
        notes=(*workshop.notes, *notes_of_platform(theirs, found.objects.keys() - platform)),
    )


def _key(workshop: Workshop) -> str:
    return key(workshop.settings, workshop.files.digest, target_key(workshop))


def target_key(workshop: Workshop) -> tuple[int, str] | None:
    """Return what a meaning depends on of the target: its major version and our role there."""
    target = workshop.target
    return (target.major, target.role) if target else None


def _platform(workshop: Workshop) -> frozenset[Address]:
    def new() -> frozenset[Address]:
        return frozenset(workshop.read(workshop.database()).objects)

    server = workshop.server
    # Servers of others may put different objects into every database, and have different roles, from one run to the
    # next.
    if server.kept is None or workshop.roles is not None:
        return new()
    return beginning(workshop.settings, target_key(workshop), (server.provider, server.version), new)
