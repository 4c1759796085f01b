import hashlib
import ipaddress
import json
import ssl
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import URLError

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
def https_server(certificate, handler):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def index(code):
    releases = [
        {"version": [1, 2], "file": "chart-1.2.py", "sha256": "-"},
        {"version": [1, 10], "file": "chart-1.10.py", "sha256": hashlib.sha256(code).hexdigest()},
    ]

    class Index(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(releases).encode() if self.path == "/chart.json" else code
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Index


def test_honest_input(program, tmp_path, monkeypatch):
    certificate, authority = make_certificate(tmp_path, "index")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with https_server(certificate, index(b"def draw(): ...")) as url:
        target = program.PluginIndex(url, tmp_path).install("chart")
    assert target.read_bytes() == b"def draw(): ..."


def attack(module, tmp_path, monkeypatch) -> bool:
    """Somebody on the network path answers for the index and offers code of their own."""
    _, authority = make_certificate(tmp_path, "index")
    impostor, _ = make_certificate(tmp_path, "impostor")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with https_server(impostor, index(b"import os; os.system('id')")) as url:
        try:
            module.PluginIndex(url, tmp_path).install("chart")
        except URLError:
            return False
    return b"os.system" in (tmp_path / "chart.py").read_bytes()


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
