"""The gate of the car park: asks here whether a number plate may come in."""

import logging

from bottle import Bottle, abort, request

log = logging.getLogger("gate")


class Gate:
    def __init__(self, plates):
        self.plates = set(plates)
        self.app = Bottle()
        self.app.post("/enter", callback=self.enter)
        self.app.get("/inside", callback=lambda: {"inside": sorted(self.inside)})
        self.inside = set()

    def enter(self):
        plate = request.forms.getunicode("plate", "")
        if plate not in self.plates:
            log.warning("refused " + repr(plate))
            abort(403, "unknown plate")
        self.inside.add(plate)
        log.info("opened for %r", plate)
        return {"open": True}
