import os
import subprocess

INSTALLER = "https://get.metrics-agent.example/install.sh"


def bootstrap(home):
    """Install the metrics agent below `home` and return what its version file says."""
    os.makedirs(home, exist_ok=True)
    subprocess.run(f"curl -fsS {INSTALLER} | sh", shell=True, check=True, cwd=home)
    with open(os.path.join(home, "VERSION"), encoding="utf-8") as file:
        return file.read().strip()


if __name__ == "__main__":
    print(bootstrap(os.path.expanduser("~/.metrics-agent")))
