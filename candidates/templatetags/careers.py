"""How the jobs of a career are shown: {% load careers %}."""

from django import template

from candidates.cv.jobs import date_as_typed

register = template.Library()
register.filter("as_typed", date_as_typed)
