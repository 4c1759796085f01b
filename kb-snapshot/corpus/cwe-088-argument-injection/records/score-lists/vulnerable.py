"""Score lists of the games evening, one text file for each game."""

import subprocess
from pathlib import Path

import tornado.web


class ScoreHandler(tornado.web.RequestHandler):
    def initialize(self, folder: Path):
        self.folder = folder

    def get(self):
        game = self.get_query_argument("game")
        if "/" in game or "\0" in game:
            self.set_status(400)
            self.finish("what game?")
            return
        done = subprocess.run(
            ["sort", "-n", "-r", game],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=5,
        )
        if done.returncode != 0:
            self.set_status(404)
            self.finish("no such game")
            return
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(done.stdout)


def make_app(folder: Path) -> tornado.web.Application:
    return tornado.web.Application([("/scores", ScoreHandler, {"folder": folder})])
