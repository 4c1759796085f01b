import argparse
import subprocess
import sys


def sorted_lines(path: str, numeric: bool = False) -> list[str]:
    options = ["-u", "-n"] if numeric else ["-u"]
    command = ["sort", *options, "--", path]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        raise OSError(result.stderr.strip())
    return result.stdout.splitlines()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Print the distinct lines of a file in order.")
    parser.add_argument("path")
    parser.add_argument("-n", "--numeric", action="store_true")
    args = parser.parse_args(arguments)
    try:
        print("\n".join(sorted_lines(args.path, args.numeric)))
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
