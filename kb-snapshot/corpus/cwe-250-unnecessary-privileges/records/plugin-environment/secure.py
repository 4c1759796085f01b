"""Runs plugins: a script each, text in and text out."""

import os
import subprocess
import sys


def run_plugin(script, text):
    done = subprocess.run(
        [sys.executable, "-I", script],
        input=text,
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
    )
    return done.stdout.strip()
