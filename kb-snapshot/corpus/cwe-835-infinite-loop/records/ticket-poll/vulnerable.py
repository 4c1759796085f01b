"""Waits for exports that another process writes."""

import sqlite3

import backoff


def open_jobs(path):
    jobs = sqlite3.connect(path)
    jobs.execute("CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY, state TEXT, file TEXT)")
    return jobs


@backoff.on_predicate(backoff.constant, jitter=None, interval=0.01)
def file_of(jobs, job):
    row = jobs.execute("SELECT file FROM job WHERE id = ? AND state = 'done'", (job,)).fetchone()
    return row and row[0]
