import os

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()
_ = settings.SECRET_KEY  # raises when it is empty: a site must not start without
if not settings.MASTER_KEY:
    raise ImproperlyConfigured("MASTER_KEY is missing: bids could be neither kept nor read.")
