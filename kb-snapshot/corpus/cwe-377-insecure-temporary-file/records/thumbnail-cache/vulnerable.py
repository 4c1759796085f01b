import hashlib
import os

CACHE = "/tmp/thumbnails"


class ThumbnailCache:
    def __init__(self):
        os.makedirs(CACHE, exist_ok=True)
        self.folder = CACHE

    def path(self, picture):
        key = hashlib.sha256(picture.encode()).hexdigest()[:16]
        return os.path.join(self.folder, key + ".png")

    def put(self, picture, data):
        with open(self.path(picture), "wb") as file:
            file.write(data)

    def get(self, picture):
        try:
            with open(self.path(picture), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None
