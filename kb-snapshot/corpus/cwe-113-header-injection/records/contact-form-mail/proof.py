import email
import socketserver
import threading


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a mail."""

    def handle(self):
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            command = line[:4].upper()
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (text := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(text)
                self.server.mails.append(email.message_from_bytes(b"".join(lines)))
            self.wfile.write(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
            if command == b"QUIT":
                return


def mails_after(action):
    with socketserver.TCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.mails = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            action(*server.server_address)
        except ValueError:
            pass
        finally:
            server.shutdown()
            thread.join()
        return server.mails


def attack(module, tmp_path) -> bool:
    subject = "hi\r\nReply-To: mallory@evil.example"
    mails = mails_after(lambda host, port: module.send_contact(subject, "hello", host, port))
    return any(mail["Reply-To"] == "mallory@evil.example" for mail in mails)


def test_honest_input(program, tmp_path):
    (mail,) = mails_after(lambda host, port: program.send_contact("Opening hours", "When?", host, port))
    assert mail["Subject"] == "[contact] Opening hours"
    assert mail["To"] == "office@club.example"
    assert mail.get_payload().strip() == "When?"


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
