import csv
import tempfile


def write_rows(header, rows):
    """Write the rows to a temporary CSV file and return its path.

    The caller deletes the file once it has been sent.
    """
    path = tempfile.mktemp(suffix=".csv")
    with open(path, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return path
