"""Stand-in scripts for extensions that are services of a platform, used on servers of ours where they are missing.

They provide the names and types that schemas refer to, and do nothing: no job runs, no request is sent.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from schemadiff.postgres.binaries import Binaries

SINCE = 180000
"""The first version with ``extension_control_path``, which names a further folder of extensions."""
SCRIPTS = Path(__file__).parent.parent / "presets" / "extension"


def standing_in(binaries: Binaries, names: frozenset[str]) -> frozenset[str]:
    """The unquoted names of the extensions that stand-ins replace: those not installed; none before PostgreSQL 18."""
    return names - binaries.extensions() if binaries.version >= SINCE else frozenset()


def settings(names: frozenset[str], folder: Path) -> dict[str, str]:
    """The settings with which a server finds the stand-ins: copies in ``folder``, which its user can read."""
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
    # A colon would end the folder's name in the setting.
    return {"extension_control_path": f"$system:{place}"} if ":" not in str(place) else {}
