"""Databases with the schema of ``desired/`` and sample rows: loaded once per server, copied for each test.

Each comes twice: on a platform that grants nothing on new objects, and on one that grants everything (what
Supabase projects made before 2026-05-30 have). PostgreSQL 15 joins in where SCHEMADIFF_LOCAL_BINDIRS has it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from scene import HERE, copy_of, named

from schemadiff.load import load
from schemadiff.settings import load as load_settings
from schemadiff.shadow import Workshop

ROOT = HERE.parent.parent
LEGACY = (HERE / "legacy_default_privileges.sql").read_text()
GRANTS = {"grants-nothing": "", "grants-all": LEGACY}


def majors() -> list[int]:
    """Those of the other tests from 15 on, where ON DELETE SET NULL takes columns."""
    folders = os.environ.get("SCHEMADIFF_LOCAL_BINDIRS", "").split(os.pathsep)
    found = {15} if any(folder and "15" in Path(folder).parts for folder in folders) else set()
    asked = {int(word) for word in os.environ.get("SCHEMADIFF_TEST_MAJORS", "16,18").split(",")}
    return sorted(major for major in asked | found if major >= 15)


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
    load(workshop.server, name, workshop.statements)
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
