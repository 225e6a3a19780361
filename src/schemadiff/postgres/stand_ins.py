"""Extensions that are services of a platform: on servers of ours, scripts stand in for those that are not installed.

They have the names and types that schemas refer to, and do nothing: no job runs, no request leaves the machine.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from schemadiff.postgres.binaries import Binaries

SINCE = 180000
"""``extension_control_path``, which names a further folder of extensions, came with PostgreSQL 18."""
SCRIPTS = Path(__file__).parent.parent / "presets" / "extension"


def standing_in(binaries: Binaries, names: frozenset[str]) -> frozenset[str]:
    """Those of the extensions, unquoted, that would be stood in for: the real one is taken where there is one."""
    return names - binaries.extensions() if binaries.version >= SINCE else frozenset()


def settings(names: frozenset[str], folder: Path) -> dict[str, str]:
    """What a server is started with to find them: copies in ``folder``, which whoever runs it can read."""
    if not names:
        return {}
    place = folder / "stand-ins"
    inner = place / SCRIPTS.name
    shutil.rmtree(place, ignore_errors=True)
    inner.mkdir(parents=True)
    for name in sorted(names):
        for script in sorted(SCRIPTS.glob(f"{name}[.-]*")):
            shutil.copyfile(script, inner / script.name)
    for path in (place, inner, *inner.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    # A colon would end the folder's name.
    return {"extension_control_path": f"$system:{place}"} if ":" not in str(place) else {}
