import ctypes
import os

HOME = os.path.dirname(os.path.abspath(__file__))


class Checksums:
    """Checksums of large files, computed by our C library."""

    def __init__(self):
        self._library = ctypes.CDLL("./native/libchecksum.so")
        self._library.checksum.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
        self._library.checksum.restype = ctypes.c_uint32

    def of_bytes(self, data):
        return self._library.checksum(data, len(data))

    def of_file(self, path):
        with open(path, "rb") as file:
            return self.of_bytes(file.read())
