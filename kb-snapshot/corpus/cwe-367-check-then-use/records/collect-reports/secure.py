import os


def read_report(folder):
    """The text of the report in this folder, None where there is none."""
    path = os.path.join(folder, "report.txt")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with open(descriptor, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def collect(home):
    reports = {}
    for user in sorted(os.listdir(home)):
        report = read_report(os.path.join(home, user))
        if report is not None:
            reports[user] = report
    return reports
