import os
import shutil
import zipfile


class PluginInstaller:
    def __init__(self, folder, report=print):
        self.folder = folder
        self.report = report

    def unpack(self, archive):
        count = 0
        with zipfile.ZipFile(archive) as plugin:
            for info in plugin.infolist():
                if info.is_dir():
                    continue
                target = os.path.join(self.folder, info.filename)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with plugin.open(info) as source, open(target, "wb") as out:
                    shutil.copyfileobj(source, out)
                self.report(info.filename)
                count += 1
        return count

    def run(self, jobs):
        return sum(self.unpack(archive) for archive in jobs)
