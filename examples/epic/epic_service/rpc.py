"""``/rpc/NAME``: the database's functions over HTTP, as PostgREST shows them."""

from __future__ import annotations

import json
from typing import Any

from psycopg import sql
from starlette.requests import Request
from starlette.responses import Response

from epic_service.bodies import read_body
from epic_service.database import transaction
from epic_service.identity import Role, identify
from epic_service.refusals import Refused, refusing
from epic_service.routines import Argument, Routine
from epic_service.state import state


async def rpc(request: Request) -> Response:
    """Call a function with the arguments of the query or of the body, as who the token says."""
    here = state(request)
    who = identify(request.headers.get("authorization"), here.settings)
    name = request.path_params["name"]
    routine = here.routines.get(name)
    if routine is None:
        raise Refused(404, "PGRST202", "there is no such function")
    arguments = await _arguments(request, here.settings.max_body)
    if request.method != "POST" and routine.volatile:
        raise Refused(405, "PGRST101", "this function changes something: POST", headers={"Allow": "POST"})
    names = set(json.loads(arguments))
    if not routine.takes(names):
        raise Refused(404, "PGRST202", "there is no such function with these arguments")
    with refusing(anonymous=who.role is Role.ANON):
        async with transaction(here.pool, who, read_only=not routine.volatile) as conn:
            values = [arguments] if names else []
            row = await (await conn.execute(_call(routine, names), values)).fetchone()
    if routine.returns == "void":
        return Response(status_code=204)
    return Response(row[0] if row else "null", media_type="application/json")


async def _arguments(request: Request, limit: int) -> str:
    """The arguments as the text of a JSON object, which PostgreSQL will take apart itself."""
    if request.method != "POST":
        return json.dumps(dict(request.query_params))
    body = await read_body(request, limit)
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "PGRST107", "the body must be application/json")
    try:
        text = body.decode() or "{}"
        if isinstance(json.loads(text), dict):
            return text
    except (RecursionError, ValueError) as error:
        raise Refused(400, "PGRST102", "the body is no JSON") from error
    raise Refused(400, "PGRST102", "the body must be a JSON object")


def _call(routine: Routine, names: set[str]) -> sql.Composed:
    given = [argument for argument in routine.arguments if argument.name in names]
    wanted = sql.SQL("coalesce(json_agg(f), '[]')" if routine.returns_set else "to_json(f)")
    if routine.returns == "void":
        wanted = sql.SQL("NULL")
    return sql.SQL("SELECT ({wanted})::text FROM {record} public.{name}({values}) AS f").format(
        wanted=wanted,
        record=_record(given),
        name=sql.Identifier(routine.name),
        values=sql.SQL(", ").join(sql.SQL("{0} => a.{0}").format(sql.Identifier(a.name)) for a in given),
    )


def _record(given: list[Argument]) -> sql.Composable:
    """What makes values of the JSON object, each of its argument's type."""
    if not given:
        return sql.SQL("")
    columns = [sql.SQL("{} {}").format(sql.Identifier(a.name), _type(a)) for a in given]
    record = sql.SQL("jsonb_to_record(%s::jsonb) AS a({}) CROSS JOIN LATERAL")
    return record.format(sql.SQL(", ").join(columns))


def _type(argument: Argument) -> sql.SQL:
    # The catalogue's own words, which no request has a say in.
    words: Any = argument.type.replace("%", "%%")
    return sql.SQL(words)
