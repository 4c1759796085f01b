import os
import tempfile
import zipfile


class BackupWorker:
    def __init__(self, spool, upload):
        self.spool = spool
        self.upload = upload

    def back_up(self, folder):
        descriptor, path = tempfile.mkstemp(prefix="backup-", dir=self.spool)
        with os.fdopen(descriptor, "wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(os.listdir(folder)):
                archive.write(os.path.join(folder, name), arcname=name)
        try:
            self.upload(path)
        finally:
            os.remove(path)
