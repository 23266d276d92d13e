"""The number of an assignment as part of an address: it holds a digit, so that no word of an address looks like one."""

from django.urls import register_converter
from django.urls.converters import StringConverter

NUMBER = r"(?=[^/]*[0-9])[A-Za-z0-9][A-Za-z0-9._-]*"


class TenderNumber(StringConverter):
    regex = NUMBER


register_converter(TenderNumber, "tender_number")
