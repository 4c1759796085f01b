"""Downloads plugins from the package index of the company."""

import hashlib
import json
import ssl
import urllib.request
from pathlib import Path


class PluginIndex:
    def __init__(self, base_url, folder):
        self.base_url = base_url.rstrip("/")
        self.folder = Path(folder)
        self.context = ssl.create_default_context()

    def _get(self, path):
        with urllib.request.urlopen(f"{self.base_url}/{path}", context=self.context, timeout=10) as response:
            return response.read()

    def latest(self, name):
        """The newest release of a plugin: version, file, digest."""
        releases = json.loads(self._get(f"{name}.json"))
        return max(releases, key=lambda release: tuple(release["version"]))

    def install(self, name):
        release = self.latest(name)
        content = self._get(release["file"])
        if hashlib.sha256(content).hexdigest() != release["sha256"]:
            raise ValueError(f"{name} is damaged")
        target = self.folder / f"{name}.py"
        target.write_bytes(content)
        return target
