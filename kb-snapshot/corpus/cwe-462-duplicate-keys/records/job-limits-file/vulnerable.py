"""Settings of a job: those of the site, and what the user adds."""

import configparser

SITE = """
[limits]
minutes = 10
"""


def job_settings(additions):
    settings = configparser.ConfigParser(strict=False)
    settings.read_string(SITE + additions)
    return settings


def minutes(additions):
    return job_settings(additions).getint("limits", "minutes")


def tool(additions, name):
    return job_settings(additions).get("tools", name, fallback=None)
