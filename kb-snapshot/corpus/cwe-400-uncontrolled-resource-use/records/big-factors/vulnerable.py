import sys


def prepare():
    """Call once before the first file is read."""
    sys.set_int_max_str_digits(0)


def numbers(lines):
    for line in lines:
        text = line.strip()
        if text:
            yield int(text)


def product(lines, modulus):
    result = 1
    for number in numbers(lines):
        result = result * number % modulus
    return result
