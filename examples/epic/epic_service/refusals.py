"""Why a request was not answered as it wished: one exception, and PostgREST's map from SQLSTATE to status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg_pool import PoolTimeout

STATUS = {
    "08": 503, "09": 500, "0L": 403, "0P": 403, "23503": 409, "23505": 409, "25006": 405, "25": 500, "28": 403,
    "2D": 500, "38": 500, "39": 500, "3B": 500, "40": 500, "53400": 500, "53": 503, "54": 500, "55": 500,
    "57": 500, "58": 500, "F0": 500, "HV": 500, "P0001": 400, "P0": 500, "XX": 500, "42883": 404, "42P01": 404,
    "42P17": 500,
}  # fmt: skip
"""Statuses by SQLSTATE, or by its class; what is not here is the client's mistake: 400."""


class Refused(Exception):
    """A request that gets an error: PostgREST's body with a code, a message and a hint.

    PostgreSQL's details stay here: they quote rows, and under SECURITY DEFINER rows that the caller may not see.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, code)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        challenge = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
        self.headers = {**challenge, **(headers or {})}

    @property
    def body(self) -> dict[str, str | None]:
        """What the client is told."""
        return {"code": self.code, "message": self.message, "details": None, "hint": self.hint}


def status_of(sqlstate: str, *, anonymous: bool) -> int:
    """The status for a SQLSTATE; who has not said who they are may do so and try again."""
    if sqlstate == "42501":
        return 401 if anonymous else 403
    if sqlstate.startswith("PT") and sqlstate[2:].isdecimal() and 200 <= int(sqlstate[2:]) < 600:
        return int(sqlstate[2:])
    return STATUS.get(sqlstate, STATUS.get(sqlstate[:2], 400))


@contextmanager
def refusing(*, anonymous: bool) -> Iterator[None]:
    """What goes wrong in the database, as what the client is told."""
    try:
        yield
    except PoolTimeout as error:
        raise Refused(
            504, "PGRST003", "no connection was free in time", headers={"Retry-After": "1"}
        ) from error
    except psycopg.Error as error:
        raise _refused(error, anonymous=anonymous) from error


def _refused(error: psycopg.Error, *, anonymous: bool) -> Refused:
    if error.sqlstate is not None:
        status = status_of(error.sqlstate, anonymous=anonymous)
        return Refused(status, error.sqlstate, error.diag.message_primary or "", hint=error.diag.message_hint)
    if isinstance(error, psycopg.OperationalError):
        return Refused(503, "PGRST001", "the database cannot be reached", headers={"Retry-After": "1"})
    if isinstance(error, psycopg.DataError):
        # The driver's own: a NUL byte in a text.
        return Refused(400, "22021", "a value cannot be sent to the database")
    return Refused(500, "PGRSTX00", "unexpected error")
