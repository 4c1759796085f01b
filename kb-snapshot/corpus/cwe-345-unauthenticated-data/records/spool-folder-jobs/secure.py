"""Jobs for the back office, handed over as files on a share."""

import hmac
import json
import os
from pathlib import Path

KEY = os.environ.get("SPOOL_KEY", "").encode()


def submit(folder: Path, number: int, job: dict) -> Path:
    body = json.dumps(job).encode()
    path = folder / f"{number:04}.job"
    path.write_bytes(hmac.digest(KEY, body, "sha256") + body)
    return path


def run(folder: Path, refunds: dict[str, int]) -> list[str]:
    """Carries out what lies in the folder and returns the orders."""
    done = []
    for path in sorted(folder.glob("*.job")):
        tag, body = path.read_bytes()[:32], path.read_bytes()[32:]
        if not hmac.compare_digest(tag, hmac.digest(KEY, body, "sha256")):
            path.rename(path.with_suffix(".refused"))
            continue
        job = json.loads(body)
        refunds[job["order"]] = refunds.get(job["order"], 0) + int(job["cents"])
        done.append(job["order"])
        path.unlink()
    return done
