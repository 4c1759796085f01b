"""The code lock of the garage."""

import time


class Door:
    def __init__(self, code: str):
        if not code.isdigit() or len(code) < 8:
            raise ValueError("a code has eight digits or more")
        self._code = code
        self.is_open = False
        self.refused: list[float] = []

    def _passcode_is_right(self, code: str) -> bool:
        if len(code) != len(self._code):
            return False
        for given, wanted in zip(code, self._code):
            if given != wanted:
                return False
        return True

    def try_code(self, code: str) -> bool:
        self.is_open = self._passcode_is_right(code)
        if not self.is_open:
            self.refused.append(time.time())
        return self.is_open

    def close(self) -> None:
        self.is_open = False
