import os
import re
import shutil


class RecipeStore:
    def __init__(self, folder, archive):
        self.folder = folder
        self.archive_folder = archive

    def load(self, name):
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError("a recipe's name has letters, digits and dashes only")
        path = os.path.join(self.folder, name + ".txt")
        with open(path, encoding="utf-8") as file:
            return file.read()

    def archive(self, name):
        if not re.fullmatch(r"[a-z0-9-]+", name):
            raise ValueError("a recipe's name has letters, digits and dashes only")
        path = os.path.join(self.folder, name + ".txt")
        return shutil.move(path, self.archive_folder)
