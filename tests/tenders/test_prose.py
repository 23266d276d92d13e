"""The posting's text as HTML."""

import pytest

from tenders.templatetags.postings import linked, prose


def link(address):
    return f'<a href="{address}" rel="noopener noreferrer nofollow">{address}</a>'


CASES = {
    "two paragraphs": ("Een.\n\nTwee.", "<p>Een.</p>\n<p>Twee.</p>"),
    "a line inside a paragraph": ("Een\nTwee", "<p>Een<br>Twee</p>"),
    "a browser's line ends": ("Een.\r\n\r\nTwee.", "<p>Een.</p>\n<p>Twee.</p>"),
    "a list": ("Wij vragen:\n- dit\n- dat", "<p>Wij vragen:</p><ul><li>dit</li><li>dat</li></ul>"),
    "a dash inside a sentence": ("Week - of maand", "<p>Week - of maand</p>"),
    "markup": ("<script>alert('x')</script> & zo", "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; zo</p>"),
    "an address in brackets": ("Zie (https://x.nl/a_b.pdf).", f"<p>Zie ({link('https://x.nl/a_b.pdf')}).</p>"),
    "an address with a query": ("https://x.nl/?a=1&b=2", f"<p>{link('https://x.nl/?a=1&amp;b=2')}</p>"),
    "an address in a list": ("- http://x.nl", f"<ul><li>{link('http://x.nl')}</li></ul>"),
    "an address that runs a script": ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    "an address that breaks out": ('https://x.nl/"onclick="x', f"<p>{link('https://x.nl/')}&quot;onclick=&quot;x</p>"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "html"), CASES.values(), ids=CASES.keys())
def test_text_becomes_html(text, html):
    assert prose(text) == html


def test_one_line_has_no_paragraph():
    assert linked("<b> https://x.nl") == f"&lt;b&gt; {link('https://x.nl')}"
