"""As whom PostgreSQL's programs run: as the caller, or, as root, which PostgreSQL refuses, as somebody else."""

# ruff: noqa: S603 - programs of PostgreSQL, with arguments of ours

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from schemadiff.errors import Unavailable

KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class RunAs:
    """How to start a program so that it does not see itself as root."""

    prefix: tuple[str, ...] = ()
    """A user namespace, in which files stay ours and no user is added."""
    uid: int | None = None
    gid: int | None = None
    """A real switch of the user, where a namespace is denied; its files must then be its own."""

    @property
    def switches(self) -> bool:
        """True if the programs run as another user than we do, as files see it."""
        return self.uid is not None


@cache
def run_as() -> RunAs:
    """The way that works here, tried once per process."""
    user = _user_with_an_entry()
    if os.geteuid() != 0 and user is None:
        return RunAs()
    if user is not None and (namespace := _namespace(*user)):
        return RunAs(prefix=namespace)
    if os.geteuid() == 0:
        return _nobody()
    return RunAs()


def _user_with_an_entry() -> tuple[int, int] | None:
    """Whom to map ourselves to: initdb needs a uid that the passwd database knows; None if ours will do."""
    if sys.platform == "win32":
        return None
    # There is no pwd module on Windows.
    import pwd  # noqa: PLC0415

    entries = [entry for entry in pwd.getpwall() if entry.pw_uid]
    if os.geteuid() and any(entry.pw_uid == os.geteuid() for entry in entries):
        return None
    return next(((entry.pw_uid, entry.pw_gid) for entry in entries), None)


def _namespace(uid: int, gid: int) -> tuple[str, ...]:
    """The command line in front of a program that gives it a user namespace; empty where that is denied."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "-U", f"--map-user={uid}", f"--map-group={gid}")
    try:
        subprocess.run([*prefix, "true"], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ()
    return prefix


def _nobody() -> RunAs:
    import pwd  # noqa: PLC0415 - there is no such module on Windows

    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise Unavailable(
            "PostgreSQL does not run as root, and there is neither a user namespace nor a user nobody",
            hint="run as another user than root",
        ) from None
    return RunAs(uid=entry.pw_uid, gid=entry.pw_gid)


def environment() -> dict[str, str]:
    """What PostgreSQL's programs see of ours: no PG* variable and no secret, and messages in English."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"LC_ALL": "C"}


def run(
    program: Sequence[str | Path],
    *,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    text: str | None = None,
    extra_env: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end; raise Unavailable with its own words when it fails."""
    user = run_as()
    try:
        done = subprocess.run(
            [*user.prefix, *program],
            stdin=stdin if text is None else None,
            input=None if text is None else text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment() | dict(extra_env or {}),
            cwd="/",
            user=user.uid,
            group=user.gid,
            extra_groups=[] if user.switches else None,
            check=False,
        )
    except OSError as error:
        raise Unavailable(f"cannot run {program[0]}: {error.strerror}") from error
    if done.returncode:
        words = done.stdout.decode(errors="replace").strip()
        raise Unavailable(f"{Path(program[0]).name} failed", detail=words)


def may_enter(folder: Path) -> bool:
    """True if whoever runs PostgreSQL as another user than we are can get there."""
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


def give(path: Path) -> None:
    """Make a file or folder belong to whoever runs PostgreSQL."""
    user = run_as()
    if user.uid is not None and user.gid is not None:
        os.chown(path, user.uid, user.gid)
