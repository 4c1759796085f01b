import os


class JobLock:
    """A lock file that holds the number of the running process."""

    def __init__(self, path="/run/import/job.lock"):
        self.path = path

    def acquire(self):
        try:
            file = open(self.path, "x")
        except FileExistsError:
            return False
        with file:
            file.write(str(os.getpid()))
        return True

    def release(self):
        os.remove(self.path)

    def owner(self):
        with open(self.path) as file:
            return int(file.read())
