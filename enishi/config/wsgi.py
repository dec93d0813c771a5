"""The WSGI application."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from enishi.engines import text

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enishi.config.settings")
application = get_wsgi_application()
# The dictionaries take a second or two: read them while the first visitors look around.
threading.Thread(target=text.warm, daemon=True).start()
