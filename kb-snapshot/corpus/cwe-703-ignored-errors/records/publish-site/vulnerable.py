import os
import shutil

SITE = "site"
PUBLIC = "/srv/www/handbook"


def publish():
    """Check the pages for what must not go out, then copy them to the web server's folder."""
    os.system("sh checks/no-internal-pages.sh")
    shutil.copytree(SITE, PUBLIC, dirs_exist_ok=True)
    return sorted(os.listdir(PUBLIC))


if __name__ == "__main__":
    print("\n".join(publish()))
