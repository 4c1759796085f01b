"""The register of members."""

from dataclasses import dataclass, field


@dataclass
class Member:
    name: str
    is_admin: bool = False


@dataclass
class Register:
    members: dict = field(default_factory=dict)

    def join(self, name, is_admin=False):
        self.members[name] = Member(name, is_admin)
        return self.members[name]

    def close_account(self, actor, name):
        assert actor.is_admin, "only administrators close accounts"
        return self.members.pop(name)
