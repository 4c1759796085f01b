import bz2
import socketserver
import struct

LARGEST = 100_000
snapshots = {}


class SnapshotHandler(socketserver.StreamRequestHandler):
    """One snapshot per connection: sensor number, length, compressed bytes."""

    def handle(self):
        sensor, length = struct.unpack("!HI", self.rfile.read(6))
        if length > LARGEST:
            self.wfile.write(b"too long\n")
            return
        packed = self.rfile.read(length)
        snapshots[sensor] = bz2.decompress(packed)
        self.wfile.write(b"%d bytes\n" % len(snapshots[sensor]))


def create_server(port=7007):
    return socketserver.ThreadingTCPServer(("127.0.0.1", port), SnapshotHandler)
