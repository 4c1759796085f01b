import array
import ctypes
import json

FILTERS = {"gain": "/opt/studio/filters/gain.so", "fade": "/opt/studio/filters/fade.so"}


def run_job(message):
    """A job from the queue: {"filter": ..., "samples": [...]}."""
    job = json.loads(message)
    library = ctypes.CDLL(FILTERS[job["filter"]])
    samples = array.array("h", job["samples"])
    address, length = samples.buffer_info()
    library.apply(ctypes.c_void_p(address), ctypes.c_size_t(length))
    return samples.tolist()


def work(queue, results):
    for message in iter(queue.get, None):
        results.put(run_job(message))
