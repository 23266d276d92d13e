import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
_ = settings.SECRET_KEY  # raises when it is empty: a site must not start without
if not settings.MASTER_KEY:
    raise ImproperlyConfigured("MASTER_KEY is missing: bids could be neither kept nor read.")
