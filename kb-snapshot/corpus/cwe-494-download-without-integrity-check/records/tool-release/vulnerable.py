import argparse
import os
import subprocess
import tomllib

import requests


def install(lock_file, tool, target):
    with open(lock_file, "rb") as file:
        release = tomllib.load(file)["tools"][tool]
    response = requests.get(release["url"], timeout=30)
    response.raise_for_status()
    path = os.path.join(target, tool)
    with open(path, "wb") as out:
        out.write(response.content)
    os.chmod(path, 0o755)
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    return version.stdout.strip()


def main(argv=None):
    parser = argparse.ArgumentParser(description="Install a tool of tools.lock and print its version.")
    parser.add_argument("tool")
    parser.add_argument("--lock", default="tools.lock")
    parser.add_argument("--target", default="bin")
    options = parser.parse_args(argv)
    print(install(options.lock, options.tool, options.target))


if __name__ == "__main__":
    main()
