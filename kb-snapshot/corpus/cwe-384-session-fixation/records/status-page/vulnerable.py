import secrets
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

CODES = {"ada": "4711"}
SESSIONS = {}


class StatusPage(BaseHTTPRequestHandler):
    def do_GET(self):
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("sid")
        name = SESSIONS.get(cookie.value if cookie else "")
        self.answer(200 if name else 401, f"all systems are up, {name}" if name else "log in first")

    def do_POST(self):
        form = parse_qs(urlsplit(self.path).query)
        name = form.get("name", [""])[0]
        if not secrets.compare_digest(CODES.get(name, "-"), form.get("code", [""])[0]):
            self.answer(403, "name or code is wrong")
            return
        sid = form["sid"][0] if "sid" in form else secrets.token_urlsafe()
        SESSIONS[sid] = name
        self.send_response(200)
        self.send_header("Set-Cookie", f"sid={sid}; HttpOnly; SameSite=Lax")
        self.end_headers()

    def answer(self, status, text):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        pass
