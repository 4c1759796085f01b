import csv
import tempfile


def write_rows(header, rows):
    """Write the rows to a temporary CSV file and return its path.

    The caller deletes the file once it has been sent.
    """
    with tempfile.NamedTemporaryFile("w", newline="", suffix=".csv", delete=False) as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return out.name
