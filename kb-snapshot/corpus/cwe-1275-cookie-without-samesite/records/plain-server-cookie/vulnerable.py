import secrets
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler


class DeviceHandler(BaseHTTPRequestHandler):
    password = ""
    sessions: set[str] = set()
    reboots: list[str] = []

    def log_message(self, *_):
        pass

    def answer(self, status: int, text: str, cookie: SimpleCookie | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        for morsel in (cookie or {}).values():
            self.send_header("Set-Cookie", morsel.OutputString())
        self.end_headers()
        self.wfile.write(text.encode())

    def do_POST(self):
        if self.path == "/login":
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if not secrets.compare_digest(body.encode(), f"password={self.password}".encode()):
                return self.answer(403, "wrong password")
            cookie = SimpleCookie({"sid": secrets.token_urlsafe(32)})
            cookie["sid"].update({"secure": True, "httponly": True, "samesite": "None"})
            self.sessions.add(cookie["sid"].value)
            return self.answer(200, "welcome", cookie)
        sid = SimpleCookie(self.headers.get("Cookie", "")).get("sid")
        if sid is None or sid.value not in self.sessions:
            return self.answer(401, "log in first")
        self.reboots.append(self.path)
        self.answer(200, "rebooting")
