"""Heat map of the greenhouse, one byte for each cell."""

import numpy as np
import tornado.web

SENSORS = [(0.2, 0.3, 21.5), (0.8, 0.5, 26.0), (0.5, 0.9, 19.0)]


class HeatMapHandler(tornado.web.RequestHandler):
    def get(self):
        width = int(self.get_argument("width", "32"))
        height = int(self.get_argument("height", "32"))
        if width < 1 or height < 1:
            self.set_status(400)
            self.finish({"error": "the map needs a size"})
            return
        cells = np.zeros((height, width), dtype=np.uint8)
        for x, y, degrees in SENSORS:
            cells[int(y * (height - 1)), int(x * (width - 1))] = int(degrees * 8)
        self.set_header("Content-Type", "application/octet-stream")
        self.write(cells.tobytes())


def make_app() -> tornado.web.Application:
    return tornado.web.Application([("/heat", HeatMapHandler)])
