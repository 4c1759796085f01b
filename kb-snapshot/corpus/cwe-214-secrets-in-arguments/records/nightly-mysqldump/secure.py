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
        with (
            tempfile.NamedTemporaryFile("w", suffix=".cnf") as options,
            tempfile.NamedTemporaryFile("wb", dir=self.folder, delete=False) as file,
        ):
            options.write(f'[client]\nuser="{self.user}"\npassword="{self.password}"\n')
            options.flush()
            subprocess.run(
                ["mysqldump", f"--defaults-extra-file={options.name}", self.host, database],
                stdout=file,
                check=True,
            )
        Path(file.name).rename(target)
        return target
