from multiprocessing.connection import Client, Listener


class RenderWorker:
    """Takes jobs from the control program, one connection at a time."""

    def __init__(self, port, key):
        self.key = key
        self.listener = Listener(("127.0.0.1", port))
        self.address = self.listener.address
        self.done = []

    def serve_one(self):
        with self.listener.accept() as connection:
            job = connection.recv()
            self.done.append(job["scene"])
            connection.send(f"rendered {job['scene']} with {job['samples']} samples")


def submit(address, key, scene, samples=64):
    with Client(address) as connection:
        connection.send({"scene": scene, "samples": samples})
        return connection.recv()
