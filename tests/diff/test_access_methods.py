"""The access method of a table that is there: PostgreSQL 14 cannot change it."""

import psycopg
import pytest

from majors import before_15
from schemadiff import catalog
from schemadiff.diff.statements import statements
from schemadiff.errors import Refused

METHOD = "CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler;"
PLAIN = f"{METHOD} CREATE TABLE public.t (a integer)"


@before_15
def test_another_one_is_refused_with_what_to_do_instead(server, database):
    with psycopg.connect(server.conninfo(database, superuser=True), autocommit=True) as session:
        session.execute(PLAIN.encode())
        plain = catalog.read(session)
        session.execute(f"DROP TABLE public.t; DROP ACCESS METHOD other; {PLAIN} USING other".encode())
        other = catalog.read(session)
    with pytest.raises(Refused) as there:
        statements(plain, other)
    with pytest.raises(Refused) as back:
        statements(other, plain)

    assert [refused.value.message.partition(", but")[0] for refused in (there, back)] == [
        "table public.t has access method heap and is to have other",
        "table public.t has access method other and is to have heap",
    ]
