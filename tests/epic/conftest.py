"""Databases with the schema of ``desired/`` and sample rows: loaded once per server, copied for each test.

Each comes twice: on a platform that grants nothing on new objects, and on one that grants everything (what
Supabase projects made before 2026-05-30 have). PostgreSQL 15 joins in where SCHEMADIFF_LOCAL_BINDIRS has it.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace

import pytest
from scene import HERE, copy_of, majors, named

from schemadiff.desired.load import load
from schemadiff.settings import load as load_settings
from schemadiff.shadow import Workshop

ROOT = HERE.parent.parent
LEGACY = (HERE / "legacy_default_privileges.sql").read_text()
GRANTS = {"grants-nothing": "", "grants-all": LEGACY}


@pytest.fixture(scope="session", params=majors(), ids=lambda major: f"pg{major}")
def workshop(request):
    """A server of its own: the platform's roles are not for the others to see."""
    settings = load_settings(ROOT)
    provider = "embedded" if request.param in (16, 18) else "local"
    shadow = replace(settings.shadow, provider=provider, version=request.param)
    with Workshop(replace(settings, shadow=shadow)) as workshop:
        assert workshop.server.major == request.param
        yield workshop


@pytest.fixture(scope="session")
def templates(workshop):
    """The databases that are copied, by what the platform grants."""
    return {grants: _template(workshop, script) for grants, script in GRANTS.items()}


def _template(workshop, script):
    name = workshop.database()
    with workshop.connect(name) as conn:
        # As the role that makes the objects: default privileges are its own.
        conn.execute(script or "SELECT 1")
    load(workshop.server, name, workshop.files.statements)
    with workshop.admin(name) as conn:
        conn.execute(named((HERE / "world.sql").read_text()))
    return name


@pytest.fixture(scope="session")
def shared(workshop, templates):
    """Databases for the tests that undo what they do."""
    with ExitStack() as stack:
        yield {
            grants: stack.enter_context(copy_of(workshop, template)) for grants, template in templates.items()
        }


@pytest.fixture
def epic(shared):
    """The epic where the platform grants nothing, for tests that undo what they do."""
    return shared["grants-nothing"]


@pytest.fixture(params=GRANTS)
def either(request, shared):
    """The epic under both kinds of platform, for tests that undo what they do."""
    return shared[request.param]


@pytest.fixture
def fresh(workshop, templates):
    """A copy for one test, which may commit."""
    with copy_of(workshop, templates["grants-nothing"]) as epic:
        yield epic
