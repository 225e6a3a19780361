"""Which errors become which HTTP status; needs no database."""

from __future__ import annotations

import asyncio
import logging

import httpx
import psycopg
import pytest
from psycopg_pool import PoolTimeout
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from epic_service import settings
from epic_service.app import service
from epic_service.journal import Journal
from epic_service.refusals import Refused, refusing, status_of
from epic_service.settings import SettingsError
from epic_service.signatures import sendgrid_key

STATUSES = {
    "08006": 503, "09000": 500, "0L000": 403, "0P000": 403, "22023": 400, "22P02": 400, "23502": 400, "23503": 409,
    "23505": 409, "23514": 400, "25006": 405, "25001": 500, "28000": 403, "2D000": 500, "38000": 500, "39000": 500,
    "3B000": 500, "40001": 500, "40P01": 500, "42883": 404, "42P01": 404, "42P17": 500, "42601": 400, "53300": 503,
    "53400": 500, "54001": 500, "55P03": 500, "57014": 500, "58000": 500, "F0000": 500, "HV000": 500, "P0001": 400,
    "P0002": 500, "P0003": 500, "XX000": 500, "PT200": 200, "PT409": 409, "PT599": 599, "PT600": 400, "PT100": 400,
    "PTxyz": 400, "PT4²9": 400, "ZZ999": 400,
}  # fmt: skip
"""PostgREST's table, a code or two of each line."""


def test_statuses_are_postgrests():
    assert {code: status_of(code, anonymous=False) for code in STATUSES} == STATUSES
    assert {code: status_of(code, anonymous=True) for code in STATUSES} == STATUSES
    assert (status_of("42501", anonymous=False), status_of("42501", anonymous=True)) == (403, 401)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PoolTimeout("canary"), 504),
        (psycopg.OperationalError("canary"), 503),
        (psycopg.DataError("canary"), 400),
        (psycopg.ProgrammingError("canary"), 500),
    ],
)
def test_what_is_not_the_servers_own_error(error, status):
    with pytest.raises(Refused) as caught, refusing(anonymous=False):
        raise error
    assert caught.value.status == status
    assert ("Retry-After" in caught.value.headers) == (status in (503, 504))
    assert "canary" not in str(caught.value.body)


def test_what_nobody_thought_of_is_told_by_its_type_and_place(caplog):
    caplog.set_level(logging.INFO)

    async def broken(request):
        raise LookupError(request.query_params["q"])

    async def begun(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise LookupError("canary")

    async def sent(message):
        messages.append(message)

    async def ask():
        app = Starlette(routes=[Route("/broken", broken)], middleware=[Middleware(Journal)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
            said = await http.get("/broken?q=canary")
        await Journal(begun)({"type": "http"}, None, sent)
        return said

    messages = []
    said = asyncio.run(ask())

    assert (said.status_code, said.json()["code"]) == (500, "PGRSTX00")
    # What has begun cannot become a 500; the server ends the connection.
    assert len(messages) == 1
    ours = [r.getMessage() for r in caplog.records if r.name == "epic_service"]
    assert [line.rsplit(" in ", 1)[0].rsplit(":", 1)[0] for line in ours] == [
        "unexpected LookupError at broken", "broken 500", "unexpected LookupError at begun", "nowhere 200",
    ]  # fmt: skip
    assert "canary" not in caplog.text.replace("?q=canary", "")


def test_a_line_is_written_once(caplog):
    caplog.set_level(logging.INFO, logger="epic_service")

    async def fine(_):
        return PlainTextResponse("x")

    async def ask():
        app = Starlette(routes=[Route("/", fine)], middleware=[Middleware(Journal)])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as http:
            return [(await http.request(m, "/")).status_code for m in ("GET", "PATCH")]

    assert asyncio.run(ask()) == [200, 405]
    assert [r.getMessage().split(" in ")[0] for r in caplog.records if r.name == "epic_service"] == ["fine 200", "fine 405"]  # fmt: skip


GOOD = {"EPIC_DATABASE_URL": "x", "EPIC_JWT_SECRET": "s" * 32, "EPIC_SENDGRID_API_KEY": "k"}
SETTINGS = {
    # Settings that mean nothing, and what is said of them: never their value.
    "EPIC_DATABASE_URL": ("", "EPIC_DATABASE_URL is not set"),
    "EPIC_JWT_SECRET": ("canary", "EPIC_JWT_SECRET: HS256 wants at least 32 bytes"),
    "EPIC_PORT": ("canary", "EPIC_PORT is no number"),
    "EPIC_MAX_BODY": ("canary", "EPIC_MAX_BODY is no number"),
    "EPIC_LEASE": ("20", "EPIC_TIMEOUT: a call must end before its lease does"),
    "EPIC_SENDGRID_URL": ("http://canary", "EPIC_SENDGRID_URL: the key is sent by https only"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_means_nothing(name):
    value, message = SETTINGS[name]
    reads = settings.worker if name in ("EPIC_LEASE", "EPIC_SENDGRID_URL") else settings.service
    with pytest.raises(SettingsError) as caught:
        reads({**GOOD, name: value})
    assert str(caught.value) == message


def test_settings_are_what_the_environment_says():
    more = {"EPIC_STRIPE_SECRETS": " a  b ", "EPIC_PORT": "9", "EPIC_JWT_AUDIENCE": "", "EPIC_SENDGRID_URL": "https://api.eu.sendgrid.com/"}  # fmt: skip
    found, work = settings.service({**GOOD, **more}), settings.worker({**GOOD, **more})
    assert (found.stripe_secrets, found.port, found.jwt_audience) == (("a", "b"), 9, None)
    assert work.sendgrid_url == settings.SENDGRID_EU
    assert [word for word in ("sss", "'a'", "'k'") if word in repr(found) + repr(work)] == []


@pytest.mark.parametrize(
    "key", ["canary", "AAAA", "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="]
)
def test_a_key_that_is_none_is_said_at_once(key):
    """The last one is a key of Ed25519."""
    with pytest.raises(SettingsError, match="EPIC_SENDGRID_KEYS"):
        sendgrid_key(key)
    with pytest.raises(SettingsError, match="EPIC_SENDGRID_KEYS"):
        service(settings.Service("", "", sendgrid_keys=(key,)))
