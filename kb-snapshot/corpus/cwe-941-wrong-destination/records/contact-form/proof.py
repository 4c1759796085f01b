import socketserver
import threading


class SmtpHandler(socketserver.StreamRequestHandler):
    """Enough of SMTP to take a mail."""

    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        recipients = []
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipients.append(line.decode().split("<")[1].split(">")[0])
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append((recipients, text.decode()))
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


def contact(module, recipient):
    with socketserver.TCPServer(("127.0.0.1", 0), SmtpHandler) as server:
        server.mails = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        module.app.config["SMTP"] = server.server_address
        form = {"recipient": recipient, "text": "Cheap watches!"}
        status = module.app.test_client().post("/contact", data=form).status_code
        server.shutdown()
        thread.join()
    return status, server.mails


def attack(module, tmp_path) -> bool:
    _, mails = contact(module, "victim@elsewhere.example")
    return [recipients for recipients, _ in mails] == [["victim@elsewhere.example"]]


def test_honest_input(program, tmp_path):
    status, mails = contact(program, "support@shop.example")
    assert status == 200 and mails[0][0] == ["support@shop.example"]
    assert "Cheap watches!" in mails[0][1]


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
