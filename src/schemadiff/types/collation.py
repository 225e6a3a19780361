"""The order of names in output: a dictionary's, the same on every machine.

It is the root collation of Unicode's CLDR, which JavaScript's ``Intl.Collator("en")`` and PostgreSQL's ``"en-x-icu"``
use: letters before case, ``_`` before digits before letters. Not every server is built with ICU (the embedded one is
not), so the server cannot sort. The order is exact for Latin letters and ASCII; other scripts come in blocks, by code
point.
"""

from __future__ import annotations

import unicodedata
from functools import cache

ASCII = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"
"""All printable ASCII characters in the root collation's order; a letter stands for both cases."""
LETTERS = {
    "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l",
    "ŧ": "t",
}  # fmt: skip
"""Letters with a stroke, or made of two letters, that Unicode does not decompose."""
BEFORE = {"\u0131": "i", "ŋ": "n", "ĸ": "q", "þ": "z", "ə": "e", "ƒ": "f"}
"""Separate letters, each with the one that it directly follows."""
ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
"""Acute, grave, breve and so on in their order; a stroke is U+0338."""
STROKES = "øđħłŧ"
VARIANTS = {"<circle>": 6, "<super>": 20, "<sub>": 21}
"""Tertiary weights of letter variants; lower case is 2, upper case 8."""
GROUPS = {"Z": 0, "C": 0, "P": 1, "S": 2, "N": 4, "L": 5}
"""Blanks 0, punctuation 1, symbols 2, currency 3, digits 4, letters 5."""

Key = tuple[tuple[tuple[float, ...], ...], tuple[int, ...], tuple[int, ...]]
"""Differences of letters count first, then accents, then case."""


@cache
def english(text: str) -> Key:
    """A sort key for a name."""
    primary: list[tuple[float, ...]] = []
    secondary: list[int] = []
    tertiary: list[int] = []
    for char in text:
        plain = unicodedata.normalize("NFKD", char)
        variant = VARIANTS.get(unicodedata.decomposition(char).partition(" ")[0], 4)
        compatible = plain != unicodedata.normalize("NFD", char)
        for part in plain:
            if part == "\u0306" and primary and primary[-1] == _primary("и"):
                # A breve is an accent, except on this letter, with which it forms a letter of its own.
                primary[-1] = (5, 2000, ord("и") + 0.5)
                continue
            if unicodedata.combining(part):
                secondary.append(_accent(part))
                continue
            low = part.lower()
            letters = LETTERS.get(low, low)
            primary += map(_primary, letters)
            secondary.append(32)
            if low in LETTERS:
                secondary.append(_accent("\u0338") if low in STROKES else 1000)
            secondary += [32] * (len(letters) - 1)
            tertiary += [variant if compatible else 2 if part == low else 8] * len(letters)
    return tuple(primary), tuple(secondary), tuple(tertiary)


def _accent(mark: str) -> int:
    return 33 + ACCENTS.index(mark) if mark in ACCENTS else 33 + ord(mark)


@cache
def _primary(char: str) -> tuple[float, ...]:
    if char in ASCII:
        return _ascii(char)
    if char in BEFORE:
        return (*_ascii(BEFORE[char]), ord(char))
    category = unicodedata.category(char)
    if category[0] == "N" and (value := unicodedata.numeric(char, -1)) >= 0:
        return (4, value, ord(char))
    # East Asian scripts are not in the order of their code points: Hangul, kana, Han.
    name = unicodedata.name(char, "").partition(" ")[0]
    script = {"HANGUL": 3000, "HIRAGANA": 3001, "KATAKANA": 3001, "CJK": 3002}.get(name, 2000)
    group = 3 if category == "Sc" else GROUPS.get(category[0], 5)
    # A katakana sorts with the hiragana of the same sound.
    code = ord(char) - 0x60 if name == "KATAKANA" and 0x30A1 <= ord(char) <= 0x30F6 else ord(char)
    return (group, script, code)


def _ascii(char: str) -> tuple[float, ...]:
    if char.isdigit():
        return (4, int(char))
    category = unicodedata.category(char)
    return (3 if category == "Sc" else GROUPS[category[0]], ASCII.index(char))
