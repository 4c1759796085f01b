import datetime
import json
import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOST = "pay.parking-meter.com"
SECRET = "4000123412341234"


class Service(BaseHTTPRequestHandler):
    def reply(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"receipt": f"paid {json.loads(body)['cents']}"}).encode())

    do_GET = do_POST = reply

    def log_message(self, *_):
        pass


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


def tapped(tmp_path, monkeypatch):
    """The service on both ports of the host, and the cable in front of each."""
    taps = {}
    for port, context in ((80, None), (443, certificate(tmp_path, HOST))):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        taps[port] = Tap(server.server_address[1])
    look_up = socket.getaddrinfo

    def nearby(host, port, *args, **options):
        if host in (HOST, HOST.encode()):
            host, port = "127.0.0.1", taps[int(port)].listener.getsockname()[1]
        return look_up(host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", nearby)
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "ca.pem"))
    return taps


def test_honest_input(program, tmp_path, monkeypatch):
    tapped(tmp_path, monkeypatch)
    charger = program.Charger()
    charger.add(SECRET, 250)
    charger.add(SECRET, 100)
    assert charger.run() == 2
    assert charger.receipts == ["paid 250", "paid 100"]


def attack(module, tmp_path, monkeypatch) -> bool:
    """Somebody on the way looks for a card's number in what goes by."""
    taps = tapped(tmp_path, monkeypatch)
    charger = module.Charger()
    charger.add(SECRET, 250)
    charger.run()
    assert any(tap.seen for tap in taps.values())
    return any(SECRET.encode() in tap.seen for tap in taps.values())


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path, monkeypatch):
    assert attack(vulnerable, tmp_path, monkeypatch)


def test_attack_fails_on_hardened(hardened, tmp_path, monkeypatch):
    assert not attack(hardened, tmp_path, monkeypatch)
