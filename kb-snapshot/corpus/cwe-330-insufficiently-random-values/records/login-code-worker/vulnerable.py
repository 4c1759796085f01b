"""Worker that sends the codes for logging in."""

import queue
import random
import time

DIGITS = 8
VALID_FOR = 300

codes = {}


def make_code(user):
    random.seed(int(time.time()))
    code = f"{random.randrange(10**DIGITS):0{DIGITS}}"
    codes[user] = (code, time.time() + VALID_FOR)
    return code


def check_code(user, code):
    """True once for the code that was sent last, as long as it is valid."""
    sent, until = codes.pop(user, (None, 0))
    return sent == code and time.time() < until


def work(requests, send):
    """Send a code to everybody in the queue, return how many there were."""
    count = 0
    while True:
        try:
            user = requests.get_nowait()
        except queue.Empty:
            return count
        send(user, f"Your code is {make_code(user)}")
        count += 1
