import argparse
import os
import tarfile


def install(archive, folder):
    os.makedirs(folder, exist_ok=True)
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
        return tar.getnames()


def main(argv=None):
    parser = argparse.ArgumentParser(description="Install a theme")
    parser.add_argument("archive")
    parser.add_argument("--into", default="themes")
    options = parser.parse_args(argv)
    for name in install(options.archive, options.into):
        print("installed", name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
