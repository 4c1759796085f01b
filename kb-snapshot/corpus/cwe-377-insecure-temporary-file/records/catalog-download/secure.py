import json
import os
import sys
import urllib.request


def article_names(url):
    path, _ = urllib.request.urlretrieve(url)
    try:
        with open(path, encoding="utf-8") as file:
            catalog = json.load(file)
    finally:
        os.remove(path)
    return [article["name"] for article in catalog["articles"]]


if __name__ == "__main__":
    print("\n".join(article_names(sys.argv[1])))
