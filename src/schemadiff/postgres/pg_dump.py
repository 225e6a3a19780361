"""The output of ``pg_dump --schema-only``: the source of the clone, and the input of the second judge."""

# ruff: noqa: S603 - a program that we found, with arguments of ours and no shell

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event
from typing import IO, cast

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo
from psycopg.sql import Identifier

from schemadiff.errors import Blocked, ConnectionFailed, SchemadiffError, Unavailable, redact
from schemadiff.postgres import embedded, local
from schemadiff.postgres.binaries import parse_version
from schemadiff.postgres.sessions import LIMIT, PRINTING, TIMEZONE
from schemadiff.secret import without_secrets

# Releases since August 2025 print these lines; their key is random, so that two dumps would always differ.
RESTRICT = re.compile(r"^\\(?:un)?restrict .*\n", re.MULTILINE)
CHUNK = 1 << 16
"""The bytes of output that are read at once."""


def dump(
    conninfo: str,
    bindir: Path,
    *,
    schemas: Iterable[str] = (),
    exclude_schemas: Iterable[str] = (),
    owners: bool = True,
    labels: bool = True,
) -> str:
    """The schema of a database as SQL, without data and secrets; only of ``schemas``, if any are named."""
    return dumped(
        conninfo, bindir, schemas=schemas, exclude_schemas=exclude_schemas, owners=owners, labels=labels
    ).text()


def dumped(
    conninfo: str,
    bindir: Path,
    *,
    schemas: Iterable[str] = (),
    exclude_schemas: Iterable[str] = (),
    owners: bool = True,
    labels: bool = True,
) -> Dumping:
    """The same, once pg_dump has ended, kept compressed.

    Schema names are taken literally, never as patterns. Looking for security labels takes an eighth of the time of a
    small dump: ``labels`` is False where there cannot be any.
    """
    wanted = [f"--schema={literal(name)}" for name in schemas]
    options = [*_options(exclude_schemas), *wanted]
    options += [] if owners else ["--no-owner"]
    options += [] if labels else ["--no-security-labels"]
    packed = _ran(Call(bindir / "pg_dump", tuple(options), conninfo))
    return Dumping(lambda: packed)


@dataclass(frozen=True)
class Dumping:
    """What pg_dump prints in the background, or printed before."""

    packed: Callable[[], bytes]
    """Waits for the compressed output: a tenth of the 10 MB of 5,000 tables, while the catalogues are in memory."""

    def text(self) -> str:
        """Wait for the end, and return (and raise) what ``dump`` does."""
        return _as_text(self.packed())


@contextmanager
def dumping(conninfo: str, bindir: Path, *, exclude_schemas: Iterable[str] = ()) -> Iterator[Dumping]:
    """Begin to dump a schema in the background; pg_dump is ended with the context if it is still at work."""
    call = Call(bindir / "pg_dump", tuple(_options(exclude_schemas)), conninfo)
    with ThreadPoolExecutor(1) as aside:
        packed = aside.submit(_ran, call)
        try:
            yield Dumping(packed.result)
        finally:
            call.end()


def _options(exclude_schemas: Iterable[str]) -> Iterator[str]:
    yield from ("--schema-only", "--no-password", "--encoding=UTF8", f"--lock-wait-timeout={LIMIT}")
    for name in exclude_schemas:
        yield f"--exclude-schema={literal(name)}"


def _as_text(packed: bytes) -> str:
    return without_secrets(RESTRICT.sub("", zlib.decompress(packed).decode()))


def dump_roles(conninfo: str, bindir: Path) -> str:
    """The roles of a server as SQL: attributes, memberships, settings, privileges on parameters, but no passwords."""
    options = ["--roles-only", "--no-role-passwords", "--no-password", "--encoding=UTF8"]
    # By default pg_dumpall connects to the database "postgres", to which we may have no access.
    database = conninfo_to_dict(conninfo).get("dbname")
    options += [f"--database={database}"] if database else []
    return _as_text(_ran(Call(bindir / "pg_dumpall", tuple(options), conninfo)))


@dataclass(frozen=True)
class Call:
    """A program of PostgreSQL's to run, which another thread can end."""

    program: Path
    options: Sequence[str]
    conninfo: str
    runs: list[subprocess.Popen[bytes]] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def begun(self, run: subprocess.Popen[bytes]) -> None:
        """Remember a process, and kill it if the call has been ended meanwhile."""
        self.runs.append(run)
        if self.ended.is_set():
            run.kill()

    def end(self) -> None:
        """Kill what still runs, and what is started from now on."""
        self.ended.set()
        for run in self.runs:
            run.kill()


def _ran(call: Call) -> bytes:
    """Run a program and return its output, compressed."""
    try:
        return _run(call, PRINTING)
    except ConnectionFailed as error:
        # Some poolers refuse connection options; then constants are printed as the database's settings say.
        if "startup parameter" not in error.message:
            raise
        return _run(call, "")


def _run(call: Call, printing: str) -> bytes:
    shown, environment = _without_secrets(call.conninfo, printing)
    if not _plain(call.conninfo):
        environment |= _with_tls(call.program.parent)
    command = [str(call.program), *call.options, f"--dbname={shown}"]
    with TemporaryFile() as errors:
        try:
            run = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment
            )
        except OSError as error:
            raise Unavailable(f"cannot run {call.program}: {error.strerror}") from error
        call.begun(run)
        with run:
            try:
                packed = _packed(cast("IO[bytes]", run.stdout))
            except BaseException:
                # The command was ended: else it would wait here until pg_dump has its locks.
                run.kill()
                raise
        errors.seek(0)
        if run.returncode:
            raise _as_ours(errors.read().decode(errors="replace").strip(), shown, call.program.name)
    return packed


def _packed(stream: IO[bytes]) -> bytes:
    packer = zlib.compressobj(level=1)
    return b"".join([*map(packer.compress, iter(partial(stream.read, CHUNK), b"")), packer.flush()])


_RIGHTS = "it locks every table, which needs the privilege SELECT: GRANT pg_read_all_data TO {}"
_LOCKS = f"{_RIGHTS}; and check that no other session holds a conflicting lock"


def literal(name: str) -> str:
    """The pg_dump pattern that matches exactly this name."""
    # Between double quotes only the quote itself is special, and letters are not folded.
    return '"' + name.replace('"', '""') + '"'


def find_pg_dump(major: int) -> Path | None:
    """A folder with a ``pg_dump`` of at least this major version, the closest one; None if there is none."""
    found = [(of, bindir) for of, bindir in _found(os.environ.get(local.VARIABLE, "")) if of >= major]
    # min() keeps the first of equals: the embedded one, which is always installed.
    return min(found, key=lambda pair: pair[0])[1] if found else None


def needed_pg_dump(major: int) -> Path:
    """The same folder; Unavailable if there is none."""
    if (found := find_pg_dump(major)) is None:
        raise Unavailable(
            f"no pg_dump of version {major} or newer was found",
            hint=f"install PostgreSQL {major}'s client programs: pg_dump is one of the judges",
        )
    return found


@cache
def _found(named: str) -> tuple[tuple[int, Path], ...]:
    return tuple(_search(named))


def _search(named: str) -> Iterator[tuple[int, Path]]:
    for binaries in (*embedded.installations(), *local.installations(named)):
        if (binaries.bindir / "pg_dump").is_file():
            yield binaries.major, binaries.bindir
    # Clients may be installed without a server.
    for bindir in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        if (bindir / "pg_dump").is_file() and (major := _major_of(bindir / "pg_dump")):
            yield major, bindir


def _major_of(program: Path) -> int | None:
    try:
        done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return parse_version(done.stdout) // 10000 or None


def _without_secrets(conninfo: str, printing: str) -> tuple[str, dict[str, str]]:
    """The connection string for a command line, which every user of the machine can read, and the environment."""
    parameters = {name: value for name, value in conninfo_to_dict(conninfo).items() if value is not None}
    password = parameters.pop("password", None)
    # libpq reads sslpassword from nowhere else: an encrypted key then fails, which is better than showing it.
    parameters.pop("sslpassword", None)
    environment = dict(os.environ) | {"LC_ALL": "C"} | TIMEZONE
    # Options in the connection string take precedence over PGOPTIONS.
    options = str(parameters.pop("options", environment.get("PGOPTIONS", "")))
    environment["PGOPTIONS"] = f"{options} {printing}".strip()
    if password is not None:
        environment["PGPASSWORD"] = str(password)
    return make_conninfo("", **parameters), environment


def _plain(conninfo: str) -> bool:
    """True for a Unix socket without SSL, as our own servers have: such a connection needs neither TLS nor Kerberos."""
    told = conninfo_to_dict(conninfo)
    return told.get("sslmode") == "disable" and str(told.get("host")).startswith("/")


@cache
def _with_tls(bindir: Path) -> dict[str, str]:
    """The environment that makes the wheel's pg_dump, built without SSL, use the libpq that psycopg has loaded.

    That libpq has SSL, and is compatible unless it is older than pg_dump. Loading it with its dependencies takes a
    fifth of pg_dump's own time.
    """
    binaries = next((b for b in embedded.installations() if b.bindir == bindir), None)
    if binaries is None or sys.platform != "linux" or psycopg.pq.version() // 10000 < binaries.major:
        return {}
    # psycopg has loaded it, from its own folder or from the system.
    for line in Path("/proc/self/maps").read_text(errors="replace").splitlines():
        *_, path = line.split(maxsplit=5)
        if re.fullmatch(r"libpq(-[0-9a-f]+)?\.so[.0-9]*", Path(path).name):
            return {"LD_PRELOAD": path}
    return {}


def _as_ours(output: str, shown: str, program: str) -> SchemadiffError:
    words = redact(output).removeprefix(f"{program}: ").removeprefix("error: ")
    if "server version mismatch" in output:
        return Unavailable(
            f"this {program} is older than the server",
            detail=words,
            hint=f"install the server's own {program}",
        )
    if "SSL support is not compiled in" in output:
        return Unavailable(
            f"this {program} cannot use SSL, which the target requires",
            hint="install PostgreSQL's client programs, of the server's version or newer",
        )
    if "connection to server" in output:
        return ConnectionFailed(f"{program} cannot connect to {redact(shown)}: {words}")
    # pg_dump implements --lock-wait-timeout by statement_timeout.
    if "LOCK TABLE" in output and "timeout" in output:
        return Blocked(f"{program} waited too long for a lock: {words}")
    if "permission denied for" in words:
        return SchemadiffError(f"{program} failed: {words}", hint=_RIGHTS.format(_role(shown)))
    # The server's messages are in another language: only its own text says whether it was a privilege or the timeout.
    hint = _LOCKS.format(_role(shown)) if "LOCK TABLE" in output else ""
    return SchemadiffError(f"{program} failed: {words}", hint=hint)


def _role(conninfo: str) -> str:
    """The role that a connection is made as, quoted; libpq takes the user of the system if none is named."""
    named = str(conninfo_to_dict(conninfo).get("user") or "")
    usual = (found.val for found in Conninfo.get_defaults() if found.keyword == b"user")
    return Identifier(named or (next(usual) or b"").decode()).as_string()
