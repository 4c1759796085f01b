import os
import shutil


class RecipeStore:
    def __init__(self, folder, archive):
        self.folder = folder
        self.archive_folder = archive

    def load(self, name):
        path = os.path.join(self.folder, name + ".txt")
        with open(path, encoding="utf-8") as file:
            return file.read()

    def archive(self, name):
        path = os.path.join(self.folder, name + ".txt")
        return shutil.move(path, self.archive_folder)
