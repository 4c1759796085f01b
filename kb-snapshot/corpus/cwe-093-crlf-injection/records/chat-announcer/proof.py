import socket
import threading


def commands(module, title):
    """What an IRC server reads, line by line, while one ticket is announced."""
    lines = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _ = server.accept()
            with connection, connection.makefile("r", newline="\n") as stream:
                for line in stream:
                    lines.append(line.strip())

        thread = threading.Thread(target=serve)
        thread.start()
        announcer = module.Announcer(*server.getsockname())
        announcer.ticket_opened(7, title)
        announcer.close()
        thread.join(timeout=2)
    return lines


def attack(module, tmp_path) -> bool:
    return "KICK #support ada" in commands(module, "Help\r\nKICK #support ada")


def test_honest_input(program, tmp_path):
    lines = commands(program, "Printer is out of paper")
    assert "JOIN #support" in lines
    assert "PRIVMSG #support :Ticket 7: Printer is out of paper" in lines


def test_attack_succeeds_on_vulnerable(vulnerable, tmp_path):
    assert attack(vulnerable, tmp_path)


def test_attack_fails_on_hardened(hardened, tmp_path):
    assert not attack(hardened, tmp_path)
