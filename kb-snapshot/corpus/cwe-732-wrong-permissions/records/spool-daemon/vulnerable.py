import os
import queue
import threading


class Spooler(threading.Thread):
    """Takes documents from a queue and stores each as a numbered job."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder = folder
        self.jobs = queue.Queue()

    def run(self):
        os.umask(0)
        os.makedirs(self.folder, exist_ok=True)
        number = 0
        while (document := self.jobs.get()) is not None:
            number += 1
            path = os.path.join(self.folder, "job-%05d" % number)
            with open(path, "wb") as job:
                job.write(document)
            self.jobs.task_done()


def start(folder="/var/spool/labels"):
    spooler = Spooler(folder)
    spooler.start()
    return spooler
