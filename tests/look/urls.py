"""The site's own addresses, the style guide, and the refusals at an address where they can be looked at."""

from django.urls import path

from config.urls import urlpatterns as site

from .styleguide import refusal, styleguide

urlpatterns = [
    path("stijl/", styleguide, name="styleguide"),
    path("stijl/<str:status>/", refusal, name="refusal"),
    *site,
]
