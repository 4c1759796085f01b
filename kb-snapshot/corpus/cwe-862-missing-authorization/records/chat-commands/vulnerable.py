import shlex

RANK = {"guest": 0, "member": 1, "owner": 2}
NEEDS = {"help": "guest", "topic": "member", "kick": "owner"}


class Channel:
    def __init__(self, people: dict[str, str]):
        self.people = people
        self.topic = ""

    def receive(self, sender: str, line: str) -> str:
        """Run a line such as `/kick bob` and return what the bot says."""
        if not line.startswith("/"):
            return ""
        command, *words = shlex.split(line[1:])
        if command not in NEEDS:
            return f"unknown command {command}"
        return getattr(self, f"do_{command}")(sender, words)

    def do_help(self, sender: str, words: list[str]) -> str:
        rank = RANK[self.people[sender]]
        return " ".join(f"/{name}" for name, role in NEEDS.items() if RANK[role] <= rank)

    def do_topic(self, sender: str, words: list[str]) -> str:
        self.topic = " ".join(words)
        return f"topic set by {sender}"

    def do_kick(self, sender: str, words: list[str]) -> str:
        for name in words:
            self.people.pop(name, None)
        return f"{sender} removed {', '.join(words)}"
