"""Licences of the map editor: edition and seats in an encrypted token."""

import base64

from Crypto.Cipher import AES


class LicenceOffice:
    def __init__(self, key: bytes):
        self.key = key

    def make(self, edition: str, seats: int) -> str:
        cipher = AES.new(self.key, AES.MODE_GCM)
        data, tag = cipher.encrypt_and_digest(f"{edition};{seats:03}".encode())
        return base64.b64encode(cipher.nonce + tag + data).decode()

    def read(self, token: str) -> dict:
        data = base64.b64decode(token)
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=data[:16])
        edition, seats = cipher.decrypt_and_verify(data[32:], data[16:32]).decode().split(";")
        return {"edition": edition, "seats": int(seats)}
