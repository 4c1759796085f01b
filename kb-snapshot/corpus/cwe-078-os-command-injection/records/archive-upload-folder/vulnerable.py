import os
from pathlib import Path


def archive_customer(uploads: Path, backups: Path, customer: str) -> Path | None:
    """Pack the uploads of a customer and return the archive, or None when tar could not make it."""
    backups.mkdir(parents=True, exist_ok=True)
    archive = backups / "latest.tar.gz"
    archive.unlink(missing_ok=True)

    folder = f"{uploads}/{customer}"
    os.system(f"tar -czf {archive} -C {folder} .")

    if not archive.exists() or archive.stat().st_size == 0:
        return None
    return archive
