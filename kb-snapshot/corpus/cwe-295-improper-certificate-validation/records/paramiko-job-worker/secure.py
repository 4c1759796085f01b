"""Worker that runs the jobs of a queue on remote machines over SSH."""

import queue
from pathlib import Path

import paramiko

KNOWN_HOSTS = Path("/etc/jobs/known_hosts")


def run_remote(job, password):
    client = paramiko.SSHClient()
    client.load_host_keys(str(KNOWN_HOSTS))
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(
        job["host"],
        port=job.get("port", 22),
        username=job["user"],
        password=password,
        look_for_keys=False,
        allow_agent=False,
        timeout=10,
    )
    try:
        _, stdout, _ = client.exec_command(job["command"])
        return stdout.read().decode()
    finally:
        client.close()


def work(jobs, results, passwords):
    """Run jobs until the queue is empty."""
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
            return
        results.append((job["id"], run_remote(job, passwords[job["host"]])))
