"""Nightly backup of the choir's site."""

import shutil
from datetime import date
from pathlib import Path

KEEP = 7


def pack(site: Path, day: date) -> Path:
    work = site / "work"
    work.mkdir(exist_ok=True)
    for source in sorted((site / "data").iterdir()):
        shutil.copy2(source, work)
    name = shutil.make_archive("private/backup", "zip", root_dir=work)
    shutil.rmtree(work)
    packed = Path(name)
    return packed.rename(packed.with_name(f"backup-{day.isoformat()}.zip"))


def clean(folder: Path) -> list[str]:
    """Removes all but the newest archives."""
    old = sorted(folder.glob("backup-*.zip"))[:-KEEP]
    for path in old:
        path.unlink()
    return [path.name for path in old]


def run(site: Path) -> Path:
    packed = pack(site, date.today())
    clean(packed.parent)
    return packed
