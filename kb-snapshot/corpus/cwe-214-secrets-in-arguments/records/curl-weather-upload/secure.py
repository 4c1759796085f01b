"""Upload of the day's measurements to the weather service."""

import os
import subprocess
import sys


def upload(path: str, url: str, user: str, password: str) -> str:
    result = subprocess.run(
        ["curl", "--silent", "--fail", "--config", "-", "--upload-file", path, url],
        input=f'user = "{user}:{password}"\n',
        capture_output=True,
        text=True,
        timeout=60,
    )
    if result.returncode != 0:
        raise RuntimeError(f"curl ended with {result.returncode}")
    return result.stdout


def main(argv: list[str]) -> int:
    path, url = argv
    print(upload(path, url, os.environ["WEATHER_USER"], os.environ["WEATHER_PASSWORD"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
