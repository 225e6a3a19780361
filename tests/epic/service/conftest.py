"""One service on one database for all tests of this folder; each begins with the same sample rows."""

from __future__ import annotations

import httpx
import pytest
from calling import JWT_SECRET, LONG, NOW, SENDGRID_PRIVATE, STRIPE_SECRETS, Api, public
from psycopg.conninfo import make_conninfo
from scene import HERE, copy_of, named

from epic_service import database
from epic_service.app import service
from epic_service.serving import served
from epic_service.settings import Service

FRESH = httpx.Limits(keepalive_expiry=1)
"""The server ends an idle connection after five seconds; we must not send at that moment."""
EMPTY = """
    delete from public.organizations;
    delete from auth.users;
    delete from private.webhook_events;
    alter sequence private.suppression_outbox_id_seq restart
"""
"""All of it belongs to the organizations. TRUNCATE takes six times as long."""


@pytest.fixture(scope="session")
def running(workshop, templates):
    with pytest.MonkeyPatch.context() as patch, copy_of(workshop, templates["grants-nothing"]) as epic:
        # On a busy machine a statement may take longer than a request may wait for those before it.
        patch.setattr(database, "WAIT", float(LONG))
        with epic.connect() as conn:
            conn.execute("alter role authenticator login")
        conninfo = make_conninfo(epic.conninfo, user="authenticator", options="")
        settings = Service(conninfo, JWT_SECRET, STRIPE_SECRETS, (public(SENDGRID_PRIVATE),), pool_size=4)
        with (
            served(service(settings, clock=lambda: NOW)) as url,
            httpx.Client(base_url=url, limits=FRESH, timeout=LONG) as client,
        ):
            # It answers once it has started: a test that ends its connections would end those of the start.
            assert client.get("/health").status_code == 200
            yield Api(url, epic, conninfo, client)


@pytest.fixture
def api(running):
    """The service, and the rows of world.sql."""
    with running.epic.connect() as conn, conn.transaction():
        conn.execute(EMPTY)
        conn.execute(named((HERE / "world.sql").read_text()))
    return running
