import queue
import sqlite3


class CleanupWorker:
    def __init__(self, path: str):
        self.path = path
        self.devices: queue.Queue[str | None] = queue.Queue()

    def forget(self, device: str) -> None:
        self.devices.put(device)

    def stop(self) -> None:
        self.devices.put(None)

    def run(self) -> int:
        """Handle devices until stop() was called; return how many."""
        connection = sqlite3.connect(self.path)
        handled = 0
        while (device := self.devices.get()) is not None:
            with connection:
                connection.execute("DELETE FROM sessions WHERE device = ?", (device,))
                connection.execute("DELETE FROM push_tokens WHERE device = ?", (device,))
            handled += 1
        connection.close()
        return handled
