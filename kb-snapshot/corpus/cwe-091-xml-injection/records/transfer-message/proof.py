import asyncio
from http.server import BaseHTTPRequestHandler
from xml.etree import ElementTree


def booked(module, http_server, purpose):
    """What the service books, which takes the last element of a name, and what the client returns."""
    transfers = []

    class Bank(BaseHTTPRequestHandler):
        def do_POST(self):
            text = self.rfile.read(int(self.headers["Content-Length"]))
            transfers.append({element.tag: element.text for element in ElementTree.fromstring(text)})
            body = b"<answer><reference>R-1</reference></answer>"
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    payments = module.Payments(http_server(Bank))
    reference = asyncio.run(payments.transfer("Ann Co", 25, purpose))
    return reference, transfers[0]


def attack(module, http_server) -> bool:
    return booked(module, http_server, "gift</purpose><amount>9000</amount><purpose>")[1]["amount"] == "9000"


def test_honest_input(program, http_server):
    reference, transfer = booked(program, http_server, "rent for May")
    assert reference == "R-1"
    assert transfer == {"amount": "25", "receiver": "Ann Co", "purpose": "rent for May"}


def test_attack_succeeds_on_vulnerable(vulnerable, http_server):
    assert attack(vulnerable, http_server)


def test_attack_fails_on_hardened(hardened, http_server):
    assert not attack(hardened, http_server)
