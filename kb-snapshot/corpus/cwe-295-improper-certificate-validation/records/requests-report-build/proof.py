import ipaddress
import json
import ssl
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BUILD = {"id": 7, "branch": "main", "tests": [{"name": "test_a", "passed": True}]}


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


def dashboard(seen):
    class Dashboard(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append((self.headers["Authorization"], self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"page": "/builds/7"}).encode()
            self.send_response(201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Dashboard


def test_honest_input(program, tmp_path, monkeypatch):
    certificate, authority = make_certificate(tmp_path, "dashboard")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    seen = []
    with https_server(certificate, dashboard(seen)) as url:
        assert program.report_build(BUILD, "s3cret", url) == "/builds/7"
    assert seen[0][0] == "Bearer s3cret"
    assert json.loads(seen[0][1])["status"] == "green"


def attack(module, tmp_path, monkeypatch) -> bool:
    """An impostor answers in the dashboard's place and wants the token."""
    _, authority = make_certificate(tmp_path, "dashboard")
    impostor, _ = make_certificate(tmp_path, "impostor")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    seen = []
    with https_server(impostor, dashboard(seen)) as url:
        try:
            module.report_build(BUILD, "s3cret", url)
        except requests.exceptions.SSLError:
            return False
    return seen[0][0] == "Bearer s3cret"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
