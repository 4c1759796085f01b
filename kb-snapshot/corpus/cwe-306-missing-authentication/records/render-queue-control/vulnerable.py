"""Pause, resume and clear the queue of the render farm."""

import os

from tornado.web import Application, HTTPError, RequestHandler, authenticated

SECRET = os.environ.get("QUEUE_SECRET") or os.urandom(32).hex()


class QueueHandler(RequestHandler):
    def initialize(self, queue):
        self.queue = queue

    def get_current_user(self):
        return self.get_signed_cookie("operator", max_age_days=1)

    @authenticated
    def get(self):
        self.write({"paused": self.queue["paused"], "jobs": self.queue["jobs"]})

    def post(self):
        action = self.get_body_argument("action")
        if action == "clear":
            self.queue["jobs"].clear()
        elif action in ("pause", "resume"):
            self.queue["paused"] = action == "pause"
        else:
            raise HTTPError(400)
        self.write({"done": action})


def make_app(queue=None):
    queue = queue or {"paused": False, "jobs": ["intro", "credits"]}
    routes = [("/queue", QueueHandler, {"queue": queue})]
    return Application(routes, cookie_secret=SECRET, login_url="/login", xsrf_cookies=True)
