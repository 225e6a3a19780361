"""Every format of every example equals its file in golden/; UPDATE_GOLDEN=1 writes these."""

import os
from pathlib import Path

import pytest
from render_examples import EXAMPLES

from schemadiff.render import FORMATS, render_plan

GOLDEN = Path(__file__).parent / "golden"
EXTENSIONS = {"text": "txt", "sql": "sql", "json": "json", "markdown": "md"}
VARIANTS = [(form, 80) for form in FORMATS] + [("text", 120)]


@pytest.mark.parametrize(("form", "width"), VARIANTS, ids=[f"{f}-{w}" for f, w in VARIANTS])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.__name__)
def test_output_is_as_it_was_approved(example, form, width):
    suffix = f".{width}" if form == "text" else ""
    path = GOLDEN / f"{example.__name__}{suffix}.{EXTENSIONS[form]}"
    rendered = render_plan(example(), form, width=width)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(rendered, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == rendered


def test_no_golden_file_is_left_over():
    expected = {
        f"{example.__name__}{'.' + str(width) if form == 'text' else ''}.{EXTENSIONS[form]}"
        for example in EXAMPLES
        for form, width in VARIANTS
    }

    assert expected == {path.name for path in GOLDEN.iterdir()}
