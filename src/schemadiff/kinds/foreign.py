"""Foreign data: wrappers, servers and user mappings (``pg_foreign_*``, ``pg_user_mappings``).

Of secret options, only the names are read (``schemadiff.secret``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

from psycopg.sql import Identifier, quote

from schemadiff.model import Address, MustReplace, Object, Reading
from schemadiff.secret import NAMES, VALUES


def public(options: LiteralString, names: LiteralString = NAMES) -> LiteralString:
    """Return the select list for ``options`` and ``hidden``: the readable options, and the names of the secret ones."""
    letters: LiteralString = "regexp_replace(option_name, '[^[:alnum:]]', '', 'g')"
    secret = "(" + letters + " ~* '" + names + "' OR option_value ~ '" + VALUES + "')"
    told: LiteralString = " FROM pg_options_to_table(" + options + ") WHERE "
    return (
        "array(SELECT option_name || '=' || option_value"
        + told
        + "NOT "
        + secret
        + " ORDER BY 1) AS options,"
        " array(SELECT quote_ident(option_name)" + told + secret + " ORDER BY 1) AS hidden "
    )


def _lost(what: Address, hidden: Sequence[str]) -> str:
    return f"what {what} keeps secret ({', '.join(hidden)})" if hidden else ""


def _pairs(options: Sequence[str]) -> dict[str, str]:
    return dict(option.split("=", 1) for option in options)


def _name(option: str) -> str:
    return (
        option
        if option.isascii() and option.isidentifier() and option.islower()
        else Identifier(option).as_string()
    )


def clause(options: Sequence[str]) -> str:
    """Return `` OPTIONS (...)``, with a leading space; empty without options."""
    listed = ", ".join(f"{_name(name)} {quote(value)}" for name, value in _pairs(options).items())
    return f" OPTIONS ({listed})" if listed else ""


def changes(old: Sequence[str], new: Sequence[str]) -> str:
    """Return ``OPTIONS (ADD ..., SET ..., DROP ...)``."""
    before, after = _pairs(old), _pairs(new)
    words = [f"DROP {_name(name)}" for name in before if name not in after]
    words += [f"SET {_name(n)} {quote(v)}" for n, v in after.items() if n in before and before[n] != v]
    words += [f"ADD {_name(n)} {quote(v)}" for n, v in after.items() if n not in before]
    return f"OPTIONS ({', '.join(words)})"


@dataclass(frozen=True, kw_only=True)
class ForeignDataWrapper(Object):
    """A foreign-data wrapper; only a superuser may create one."""

    handler: str | None
    validator: str | None
    options: list[str]
    hidden: list[str] = field(compare=False)
    """The names of the secret options."""

    kind = "foreign-data wrapper"
    catalog = "pg_foreign_data_wrapper"
    rare = "pg_foreign_data_wrapper"
    query = (
        """
        SELECT oid AS _oid, fdwowner AS _owner, quote_ident(fdwname) AS identity,
               nullif(fdwhandler::regproc::text, '-') AS handler, nullif(fdwvalidator::regproc::text, '-') AS validator,
        """
        + public("fdwoptions")
        + "FROM pg_foreign_data_wrapper WHERE oid >= 16384"
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options: PostgreSQL keeps them in the order they were given."""
        values["options"] = sorted(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE FOREIGN DATA WRAPPER."""
        handler = f" HANDLER {self.handler}" if self.handler else ""
        validator = f" VALIDATOR {self.validator}" if self.validator else ""
        yield f"CREATE FOREIGN DATA WRAPPER {self.identity}{handler}{validator}{clause(self.options)}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter handler, validator and options; all can be altered."""
        assert isinstance(old, ForeignDataWrapper)
        words = []
        if self.handler != old.handler:
            words.append(f"HANDLER {self.handler}" if self.handler else "NO HANDLER")
        if self.validator != old.validator:
            words.append(f"VALIDATOR {self.validator}" if self.validator else "NO VALIDATOR")
        if self.options != old.options:
            words.append(changes(old.options, self.options))
        yield f"ALTER FOREIGN DATA WRAPPER {self.identity} {' '.join(words)}"

    @property
    def loss(self) -> str:
        """The secret options, whose values only the server has."""
        return _lost(self.address, self.hidden)


@dataclass(frozen=True, kw_only=True)
class ForeignServer(Object):
    """A foreign server."""

    wrapper: str
    type: str | None
    version: str | None
    options: list[str]
    hidden: list[str] = field(compare=False)
    """The names of the secret options."""

    kind = "server"
    catalog = "pg_foreign_server"
    rare = "pg_foreign_server"
    query = (
        """
        SELECT s.oid AS _oid, srvowner AS _owner, quote_ident(srvname) AS identity, quote_ident(fdwname) AS wrapper,
               srvtype AS type, srvversion AS version,
        """
        + public("srvoptions")
        + "FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE s.oid >= 16384"
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options: PostgreSQL keeps them in the order they were given."""
        values["options"] = sorted(values["options"])

    def create(self) -> Iterator[str]:
        """CREATE SERVER."""
        kind = f" TYPE {quote(self.type)}" if self.type else ""
        version = f" VERSION {quote(self.version)}" if self.version else ""
        yield f"CREATE SERVER {self.identity}{kind}{version} FOREIGN DATA WRAPPER {self.wrapper}{clause(self.options)}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter version and options; raise MustReplace for another wrapper or type."""
        assert isinstance(old, ForeignServer)
        if self.changed(old) & {"wrapper", "type"}:
            raise MustReplace
        words = [f"VERSION {quote(self.version)}" if self.version else "VERSION NULL"]
        words = words if self.version != old.version else []
        words += [changes(old.options, self.options)] if self.options != old.options else []
        yield f"ALTER SERVER {self.identity} {' '.join(words)}"

    @property
    def loss(self) -> str:
        """The secret options, whose values only the server has."""
        return _lost(self.address, self.hidden)


@dataclass(frozen=True, kw_only=True)
class UserMapping(Object):
    """The remote user of a role on a server; the password is neither read nor written."""

    role: str
    server: str
    options: list[str] | None
    """None if the reading role may not see them: then they are not compared."""
    hidden: list[str] = field(compare=False)
    """The names of the secret options."""

    kind = "user mapping"
    catalog = "pg_user_mapping"
    rare = "pg_foreign_server"
    parent_catalog = "pg_foreign_server"
    query = (
        """
        SELECT umid AS _oid, u.srvid AS _parent, quote_ident(usename) || ' on server ' || u.srvname AS identity,
               CASE WHEN umuser = 0 THEN 'PUBLIC' ELSE quote_ident(usename) END AS role,
               quote_ident(u.srvname) AS server,
               -- As the view decides: it shows NULL otherwise.
               CASE WHEN umuser = 0 THEN pg_has_role(srvowner, 'USAGE')
                    ELSE usename = current_user AND (pg_has_role(srvowner, 'USAGE')
                                                     OR has_server_privilege(s.oid, 'USAGE')) END
               OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS seen,
        """
        + public("umoptions")
        + "FROM pg_user_mappings u JOIN pg_foreign_server s ON s.oid = u.srvid"
    )

    @classmethod
    def fill(cls, values: dict[str, Any], reading: Reading) -> None:
        """Sort the options; None if they could not be seen."""
        values["options"] = sorted(values["options"]) if values.pop("seen") else None

    @property
    def drop_first(self) -> bool:
        """True: DROP SERVER without CASCADE fails while it has mappings."""
        return True

    @property
    def _target(self) -> str:
        return f"FOR {self.role} SERVER {self.server}"

    def named_roles(self) -> Iterator[str]:
        """Yield the role of the mapping."""
        yield self.role

    def create(self) -> Iterator[str]:
        """CREATE USER MAPPING, without secret options."""
        yield f"CREATE USER MAPPING {self._target}{clause(self.options or ())}"

    def by_hand(self) -> tuple[str, str]:
        """Return what is missing and how to set it: the password, and options that could not be seen."""
        unseen = (
            "" if self.options is not None else ", and without options, which the role that reads may not see"
        )
        return (
            f"{self.address} is created without a password{unseen}",
            f"if the server needs one: ALTER USER MAPPING {self._target} OPTIONS (ADD password '...')",
        )

    def drop(self) -> Iterator[str]:
        """DROP USER MAPPING."""
        yield f"DROP USER MAPPING {self._target}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the options, if both sides could be seen."""
        assert isinstance(old, UserMapping)
        if old.options is not None and self.options is not None:
            yield f"ALTER USER MAPPING {self._target} {changes(old.options, self.options)}"

    @property
    def loss(self) -> str:
        """The secret options, whose values only the server has."""
        return _lost(self.address, self.hidden)
