import datetime
import ipaddress
import json
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa


class Gateway(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"kwh": 12}).encode())

    def log_message(self, *_):
        pass


def certificate(name, key, issuer_name, issuer_key, is_ca):
    def named(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer_name))
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(names, critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@contextmanager
def gateway(tmp_path, key):
    ca_key = ec.generate_private_key(ec.SECP256R1())
    (tmp_path / "ca.pem").write_bytes(certificate("Utility", ca_key, "Utility", ca_key, True))
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "box.pem").write_bytes(pem + certificate("box", key, "Utility", ca_key, False))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(tmp_path / "box.pem")
    with ThreadingHTTPServer(("127.0.0.1", 0), Gateway) as server:
        server.handle_error = lambda *_: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def attack(module, tmp_path) -> bool:
    """Answers in the gateway's name: the key of 1024 bits was computed from its certificate."""
    with gateway(tmp_path, rsa.generate_private_key(65537, 1024)) as port:
        try:
            return module.readings("127.0.0.1", port, str(tmp_path / "ca.pem")) == {"kwh": 12}
        except ssl.SSLError:
            return False


def test_honest_input(program, tmp_path):
    with gateway(tmp_path, ec.generate_private_key(ec.SECP256R1())) as port:
        assert program.readings("127.0.0.1", port, str(tmp_path / "ca.pem")) == {"kwh": 12}


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
