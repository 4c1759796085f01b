import json

import urllib3

pool = urllib3.PoolManager(timeout=5.0)


def count_words(text):
    return len(text.split())


def handle(message):
    job = json.loads(message)
    result = {"id": job["id"], "words": count_words(job["text"])}
    answer = pool.request("POST", job["callback"], json=result)
    return answer.status


def work(messages):
    return [handle(message) for message in messages]
