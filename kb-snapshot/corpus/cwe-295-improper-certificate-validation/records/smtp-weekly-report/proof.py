import base64
import ipaddress
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROWS = [("apples", 3), ("pears", 4)]


def make_certificate(folder, name, host="127.0.0.1"):
    """A self-signed certificate for `host`: its file with the key, and its file without."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    try:
        names = [x509.IPAddress(ipaddress.ip_address(host))]
    except ValueError:
        names = [x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, alone = folder / f"{name}.pem", folder / f"{name}-ca.pem"
    both.write_bytes(private + public)
    alone.write_bytes(public)
    return both, alone


@contextmanager
def mail_server(certificate, seen):
    """Speaks as much SMTP as a client with STARTTLS and AUTH needs, and writes down what it hears."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))

    def talk(connection, encrypted):
        reader = connection.makefile("rb")
        while line := reader.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "EHLO":
                offer = b"AUTH PLAIN" if encrypted else b"STARTTLS"
                connection.sendall(b"250-mail\r\n250 " + offer + b"\r\n")
            elif verb == "STARTTLS":
                connection.sendall(b"220 go\r\n")
                with context.wrap_socket(connection, server_side=True) as wrapped:
                    return talk(wrapped, True)
            elif verb == "AUTH":
                seen.append(base64.b64decode(line.split()[2]).split(b"\0")[1:])
                connection.sendall(b"235 ok\r\n")
            elif verb == "DATA":
                connection.sendall(b"354 go\r\n")
                lines = []
                while (part := reader.readline()) not in (b".\r\n", b""):
                    lines.append(part)
                seen.append(b"".join(lines))
                connection.sendall(b"250 ok\r\n")
            elif verb == "QUIT":
                connection.sendall(b"221 bye\r\n")
                return None
            else:
                connection.sendall(b"250 ok\r\n")

    def serve():
        try:
            connection, _ = listener.accept()
            connection.settimeout(2)
            connection.sendall(b"220 mail\r\n")
            with connection:
                talk(connection, False)
        except OSError:
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(2)


def send(module, port):
    return module.mail_report("127.0.0.1", port, "reports", "hunter2", ["kim@example.org"], ROWS)


def test_honest_input(program, tmp_path, monkeypatch):
    certificate, authority = make_certificate(tmp_path, "mail")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    seen = []
    with mail_server(certificate, seen) as port:
        assert send(program, port) == "Weekly report, 2 rows"
    assert seen[0] == [b"reports", b"hunter2"]
    assert b"apples: 3" in seen[1]


def attack(module, tmp_path, monkeypatch) -> bool:
    """An impostor answers for the mail server and waits for the login."""
    _, authority = make_certificate(tmp_path, "mail")
    impostor, _ = make_certificate(tmp_path, "impostor")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    seen = []
    with mail_server(impostor, seen) as port:
        try:
            send(module, port)
        except ssl.SSLCertVerificationError:
            return False
    return seen[0] == [b"reports", b"hunter2"]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
