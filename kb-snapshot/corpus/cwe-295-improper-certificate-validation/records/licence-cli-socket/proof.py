import ipaddress
import json
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


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
def licence_server(certificate, seen):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            raw, _ = listener.accept()
            raw.settimeout(2)
            with context.wrap_socket(raw, server_side=True) as connection:
                seen.append(json.loads(connection.makefile("rb").readline()))
                connection.sendall(b'{"until": "2031-01-01"}\n')
        except OSError:
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(2)


def test_honest_input(program, tmp_path, monkeypatch, capsys):
    certificate, authority = make_certificate(tmp_path, "licences")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    seen = []
    with licence_server(certificate, seen) as port:
        assert program.main(["127.0.0.1", str(port), "--key", "AB-12"]) == 0
    assert capsys.readouterr().out == "licensed until 2031-01-01\n"
    assert seen == [{"action": "activate", "key": "AB-12"}]


def attack(module, tmp_path, monkeypatch) -> bool:
    """An impostor without a trusted certificate waits for the key."""
    _, authority = make_certificate(tmp_path, "licences")
    impostor, _ = make_certificate(tmp_path, "impostor")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    seen = []
    with licence_server(impostor, seen) as port:
        try:
            module.main(["127.0.0.1", str(port), "--key", "AB-12"])
        except ssl.SSLCertVerificationError:
            return False
    return seen == [{"action": "activate", "key": "AB-12"}]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
