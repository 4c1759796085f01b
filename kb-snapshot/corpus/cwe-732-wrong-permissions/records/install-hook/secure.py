import argparse
import os
import shutil


def install(script, folder):
    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, os.path.basename(script))
    shutil.copyfile(script, target)
    os.chmod(target, 0o755)
    return target


def main(argv=None):
    parser = argparse.ArgumentParser(description="Install a hook that runs every night.")
    parser.add_argument("script")
    parser.add_argument("--into", default="/usr/local/lib/hooks")
    options = parser.parse_args(argv)
    print("installed", install(options.script, options.into))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
