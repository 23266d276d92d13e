"""The admin shows whether the work goes on, not what it is about."""

import pytest
from django.urls import reverse

from tests.jobs.sample import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "{pk}/change/"])
def test_a_job_is_shown_without_its_key_and_its_arguments(kind, ask, superuser, as_user, clock_at, path):
    clock_at(NOON)
    job = ask("zegelsleutel", file="zegelargument")
    answer = as_user(superuser).get(reverse("admin:jobs_job_changelist") + path.format(pk=job.pk))
    assert answer.status_code == 200
    assert "sample" in answer.content.decode()
    assert "zegel" not in answer.content.decode()


def test_nobody_changes_a_job_there(kind, ask, superuser, as_user, clock_at):
    clock_at(NOON)
    page = reverse("admin:jobs_job_change", args=[ask().pk])
    assert as_user(superuser).post(page, {"state": "done"}).status_code == 403
    assert as_user(superuser).post(page.replace("change", "delete"), {"post": "yes"}).status_code == 403
