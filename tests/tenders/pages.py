"""What a browser without scripts would send: every field of a page's form, as it stands there."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    """The fields of the form whose action ends with `action`, and the text of the page."""

    def __init__(self, action):
        super().__init__()
        self.action, self.inside, self.in_template = action, False, 0
        self.fields, self.select, self.chosen, self.textarea = {}, None, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "template":
            self.in_template += 1
        if tag == "form":
            self.inside = attrs.get("action", "").endswith(self.action) or not attrs.get("action")
        if not self.inside or self.in_template:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            if attrs.get("type") in ("checkbox", "radio") and "checked" not in attrs:
                return
            self.fields[name] = attrs.get("value", "on" if attrs.get("type") == "checkbox" else "")
        if tag == "textarea":
            self.textarea, self.fields[name] = name, ""
        if tag == "select":
            self.select, self.fields[name] = name, None
        if tag == "option" and self.select and ("selected" in attrs or self.fields[self.select] is None):
            self.fields[self.select] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag == "template":
            self.in_template -= 1
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.textarea = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea and self.inside and not self.in_template:
            self.fields[self.textarea] += data


def form_on(response, action=""):
    """Name → value of the form on this page that goes to `action` (the page itself by default)."""
    parser = _Form(action or response.request["PATH_INFO"])
    parser.feed(response.content.decode())
    fields = {name: value or "" for name, value in parser.fields.items() if name != "csrfmiddlewaretoken"}
    # A browser leaves out the newline right after <textarea>.
    return {name: value.removeprefix("\n") for name, value in fields.items()}
