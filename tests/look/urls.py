"""The site's own addresses and the style guide."""

from django.urls import path

from config.urls import urlpatterns as site

from .styleguide import styleguide

urlpatterns = [path("stijl/", styleguide, name="styleguide"), *site]
