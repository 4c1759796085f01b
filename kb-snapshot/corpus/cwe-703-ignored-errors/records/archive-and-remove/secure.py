import argparse
import shutil
import subprocess
from pathlib import Path


def archive(folder, target):
    """Pack a finished project into target and free its space."""
    folder = Path(folder)
    packed = Path(target) / f"{folder.name}.tar.gz"
    subprocess.run(["tar", "-czf", str(packed), "-C", str(folder.parent), folder.name], check=True)
    shutil.rmtree(folder)
    return packed


def main(argv=None):
    parser = argparse.ArgumentParser(description="Archive finished projects.")
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--target", required=True)
    options = parser.parse_args(argv)
    for folder in options.folders:
        print(archive(folder, options.target))


if __name__ == "__main__":
    main()
