"""The WSGI application as `enishi serve` runs it: the graph is opened before anybody asks."""

import threading

from enishi.config.wsgi import application
from enishi.rooms.network.services import warm_up

__all__ = ["application"]

# Opening the graph of a large house, and the kernels for it, takes a second or two.
threading.Thread(target=warm_up, daemon=True).start()
