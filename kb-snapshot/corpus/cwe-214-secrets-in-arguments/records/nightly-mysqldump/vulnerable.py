"""Nightly dump of the shop's database."""

import subprocess
import tempfile
from datetime import date
from pathlib import Path


class Backup:
    def __init__(self, host: str, user: str, password: str, folder: Path):
        self.host = f"--host={host}"
        self.user = user
        self.password = password
        self.folder = folder

    def dump(self, database: str) -> Path:
        target = self.folder / f"{database}-{date.today()}.sql"
        with tempfile.NamedTemporaryFile("wb", dir=self.folder, delete=False) as file:
            subprocess.run(
                ["mysqldump", f"--user={self.user}", f"--password={self.password}", self.host, database],
                stdout=file,
                check=True,
            )
        Path(file.name).rename(target)
        return target
