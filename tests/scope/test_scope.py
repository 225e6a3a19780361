"""Which objects are compared, and how the others are counted."""

import pytest

from schemadiff.model import Address, Catalog, Object, Unmodelled
from schemadiff.scope import Scope, restrict


class Table(Object):
    kind = "table"
    catalog = "pg_class"


class Column(Object):
    kind = "table column"
    catalog = "pg_attribute"


class Trigger(Object):
    kind = "trigger"
    catalog = "pg_trigger"


USERS = Table(identity="auth.users", schema="auth")
EMAIL = Column(identity="auth.users.email", schema="auth", parent=USERS.address)
SIGNUP = Trigger(identity="signup on auth.users", schema="auth", parent=USERS.address)
OURS = Table(identity="public.t", schema="public")
HISTORY = Table(identity="schemadiff.history", schema="schemadiff")
TEMPORARY = Table(identity="public.tmp_1", schema="public")
ODD = Unmodelled(Address("type", "public.odd"), "public")


def catalog(*objects, unmodelled=()):
    pairs = frozenset((o.address, o.parent) for o in objects if o.parent)
    return Catalog({o.address: o for o in objects}, pairs, pairs, unmodelled)


def kept(found):
    return {address.identity for address in found.objects}


def test_what_a_platform_has_is_counted_by_whole_objects_and_what_users_hang_on_them():
    found = restrict(catalog(USERS, EMAIL, SIGNUP, OURS, HISTORY), Scope(platform=frozenset({"auth"})))
    assert kept(found) == {"public.t"}
    assert found.left_out == {"platform: auth": 2}
    assert found.depends == frozenset()


def test_what_desired_declares_inside_the_platform_is_ours():
    scope = Scope(platform=frozenset({"auth"}), declared=frozenset({SIGNUP.address}))
    found = restrict(catalog(USERS, EMAIL, SIGNUP), scope)
    assert kept(found) == {"signup on auth.users"}
    assert found.left_out == {"platform: auth": 1}


@pytest.mark.parametrize("pattern", ["public.tmp_*", "table public.tmp_?", "public.tmp_1"])
def test_patterns_over_identity_or_address(pattern):
    found = restrict(catalog(OURS, TEMPORARY), Scope(ignore=(pattern,)))
    assert kept(found) == {"public.t"}
    assert found.left_out == {f"ignore: {pattern}": 1}


def test_brackets_in_a_pattern_are_brackets():
    routine = Table(identity="public.f(integer[],text[])", schema="public")
    found = restrict(catalog(OURS, routine), Scope(ignore=(routine.identity,)))
    assert kept(found) == {"public.t"}


def test_only_the_listed_schemas():
    found = restrict(catalog(OURS, USERS, EMAIL), Scope(schemas=("public",)))
    assert kept(found) == {"public.t"}
    assert found.left_out == {"schema auth: not listed in schemas": 1}


def test_what_is_not_modelled_is_left_out_by_the_same_rules():
    everything = catalog(OURS, unmodelled=(ODD,))
    assert restrict(everything, Scope()).unmodelled == (ODD,)
    found = restrict(everything, Scope(ignore=("type public.odd",)))
    assert found.unmodelled == ()
    assert found.left_out == {"ignore: type public.odd": 1}


def test_the_sequence_of_a_serial_column_goes_with_its_table():
    number = Column(identity="public.tmp_1.id", schema="public", parent=TEMPORARY.address)
    sequence = Table(identity="public.tmp_1_id_seq", schema="public")
    pairs = frozenset({(number.address, TEMPORARY.address), (sequence.address, number.address)})
    everything = Catalog({o.address: o for o in (OURS, TEMPORARY, number, sequence)}, pairs, pairs)
    found = restrict(everything, Scope(ignore=("public.tmp_1",)))
    assert kept(found) == {"public.t"}
    assert found.left_out == {"ignore: public.tmp_1": 1}


def test_what_was_put_beside_what_postgresql_brings_is_not_ours_unless_the_files_declare_it():
    mine = Table(identity="pg_catalog.mine", schema="pg_catalog")
    assert restrict(catalog(mine, OURS), Scope()).left_out == {"in PostgreSQL's own schema pg_catalog": 1}
    assert kept(restrict(catalog(mine), Scope(declared=frozenset({mine.address})))) == {"pg_catalog.mine"}
