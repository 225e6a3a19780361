"""What pg_dump leaves out is in the clone all the same: plans that have nothing to do with it are proven both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemadiff import api
from schemadiff.comparison.states import State
from schemadiff.settings import load

OF_PARTS = "name-of-a-foreign-key-that-a-part-of-another-gets"
LOST = {
    "names-of-the-parts-of-foreign-keys": """
        CREATE TABLE r (a int PRIMARY KEY); CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE "Q; q" (a int);
        ALTER TABLE p ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES r;
        ALTER TABLE "Q; q" ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES r ON DELETE CASCADE;
        ALTER TABLE p ATTACH PARTITION "Q; q" FOR VALUES IN (1);
    """,
    OF_PARTS: """
        CREATE TABLE r (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1);
        CREATE TABLE t (a int, b int); ALTER TABLE t ADD CONSTRAINT t_a_fkey1 FOREIGN KEY (b) REFERENCES r;
        ALTER TABLE t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES r;
    """,
    "name-of-not-null": "CREATE TABLE r (a int NOT NULL); CREATE TABLE p (LIKE r);",
    "settings-of-a-column-below": """
        CREATE TABLE p (a text STORAGE EXTERNAL COMPRESSION pglz); CREATE TABLE c () INHERITS (p);
        ALTER TABLE c ALTER a SET STORAGE EXTENDED, ALTER a SET COMPRESSION default;
    """,
    "names-that-pg-dump-does-not-quote": """
        CREATE TABLE p (a int, b int); CREATE TABLE c (CONSTRAINT "A; b" NOT NULL a, CONSTRAINT "Mixed" NOT NULL b) INHERITS (p);
    """,
    "default-of-a-domain-over-another": """
        CREATE DOMAIN d AS int DEFAULT 1; CREATE DOMAIN e AS d; ALTER DOMAIN e DROP DEFAULT;
    """,
    "comment-on-an-inherited-constraint": """
        CREATE TABLE p (a int, CONSTRAINT c CHECK (a > 0)); CREATE TABLE c () INHERITS (p);
        COMMENT ON CONSTRAINT c ON c IS 'of "c"; --';
    """,
    "comment-on-a-multirange": """
        CREATE TYPE r AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = "M; --"); COMMENT ON TYPE "M; --" IS 'kept';
    """,
}


@pytest.mark.parametrize(("name", "major"), [*((name, 18) for name in LOST), (OF_PARTS, 16)])
def test_a_plan_is_proven_both_ways(name: str, major: int, tmp_path: Path) -> None:
    states = {"before": LOST[name], "after": f"{LOST[name]} CREATE TABLE another (a int);"}
    for state, text in states.items():
        (tmp_path / f"{state}.sql").write_text(text)
    settings = load(tmp_path, {"shadow.provider": "embedded", "shadow.version": major}, {})

    found = api.plan_between(settings, *(State(each, path=tmp_path / f"{each}.sql") for each in states))

    assert found.refusals == ()
    assert found.proof is not None
    assert found.proof.way_back is not None
    assert found.proof.way_back.ok
