"""Messages of a chat channel: nonce, tag, ciphertext."""

from Crypto.Cipher import AES
from Crypto.Random import get_random_bytes

NONCE = 12
TAG = 16


class Channel:
    def __init__(self, name: str, key: bytes):
        self.name = name
        self.key = key
        self.nonce = get_random_bytes(NONCE)

    def send(self, text: str) -> bytes:
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=self.nonce)
        cipher.update(self.name.encode())
        ciphertext, tag = cipher.encrypt_and_digest(text.encode())
        return cipher.nonce + tag + ciphertext

    def read(self, packet: bytes) -> str:
        cipher = AES.new(self.key, AES.MODE_GCM, nonce=packet[:NONCE])
        cipher.update(self.name.encode())
        return cipher.decrypt_and_verify(packet[NONCE + TAG :], packet[NONCE : NONCE + TAG]).decode()
