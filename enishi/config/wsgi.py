"""The WSGI application."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from enishi.engines import text

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enishi.config.settings")
application = get_wsgi_application()
from enishi.rooms.network.services import warm_up  # noqa: E402 - rooms need the settings

# Dictionaries and graph take a second or two: read them while the first visitors look around.
for warm in (text.warm, warm_up):
    threading.Thread(target=warm, daemon=True).start()
