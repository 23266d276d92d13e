import pytest
from django.http import HttpResponse

from documents.names import attachment_header, clean_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("CV Jan Jansen.pdf", "CV Jan Jansen.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\jan\\CV.pdf", "CV.pdf"),
        ("cv\r\nSet-Cookie: x=1.pdf", "cv Set-Cookie x=1.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("cv\u200b\x00\x7f.pdf", "cv.pdf"),
        ("CV  (def.)\t.pdf", "CV (def.).pdf"),
        ("Curriculum vitæ Şişman-Čapek.pdf", "Curriculum vitæ Şişman-Čapek.pdf"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
        ("", "document"),
        ("...", "document"),
        (".pdf", "pdf"),
        ("/", "document"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("x." + "y" * 300, "x." + "y" * 118),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(given, shown):
    assert clean_name(given) == shown
    assert len(clean_name(given)) <= 120


@pytest.mark.parametrize("name", ['één cv; "x".pdf', "cv\r\nX-Injected: 1.pdf", "日本.pdf"])
def test_a_download_header_is_one_line_of_ascii(name):
    response = HttpResponse(headers={"Content-Disposition": attachment_header(name)})
    header = response.headers["Content-Disposition"]
    assert header.isascii()
    assert header.startswith("attachment; filename")


def test_a_name_beyond_ascii_is_given_as_rfc_6266_says():
    assert attachment_header("één.pdf") == "attachment; filename*=utf-8''%C3%A9%C3%A9n.pdf"
