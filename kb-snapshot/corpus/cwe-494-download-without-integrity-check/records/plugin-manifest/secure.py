import hashlib
import importlib.util
import json
import os
import urllib.request


def read_manifest(path):
    """The manifest is part of our repository: name, url and sha256 of every plugin."""
    with open(path, encoding="utf-8") as file:
        return {entry["name"]: entry for entry in json.load(file)["plugins"]}


def load_plugin(manifest, name, folder):
    entry = manifest[name]
    path = os.path.join(folder, f"{entry['name']}.py")
    urllib.request.urlretrieve(entry["url"], path)
    with open(path, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != entry["sha256"]:
            raise ValueError(f"{name} is not the file that the manifest describes")
    spec = importlib.util.spec_from_file_location(entry["name"], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
