"""Which file an object is written to; needs no server."""

from __future__ import annotations

import tomllib

import pytest

from schemadiff.errors import SchemadiffError
from schemadiff.kinds.schema import Schema
from schemadiff.kinds.table import Table
from schemadiff.model import Address, Catalog
from schemadiff.pull.layout import whole

TABLE = Address("table", 'app."A b"')
THERE = Catalog(
    objects={
        Address("schema", "app"): Schema.restore({"identity": "app", "parent": None, "schema": None}),
        TABLE: Table.restore({"identity": TABLE.identity, "parent": None, "schema": "app"}),
    },
    depends=frozenset(),
    dies_with=frozenset(),
)
TAKEN_AWAY = Address("default value", 'for app."A b".c')


def test_what_is_taken_away_is_filed_under_its_relation() -> None:
    granted = Address("privilege", 'PUBLIC on table app."A b"')

    assert [whole(address, THERE) for address in (TABLE, TAKEN_AWAY, granted)] == [TABLE] * 3


def test_what_is_about_nothing_that_is_there_is_an_error() -> None:
    with pytest.raises(SchemadiffError) as error:
        whole(TAKEN_AWAY, Catalog(objects={}, depends=frozenset(), dies_with=frozenset()))

    words, hint = error.value.message, error.value.hint.removeprefix("exclude it as well: ")

    assert (
        words
        == 'default value for app."A b".c cannot be written to a file: the object that it belongs to is left out'
    )
    assert tomllib.loads(hint) == {"ignore": ['default value for app."A b".c']}
