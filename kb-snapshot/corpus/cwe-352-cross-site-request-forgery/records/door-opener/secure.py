"""Opens the workshop's doors for members."""

import os

from tornado.web import Application, RequestHandler, authenticated

SECRET = os.environ.get("DOOR_SECRET") or os.urandom(32).hex()


class DoorHandler(RequestHandler):
    def get_current_user(self):
        return self.get_signed_cookie("member", max_age_days=7)

    @authenticated
    def get(self):
        self.write(
            '<form method="post"><input name="door" value="front">'
            f"{self.xsrf_form_html()}<button>Open</button></form>"
        )

    @authenticated
    def post(self):
        door = self.get_body_argument("door")
        self.application.opened.append((self.current_user.decode(), door))
        self.write({"open": door})


def make_app():
    app = Application([("/door", DoorHandler)], cookie_secret=SECRET, login_url="/login", xsrf_cookies=True)
    app.opened = []
    return app
