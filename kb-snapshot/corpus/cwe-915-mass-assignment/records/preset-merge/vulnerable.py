"""Options of a game and the presets that players share."""

import json


class Audio:
    def __init__(self):
        self.volume = 70
        self.music = True


class Options:
    max_players = 8

    def __init__(self):
        self.language = "en"
        self.audio = Audio()


def merge(data, target):
    for key, value in data.items():
        if isinstance(value, dict) and hasattr(target, key):
            merge(value, getattr(target, key))
        else:
            setattr(target, key, value)


def apply_preset(options, text):
    merge(json.loads(text), options)
    return options
