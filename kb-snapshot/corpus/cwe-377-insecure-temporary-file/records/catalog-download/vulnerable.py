import json
import os
import sys
import urllib.request

DOWNLOAD = "/tmp/catalog.json"


def article_names(url):
    urllib.request.urlretrieve(url, DOWNLOAD)
    try:
        with open(DOWNLOAD, encoding="utf-8") as file:
            catalog = json.load(file)
    finally:
        os.remove(DOWNLOAD)
    return [article["name"] for article in catalog["articles"]]


if __name__ == "__main__":
    print("\n".join(article_names(sys.argv[1])))
