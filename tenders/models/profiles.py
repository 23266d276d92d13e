"""Function profiles: what a function is for, what it does, and the behaviour that shows its competences."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class FunctionProfileQuerySet(models.QuerySet["FunctionProfile"]):
    def library(self) -> "FunctionProfileQuerySet":
        return self.filter(organisation=None)

    def seen_from(self, offices: list[Organisation]) -> "FunctionProfileQuerySet":
        """The library and the own profiles of these organisations."""
        return self.filter(models.Q(organisation=None) | models.Q(organisation__in=offices))

    def with_rows(self) -> "FunctionProfileQuerySet":
        return self.prefetch_related("tasks", "skills", "competences__indicators")


class FunctionProfile(models.Model):
    """A profile of the library that ships with the program (no organisation), or of one organisation's own."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="function_profiles",
        verbose_name=_("organisation"),
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    family = models.CharField(
        _("series"), max_length=80, blank=True, help_text=_("Profiles that belong together, such as those of one team.")
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where the text comes from."))
    context = models.TextField(_("context of the function"), blank=True)
    purpose = models.TextField(_("purpose of the function"), blank=True)
    place = models.TextField(_("place in the organisation"), blank=True)
    tasks_intro = models.TextField(_("text before the tasks"), blank=True)
    education_level = models.CharField(
        _("education level"), max_length=60, blank=True, help_text=_("In short, as an assignment gives it: MBO.")
    )
    education = models.TextField(_("education"), blank=True)
    knowledge = models.TextField(_("professional knowledge"), blank=True)
    experience = models.TextField(_("experience"), blank=True)
    learning_path = models.TextField(_("learning path"), blank=True)

    objects = FunctionProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("function profile")
        verbose_name_plural = _("function profiles")
        ordering = ["name", "slug"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="a_function_profile_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("profile", args=[self.slug])

    @property
    def summary(self) -> str:
        """The first paragraph of its purpose."""
        return self.purpose.partition("\n")[0]


class ProfileTask(models.Model):
    """A task, under the heading of its result area."""

    profile = models.ForeignKey(FunctionProfile, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("result area"), max_length=200, blank=True)
    text = models.TextField(_("task"))

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["profile", "position"], name="one_profile_task_per_position")]

    def __str__(self) -> str:
        return self.text


class ProfileSkill(models.Model):
    """A skill that is asked, under the heading of its kind."""

    profile = models.ForeignKey(FunctionProfile, on_delete=models.CASCADE, related_name="skills")
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("kind of skill"), max_length=200, blank=True)
    text = models.TextField(_("skill"))

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["profile", "position"], name="one_profile_skill_per_position")]

    def __str__(self) -> str:
        return self.text


class ProfileCompetence(models.Model):
    """A competence of a function; `definition` says what it is, or asks the question that an interview answers."""

    profile = models.ForeignKey(FunctionProfile, on_delete=models.CASCADE, related_name="competences")
    position = models.PositiveSmallIntegerField(_("position"))
    cluster = models.CharField(_("cluster"), max_length=120, blank=True)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)

    class Meta:
        verbose_name = _("competence of a profile")
        verbose_name_plural = _("competences of a profile")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "position"], name="one_profile_competence_per_position"),
            models.UniqueConstraint(fields=["profile", "name"], name="one_profile_competence_per_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_profile_competence_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """Behaviour by which a competence shows (gedragsindicator)."""

    competence = models.ForeignKey(ProfileCompetence, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("indicator"))

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["competence", "position"], name="one_indicator_per_position")]

    def __str__(self) -> str:
        return self.text
