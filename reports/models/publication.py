"""Publications: what the public sees, since when, and why not any more."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Municipality
from reports.models.edition import Edition

#: Shown, or not yet, and not taken back.
_STANDS = Q(withdrawn_at__isnull=True)


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications by what the public sees of them."""

    def shown(self) -> "PublicationQuerySet":
        """Those that were ever seen: shown now, replaced by a later edition, or withdrawn."""
        return self.filter(published_at__isnull=False)

    def live(self) -> "PublicationQuerySet":
        """Those that are the current edition of their document."""
        return self.shown().filter(_STANDS, replaced_by__isnull=True)

    def prepared(self) -> "PublicationQuerySet":
        """Those whose files are being made: nobody sees them yet."""
        return self.filter(_STANDS, published_at__isnull=True)


class Publication(models.Model):
    """An approved edition on the municipality's public page.

    Without `published_at` its files are still being made and nobody sees it: it appears whole or not at all. A later
    edition's publication takes its place (`replaced_by`); its own address goes on answering, and says so. Withdrawn, it
    answers 410 with the `reason`. Municipality, kind and year are the edition's, for the database to keep the rules.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=40)
    fiscal_year = models.PositiveSmallIntegerField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced")
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("เหตุผล", max_length=1000, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "การเผยแพร่"
        verbose_name_plural = "การเผยแพร่"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=_STANDS, name="publication_of_an_edition_once"),
            models.UniqueConstraint(
                fields=["municipality", "kind", "fiscal_year"],
                condition=_STANDS & Q(published_at__isnull=False, replaced_by__isnull=True),
                name="publication_live_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind", "fiscal_year"],
                condition=_STANDS & Q(published_at__isnull=True),
                name="publication_prepared_once",
            ),
            models.CheckConstraint(condition=_STANDS | ~Q(reason=""), name="publication_withdrawn_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}"

    @property
    def visible(self) -> bool:
        """Whether the public may read it: as the current edition, or as one that was replaced."""
        return self.published_at is not None and self.withdrawn_at is None
