from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.marks import SeenField
from accounts.models import Organisation
from tenders.models import AskedQuestion
from tenders.services.questions import fingerprint

LONGEST = 5000


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AskForm(forms.Form):
    """`supplier` is asked only of who bids for several."""

    supplier = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("For which organisation do you ask?"), empty_label=None
    )
    text = SeenField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        widget=_area(6),
        help_text=gettext_lazy(
            "Question and answer are published for everybody, without your name. So don't name yourself in it."
        ),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("The answer would give away something confidential of my organisation"), required=False
    )
    reason = SeenField(
        label=gettext_lazy("Why is it confidential?"),
        max_length=LONGEST,
        required=False,
        widget=_area(3),
        help_text=gettext_lazy(
            "Only for a confidential question. If the officer does not agree, you choose: answered to everybody, or "
            "withdrawn."
        ),
    )

    def __init__(self, *args: Any, suppliers: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.suppliers = suppliers
        self.fields["supplier"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in suppliers])
        if len(suppliers) == 1:
            del self.fields["supplier"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        confidential, reason = cleaned.get("confidential"), cleaned.get("reason")
        if confidential and not reason and "reason" not in self.errors:
            self.add_error("reason", _("Say why the question is confidential."))
        if reason and not confidential:
            self.add_error(
                "confidential", _("Tick this too if the question is confidential, or leave the reason empty.")
            )
        return cleaned

    @property
    def question(self) -> dict[str, Any]:
        """For `services.questions.ask`."""
        supplier = self.cleaned_data.get("supplier") or self.suppliers[0]
        return {"text": self.cleaned_data["text"], "reason": self.cleaned_data["reason"], "supplier": supplier}


class AnswerForm(forms.Form):
    """A confidential question goes back to its asker as it was asked: there is no wording to change."""

    seen = forms.CharField(widget=forms.HiddenInput)
    wording = SeenField(
        label=gettext_lazy("The question as it is published"),
        max_length=LONGEST,
        widget=_area(5),
        help_text=gettext_lazy("Take out what tells who asks. The supplier's own words stay beside it."),
    )
    answer = SeenField(
        label=gettext_lazy("Answer"),
        max_length=2 * LONGEST,
        required=False,
        widget=_area(8),
        help_text=gettext_lazy("Kept as a draft. Nobody reads it until you publish the answers."),
    )

    def __init__(self, data: Any = None, *, question: AskedQuestion) -> None:
        initial = {"seen": fingerprint(question), "wording": question.published_wording, "answer": question.reply}
        super().__init__(data, initial=initial)
        if question.confidential:
            del self.fields["wording"]


class ChosenForm(forms.Form):
    """Which answers are published. A choice is a question's key with the fingerprint of what was seen."""

    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Answers to publish"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={
            "required": gettext_lazy("Choose at least one answer."),
            "invalid_choice": gettext_lazy("An answer was changed after you opened the page. Look at it once more."),
        },
    )

    def __init__(self, data: Any = None, *, questions: list[AskedQuestion]) -> None:
        keys = [f"{each.pk}-{fingerprint(each)}" for each in questions]
        super().__init__(data, initial={"answers": keys})
        self.fields["answers"].choices = list(zip(keys, map(str, questions), strict=True))
        self.questions = questions

    @property
    def panels(self) -> list[dict[str, Any]]:
        """Each question with its box."""
        boxes = self["answers"].subwidgets
        return [{"question": each, "box": box} for each, box in zip(self.questions, boxes, strict=True)]

    @property
    def chosen(self) -> dict[int, str]:
        """For `services.questions.publish_answers`."""
        return {int(key): words for key, words in (each.split("-") for each in self.cleaned_data["answers"])}


class DeclineForm(forms.Form):
    because = SeenField(
        label=gettext_lazy("Why is the question not confidential?"),
        max_length=LONGEST,
        widget=_area(3),
        help_text=gettext_lazy("The supplier reads this, and chooses: answered to everybody, or withdrawn."),
    )
