"""Calls of everything in the OpenAPI document, with generated input."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from calling import LONG, ONE, Api, bearer
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

pytestmark = ONE
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
EXAMPLES = settings(
    max_examples=4, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def operations(api: Api) -> Iterator[APIOperation]:
    schema = schemathesis.openapi.from_url(f"{api.url}/openapi.json")
    for operation in schema.get_all_operations():
        yield operation.ok()


def call(operation: APIOperation, mode: GenerationMode, who: str) -> int:
    """Call it with made-up data; how often."""
    count = 0

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case):
        nonlocal count
        count += 1
        case.call_and_validate(headers=bearer(who), checks=CHECKS, timeout=LONG)

    once()
    return count


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("who", ["alice", "service"])
def test_nothing_that_is_asked_is_an_error_of_ours(api, who, mode):
    # Nothing can be wrong with a call that says nothing.
    silent = {"GET /health"} if mode is GenerationMode.NEGATIVE else set()
    called = {o.label: call(o, mode, who) for o in operations(api) if o.label not in silent}

    assert len(called) == 18 - len(silent)
    assert {count for label, count in called.items() if label != "GET /health"} == {EXAMPLES.max_examples}


def test_an_error_of_ours_would_be_found(api):
    ((body,),) = api.rows("select pg_get_functiondef('public.can_email_member(uuid, text)'::regprocedure)")
    broken = "create or replace function public.can_email_member(p_member_id uuid, p_category text) returns boolean language plpgsql stable set search_path = '' as $$ begin raise no_data_found; end $$"
    (operation,) = [o for o in operations(api) if o.label == "POST /rpc/can_email_member"]
    api.do(broken)
    try:
        with pytest.raises(FailureGroup):
            call(operation, GenerationMode.POSITIVE, "service")
    finally:
        api.do(body)
    assert call(operation, GenerationMode.POSITIVE, "service") == EXAMPLES.max_examples
