import argparse
import os
import tarfile


def export(project, target):
    """Packs the project's folder; returns the names of the members."""
    with tarfile.open(target, "w:gz", dereference=True) as archive:
        archive.add(project, arcname=os.path.basename(project))
        return archive.getnames()


def main(argv=None):
    parser = argparse.ArgumentParser(description="Export a project.")
    parser.add_argument("project")
    parser.add_argument("--to", default="export.tar.gz")
    options = parser.parse_args(argv)
    members = export(options.project, options.to)
    print(len(members), "members")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
