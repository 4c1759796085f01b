import os
import time

DAY = 24 * 60 * 60


class Cleaner:
    """Deletes files that nobody changed for a while."""

    def __init__(self, folder="/srv/drafts", days=30):
        self.folder = folder
        self.days = days

    def is_stale(self, path):
        return time.time() - os.path.getmtime(path) > self.days * DAY

    def run(self):
        deleted = 0
        for parent, _, names in os.walk(self.folder, followlinks=True):
            for name in names:
                path = os.path.join(parent, name)
                if self.is_stale(path):
                    os.remove(path)
                    deleted += 1
        return deleted
