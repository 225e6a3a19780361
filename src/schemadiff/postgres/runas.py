"""The user that PostgreSQL's programs run as: the caller, or another user if that is root, which they refuse."""

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
    """How to start a program so that it does not run as root."""

    prefix: tuple[str, ...] = ()
    """The command that enters a user namespace, in which files remain ours and no system user is needed."""
    uid: int | None = None
    gid: int | None = None
    """The user to switch to where namespaces are not permitted; the files must then belong to that user."""

    @property
    def switches(self) -> bool:
        """True if the programs run as a user who has other file permissions than we have."""
        return self.uid is not None


@cache
def run_as() -> RunAs:
    """The first way that works on this machine; tried once per process."""
    user = _user_with_an_entry()
    if os.geteuid() != 0 and user is None:
        return RunAs()
    if user is not None and (namespace := _namespace(*user)):
        return RunAs(prefix=namespace)
    if os.geteuid() == 0:
        return _nobody()
    return RunAs()


def _user_with_an_entry() -> tuple[int, int] | None:
    """The uid and gid to map ourselves to, as initdb needs a uid with a passwd entry; None if our own has one."""
    if sys.platform == "win32":
        return None
    # There is no pwd module on Windows.
    import pwd  # noqa: PLC0415

    entries = [entry for entry in pwd.getpwall() if entry.pw_uid]
    if os.geteuid() and any(entry.pw_uid == os.geteuid() for entry in entries):
        return None
    return next(((entry.pw_uid, entry.pw_gid) for entry in entries), None)


def _namespace(uid: int, gid: int) -> tuple[str, ...]:
    """The command prefix that runs a program in a user namespace; empty where that is not permitted."""
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
    """The environment of PostgreSQL's programs: no PG* variable, no secret, and English messages."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"LC_ALL": "C"}


def run(
    program: Sequence[str | Path],
    *,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    text: str | None = None,
    extra_env: Mapping[str, str] | None = None,
) -> None:
    """Run a program until it ends; raise Unavailable with its output if it fails."""
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
    """True if users other than the owner and group can enter the folder."""
    return all(each.stat().st_mode & stat.S_IXOTH for each in (folder, *folder.parents))


def give(path: Path) -> None:
    """Make the user who runs PostgreSQL the owner of a file or folder."""
    user = run_as()
    if user.uid is not None and user.gid is not None:
        os.chown(path, user.uid, user.gid)
