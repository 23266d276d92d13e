"""The label before an error in the summary."""

from django import forms

from accounts.templatetags.weegschaal import error_links


class Questions(forms.Form):
    met = forms.CharField(label="Is it met?", error_messages={"required": "Say so."})
    name = forms.CharField(label="Name", error_messages={"required": "Give it."})


def test_a_question_is_followed_by_its_error_and_a_name_by_a_colon():
    links = error_links(Questions({}))
    assert [link.text for link in links] == ["Is it met? Say so.", "Name: Give it."]
