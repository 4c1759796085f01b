"""Wiki of the observatory: readers read, editors write."""

from tornado.web import Application, HTTPError, RequestHandler

ROLES = {"ada": "editor", "ben": "reader"}


class WikiHandler(RequestHandler):
    def get_current_user(self):
        token = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self.application.tokens.get(token)

    def prepare(self):
        if self.current_user is None:
            raise HTTPError(401)
        if self.request.method == "POST" and ROLES.get(self.current_user) != "editor":
            raise HTTPError(403)


class ArticleHandler(WikiHandler):
    def get(self, title):
        if title not in self.application.articles:
            raise HTTPError(404)
        self.write(self.application.articles[title])

    def post(self, title):
        self.application.articles[title] = self.request.body.decode()
        self.set_status(201)

    def put(self, title):
        self.application.articles[title] = self.request.body.decode()

    def delete(self, title):
        self.application.articles.pop(title, None)
        self.set_status(204)


def make_app(tokens):
    app = Application([(r"/wiki/(\w+)", ArticleHandler)])
    app.tokens = tokens
    app.articles = {"Telescopes": "The big one stands on the roof."}
    return app
