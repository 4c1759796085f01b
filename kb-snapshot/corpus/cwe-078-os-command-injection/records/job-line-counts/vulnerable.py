import json
import os
from pathlib import Path


def count_lines(name: str) -> int | None:
    output = os.popen("wc -l " + name).read()
    return int(output.split()[0]) if output else None


def process_spool(spool: Path) -> int:
    """Handle every job that waits in the spool folder; return how many there were."""
    done = 0
    for job_file in sorted(spool.glob("*.job")):
        job = json.loads(job_file.read_text())
        lines = count_lines(job["file"])
        result = {"id": job["id"], "lines": lines, "ok": lines is not None}
        job_file.with_suffix(".result").write_text(json.dumps(result))
        job_file.unlink()
        done += 1
    return done
