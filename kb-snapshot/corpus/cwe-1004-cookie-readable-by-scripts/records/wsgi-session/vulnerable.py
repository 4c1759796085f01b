import secrets
from http.cookies import SimpleCookie


class Sessions:
    """Puts the visitor's dictionary into environ["session"]."""

    def __init__(self, app):
        self.app = app
        self.known: dict[str, dict] = {}

    @staticmethod
    def cookie_for(sid: str) -> str:
        cookie = SimpleCookie({"sid": sid})
        morsel = cookie["sid"]
        morsel["secure"] = True
        morsel["samesite"] = "Lax"
        morsel["path"] = "/"
        return morsel.OutputString()

    def __call__(self, environ, start_response):
        sid = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("sid")
        number = sid.value if sid and sid.value in self.known else secrets.token_urlsafe(32)
        environ["session"] = self.known.setdefault(number, {})

        def start(status, headers, *rest):
            return start_response(status, [*headers, ("Set-Cookie", self.cookie_for(number))], *rest)

        return self.app(environ, start)
