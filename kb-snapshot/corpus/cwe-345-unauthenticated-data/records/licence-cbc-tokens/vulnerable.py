"""Licences of the map editor: edition and seats in an encrypted token."""

import base64

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad, unpad


class LicenceOffice:
    def __init__(self, key: bytes):
        self.key = key

    def make(self, edition: str, seats: int) -> str:
        cipher = AES.new(self.key, AES.MODE_CBC)
        data = cipher.encrypt(pad(f"{edition};{seats:03}".encode(), AES.block_size))
        return base64.b64encode(cipher.iv + data).decode()

    def read(self, token: str) -> dict:
        data = base64.b64decode(token)
        cipher = AES.new(self.key, AES.MODE_CBC, iv=data[:16])
        edition, seats = unpad(cipher.decrypt(data[16:]), AES.block_size).decode().split(";")
        return {"edition": edition, "seats": int(seats)}
