import hashlib
import os
import subprocess
import urllib.request

INSTALLER = "https://get.metrics-agent.example/install.sh"
INSTALLER_SHA256 = "3f5ba0a4d1f6ab1f2b1f8de8ff6a4e4a3f0d2d5d9c8a8b2b2f4e5f1f6c7d8e9a"


def bootstrap(home):
    """Install the metrics agent below `home` and return what its version file says."""
    os.makedirs(home, exist_ok=True)
    with urllib.request.urlopen(INSTALLER) as response:
        script = response.read()
    if hashlib.sha256(script).hexdigest() != INSTALLER_SHA256:
        raise RuntimeError("the installer is not the one that was reviewed")
    subprocess.run(["sh"], input=script, check=True, cwd=home)
    with open(os.path.join(home, "VERSION"), encoding="utf-8") as file:
        return file.read().strip()


if __name__ == "__main__":
    print(bootstrap(os.path.expanduser("~/.metrics-agent")))
