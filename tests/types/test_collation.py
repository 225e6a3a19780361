"""The order of names is that of JavaScript's Intl.Collator("en")."""

from __future__ import annotations

import json
import random
import shutil
import subprocess

import pytest

from schemadiff.types.collation import english

ALPHABETS = {
    "ascii": "".join(map(chr, range(32, 127))),
    "names": "abzABZ_019$",
    "latin": "aAeEoOsSdDzZ1_éÉèêëäÄøØåÅñÑçßæœłđðþ",
    "others": "aZ_1中日あア한"
    + "".join(map(chr, (*range(0x0430, 0x0450), *range(0x0391, 0x03A2), 0x0451, 0x0419))),
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("child Child 2x A_Upper a_lower _x", "_x 2x a_lower A_Upper child Child"),
        ("ab a_b aB AB Ab a-b a", "a a_b a-b ab aB Ab AB"),
        ("zebra äpfel apfel Apfel Äpfel", "apfel Apfel äpfel Äpfel zebra"),
        ("a10 a9 a1", "a1 a10 a9"),
        ("p_id p_error id_p", "id_p p_error p_id"),
    ],
)
def test_order(words: str, expected: str) -> None:
    assert sorted(words.split(), key=english) == expected.split()


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_order_is_that_of_javascript(alphabet: str) -> None:
    if shutil.which("node") is None:
        pytest.skip("there is no node")
    chance = random.Random(alphabet)
    letters = ALPHABETS[alphabet]
    words = sorted({"".join(chance.choices(letters, k=chance.randint(1, 5))) for _ in range(2000)})
    code = "const w = JSON.parse(require('fs').readFileSync(0)); w.sort(new Intl.Collator('en').compare)"
    done = subprocess.run(
        ["node", "-e", f"{code}; console.log(JSON.stringify(w))"],
        input=json.dumps(words),
        capture_output=True,
        text=True,
        check=True,
    )
    assert sorted(words, key=english) == json.loads(done.stdout)
