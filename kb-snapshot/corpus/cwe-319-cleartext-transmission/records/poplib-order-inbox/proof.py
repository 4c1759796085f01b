import datetime
import socket
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

USER, SECRET = "orders", "rye-and-spelt-77"
MAILS = [b"Subject: 40 rolls\r\n\r\nThanks\r\n", b"Subject: 3 loaves of rye\r\n\r\nLee\r\n"]


def certificate(tmp_path, name):
    """A certificate for the host, which this test's programs trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(7).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = made.sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "server.pem").write_bytes(private + made.public_bytes(Encoding.PEM))
    (tmp_path / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem")
    return context


class Tap(threading.Thread):
    """A cable on the way to the server: what crosses it is kept."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.port, self.seen = port, bytearray()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.start()

    def run(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.port))
            threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, target, keep):
        try:
            while data := source.recv(65536):
                if keep:
                    self.seen += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


class MailServer(threading.Thread):
    """A mailbox with two mails; offers STLS, and a login with or without it."""

    def __init__(self, context):
        super().__init__(daemon=True)
        self.context, self.login, self.deleted = context, [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.start()

    def run(self):
        conn, _ = self.listener.accept()
        conn.sendall(b"+OK ready\r\n")
        lines = conn.makefile("rb")
        while line := lines.readline():
            word, *rest = line.decode().split()
            if word == "CAPA":
                conn.sendall(b"+OK\r\nUSER\r\nSTLS\r\n.\r\n")
            elif word == "STLS":
                conn.sendall(b"+OK go on\r\n")
                conn = self.context.wrap_socket(conn, server_side=True)
                lines = conn.makefile("rb")
            elif word == "STAT":
                conn.sendall(b"+OK %d %d\r\n" % (len(MAILS), sum(map(len, MAILS))))
            elif word == "RETR":
                conn.sendall(b"+OK\r\n" + MAILS[int(rest[0]) - 1] + b".\r\n")
            else:
                if word in ("USER", "PASS"):
                    self.login += rest
                elif word == "DELE":
                    self.deleted += rest
                conn.sendall(b"+OK\r\n")


def collect(module, tmp_path, monkeypatch):
    server = MailServer(certificate(tmp_path, "localhost"))
    tap = Tap(server.listener.getsockname()[1])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return module.orders("localhost", tap.listener.getsockname()[1], USER, SECRET), server, tap


def test_honest_input(program, tmp_path, monkeypatch):
    found, server, _ = collect(program, tmp_path, monkeypatch)
    assert found == ["40 rolls", "3 loaves of rye"]
    assert server.login == [USER, SECRET]
    assert server.deleted == ["1", "2"]


def attack(module, tmp_path, monkeypatch) -> bool:
    """Somebody on the way looks for the password in what goes by."""
    _, _, tap = collect(module, tmp_path, monkeypatch)
    assert tap.seen
    return SECRET.encode() in tap.seen


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
