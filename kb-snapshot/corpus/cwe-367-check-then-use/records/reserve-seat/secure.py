import argparse
import os


def reserve(hall, seat, guest):
    """Whether the seat was free and is now the guest's."""
    path = os.path.join(hall, f"{seat:03d}.txt")
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(guest)
    except FileExistsError:
        return False
    return True


def main(argv=None):
    parser = argparse.ArgumentParser(description="Reserve a seat.")
    parser.add_argument("seat", type=int)
    parser.add_argument("--for", dest="guest", required=True)
    parser.add_argument("--hall", default="/mnt/boxoffice/tonight")
    options = parser.parse_args(argv)
    if not reserve(options.hall, options.seat, options.guest):
        print("taken")
        return 1
    print("reserved for", options.guest)
    return 0
