import argparse
import os
import tempfile


def run(steps):
    descriptor, path = tempfile.mkstemp(prefix="job-", suffix=".log")
    with os.fdopen(descriptor, "w") as log:
        for number, step in enumerate(steps, start=1):
            log.write(f"{number}: {step} done\n")
    return path


def main(argv=None):
    parser = argparse.ArgumentParser(description="Run the steps of a job")
    parser.add_argument("steps", nargs="+")
    options = parser.parse_args(argv)
    print(run(options.steps))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
