"""Sessions of the help desk."""

from dataclasses import dataclass, field


@dataclass
class User:
    name: str


@dataclass
class Desk:
    sessions: dict = field(default_factory=dict)

    def login(self, name):
        user = User(name)
        session = str(id(user))
        self.sessions[session] = user
        return session

    def whoami(self, session):
        user = self.sessions.get(session)
        return user and user.name

    def logout(self, session):
        self.sessions.pop(session, None)
