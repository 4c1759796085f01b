import asyncio
import ipaddress
import json
import ssl
import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
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


def service(seen):
    class Service(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.headers["X-Api-Key"], self.path))
            body = json.dumps({"results": [{"label": "Main Street 1"}, {"label": "Main Street 2"}]}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Service


@pytest.fixture
def trust(monkeypatch):
    """aiohttp makes its default context when it is imported: let a fresh one take its place."""

    def use(authority):
        monkeypatch.setattr(
            aiohttp.connector, "_SSL_CONTEXT_VERIFIED", ssl.create_default_context(cafile=str(authority))
        )

    return use


async def visit(app):
    async with TestClient(TestServer(app)) as client:
        response = await client.get("/suggest", params={"q": "Main"})
        return await response.json() if response.status == 200 else None


def test_honest_input(program, tmp_path, trust):
    certificate, authority = make_certificate(tmp_path, "addresses")
    trust(authority)
    seen = []
    with https_server(certificate, service(seen)) as url:
        found = asyncio.run(visit(program.make_app(url, "k-1")))
    assert found == ["Main Street 1", "Main Street 2"]
    assert seen == [("k-1", "/v1/complete?text=Main&limit=5")]


def attack(module, tmp_path, trust) -> bool:
    """An impostor answers for the address service and wants the key."""
    _, authority = make_certificate(tmp_path, "addresses")
    impostor, _ = make_certificate(tmp_path, "impostor")
    trust(authority)
    seen = []
    with https_server(impostor, service(seen)) as url:
        asyncio.run(visit(module.make_app(url, "k-1")))
    return bool(seen) and seen[0][0] == "k-1"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, trust):
    assert attack(vulnerable, tmp_path, trust)


def test_attack_fails_on_hardened(hardened, tmp_path, trust):
    assert not attack(hardened, tmp_path, trust)
