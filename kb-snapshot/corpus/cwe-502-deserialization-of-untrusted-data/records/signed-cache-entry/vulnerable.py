"""Cache of rendered reports in a folder that several services share."""

import hashlib
import pickle
from pathlib import Path


class ReportCache:
    def __init__(self, folder: Path, key: bytes):
        self.folder = folder
        self.key = key

    def path_of(self, report: str) -> Path:
        return self.folder / hashlib.sha256(report.encode()).hexdigest()

    def put(self, report: str, value: object) -> None:
        data = pickle.dumps(value)
        mark = hashlib.sha256(data).digest()
        self.path_of(report).write_bytes(mark + data)

    def get(self, report: str) -> object:
        path = self.path_of(report)
        if not path.exists():
            return None
        stored = path.read_bytes()
        mark, data = stored[:32], stored[32:]
        if mark != hashlib.sha256(data).digest():
            raise ValueError(f"the entry of {report} is damaged")
        return pickle.loads(data)
