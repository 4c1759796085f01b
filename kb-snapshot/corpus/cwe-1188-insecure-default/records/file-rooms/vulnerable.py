"""Rooms for files."""

from dataclasses import dataclass, field


@dataclass
class Room:
    name: str
    owner: str
    public: bool = True
    files: dict = field(default_factory=dict)


class House:
    def __init__(self):
        self.rooms = {}

    def create(self, name, owner, **settings):
        self.rooms[name] = Room(name, owner, **settings)
        return self.rooms[name]

    def read(self, room, file, user=None):
        room = self.rooms[room]
        if not room.public and user != room.owner:
            raise PermissionError(room.name)
        return room.files[file]
