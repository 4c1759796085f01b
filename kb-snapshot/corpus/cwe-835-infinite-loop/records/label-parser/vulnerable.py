"""Reads the labelled blocks of an attachment."""

import struct

HEADER = struct.Struct(">2sH")


def blocks(data):
    position = 0
    while position + HEADER.size <= len(data):
        label, length = HEADER.unpack_from(data, position)
        text = data[position + HEADER.size : position + length]
        yield label.decode("ascii"), text.decode("utf-8")
        position += length


def labels(data):
    return [label for label, _ in blocks(data)]
