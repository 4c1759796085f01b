import base64
import datetime
import socket
import ssl
import threading

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

USER, SECRET = "alarm@plant.example", "valve-open-now-5"


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
    """Takes one mail; offers STARTTLS, and a login with or without it."""

    def __init__(self, context):
        super().__init__(daemon=True)
        self.context, self.logins, self.mails = context, [], []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.start()

    def run(self):
        conn, _ = self.listener.accept()
        conn.sendall(b"220 ready\r\n")
        lines = conn.makefile("rb")
        for line in lines:
            word = line.split()[0].upper()
            if word == b"EHLO":
                conn.sendall(b"250-here\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n")
            elif word == b"STARTTLS":
                conn.sendall(b"220 go on\r\n")
                conn = self.context.wrap_socket(conn, server_side=True)
                lines = conn.makefile("rb")
                return self.talk(conn, lines)
            else:
                return self.talk(conn, lines, line)

    def talk(self, conn, lines, line=b""):
        while line := line or lines.readline():
            word = line.split()[0].upper()
            if word == b"EHLO":
                conn.sendall(b"250-here\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                self.logins.append(base64.b64decode(line.split()[2]).decode().split("\0")[1:])
                conn.sendall(b"235 welcome\r\n")
            elif word == b"DATA":
                conn.sendall(b"354 go on\r\n")
                mail = b""
                while (part := lines.readline()) != b".\r\n":
                    mail += part
                self.mails.append(mail)
                conn.sendall(b"250 taken\r\n")
            elif word == b"QUIT":
                conn.sendall(b"221 bye\r\n")
                return
            else:
                conn.sendall(b"250 fine\r\n")
            line = b""


def send(module, tmp_path, monkeypatch):
    server = MailServer(certificate(tmp_path, "localhost"))
    tap = Tap(server.listener.getsockname()[1])
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    mailer = module.AlarmMailer("localhost", tap.listener.getsockname()[1], USER, SECRET)
    mailer.send("duty@plant.example", "valve 7 is open")
    return server, tap


def test_honest_input(program, tmp_path, monkeypatch):
    server, _ = send(program, tmp_path, monkeypatch)
    assert server.logins == [[USER, SECRET]]
    assert b"valve 7 is open" in server.mails[0]


def attack(module, tmp_path, monkeypatch) -> bool:
    """Somebody on the way decodes the login that goes by."""
    _, tap = send(module, tmp_path, monkeypatch)
    for word in bytes(tap.seen).split():
        try:
            if SECRET.encode() in base64.b64decode(word):
                return True
        except ValueError:
            continue
    return False


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
