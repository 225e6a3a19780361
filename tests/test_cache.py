"""The files of the cache: private to the user, and limited in number."""

from __future__ import annotations

import os

import pytest

from schemadiff import cache


def test_what_was_used_last_is_kept_and_nobody_else_can_read_it(tmp_path):
    folder = tmp_path / "cache" / "sort"
    for number in range(3):
        cache.write(folder / f"{number}.txt", f"text {number} \udcff", 3)
        os.utime(folder / f"{number}.txt", (number, number))
    assert cache.read(folder / "0.txt") == "text 0 \udcff"
    cache.write(folder / "3.txt", "text 3", 2)

    assert sorted(path.name for path in folder.iterdir()) == ["0.txt", "3.txt"]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    with pytest.raises(OSError, match=r"1\.txt"):
        cache.read(folder / "1.txt")
