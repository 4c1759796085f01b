import os


class JobLock:
    """A lock file that holds the number of the running process."""

    def __init__(self, path="/run/import/job.lock"):
        self.path = path

    def acquire(self):
        if os.path.exists(self.path):
            return False
        with open(self.path, "w") as file:
            file.write(str(os.getpid()))
        return True

    def release(self):
        os.remove(self.path)

    def owner(self):
        with open(self.path) as file:
            return int(file.read())
