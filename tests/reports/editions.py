"""Editions for tests: a small document, people who submit and decide, and an edition in each of its states."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Membership, Municipality, Role, User
from reports.content import Document, Heading, Paragraph, Score, Section, Signature, text
from reports.models import Approval, Edition, EditionFile, EditionState, Job
from reports.proofreading.remark import Remark, Severity
from reports.queries.editions import figures_dump
from reports.snapshots import document_dump, document_hash, text_hash
from reports.verbs.edition_files import edition_file_order, edition_file_store
from reports.verbs.editions import Submission, edition_approve, edition_prepare, edition_return, edition_submit
from reports.verbs.jobs import job_claim
from tests.factories import municipality, user

KIND = "indicator-analysis"
MAYOR = "นายกเทศมนตรีเมืองบ้านสวน"
PDF = b"%PDF-1.7 the very file"


def document(title: str = "รายงานของเทศบาลเมืองบ้านสวน", score: str = "98.28") -> Document:
    """A page with a figure and a signature block."""
    blocks = (
        Heading(title, level=1),
        Paragraph(text("ได้คะแนน ", Score(Decimal(score)), " คะแนน")),
        Signature("นายสมศักดิ์ ตั้งใจ", (MAYOR,)),
    )
    return Document(KIND, title, "เทศบาลเมืองบ้านสวน", (Section("รายงาน", blocks),))


def remark(severity: Severity, words: str = "ไม่พบขั้นตอน") -> Remark:
    return Remark("measure-incomplete", severity, "มาตรการที่ 1", words)


@dataclass(frozen=True)
class Office:
    """A municipality with an officer who submits and two executives who decide."""

    place: Municipality
    officer: User
    mayor: User
    clerk: User

    def submit(
        self,
        written: Document | None = None,
        *,
        remarks: Sequence[Remark] = (),
        read: Sequence[str] = (),
        note: str = "",
    ) -> Edition:
        """Submits a document as the officer saw it."""
        written = written or document()
        return edition_submit(
            municipality=self.place, kind=KIND, fiscal_year=2568,
            submission=Submission(written, 2568, remarks, figures_dump(self.place, 2568)),
            content_hash_seen=document_hash(written), remarks_read=read, note=note, by=self.officer,
        )  # fmt: skip

    def prepare(self, edition: Edition, by: User | None = None, *, position: str = MAYOR, acting: str = "") -> Approval:
        """Makes the form in which an executive would approve."""
        return edition_prepare(
            edition=edition, position=position, acting=acting, content_hash_seen=edition.content_sha256,
            by=by or self.mayor,
        )  # fmt: skip

    def ordered(self, approval: Approval) -> EditionFile:
        """The approval's PDF, which a job is to make."""
        return edition_file_order(
            approval=approval, ending="pdf", digits="thai", file_name="รายงาน.pdf", by=approval.by
        )

    def printed(self, approval: Approval, content: bytes = PDF) -> EditionFile:
        """The approval's PDF, as the worker stores it."""
        file = self.ordered(approval)
        if file.job:
            edition_file_store(job=claimed(file.job), content=content)
        file.refresh_from_db()
        return file

    def approve(self, edition: Edition, by: User | None = None) -> Edition:
        """Approves what the executive has read."""
        approval = self.prepare(edition, by)
        file = self.printed(approval)
        return edition_approve(approval=approval, file_sha256_seen=file.sha256, by=approval.by)

    def give_back(self, edition: Edition, reason: str = "แก้คะแนนข้อ i1") -> Edition:
        return edition_return(edition=edition, reason=reason, content_hash_seen=edition.content_sha256, by=self.mayor)


def office(slug: str = "ban-suan") -> Office:
    """A municipality with its people."""
    place = municipality(slug)

    def person(role: Role, first: str, last: str, position: str = "") -> User:
        someone = user(f"{slug}-{first}-{role}".encode("ascii", "ignore").decode() + str(User.objects.count()))
        someone.title, someone.first_name, someone.last_name = "นาย", first, last
        someone.save()
        Membership.objects.create(user=someone, municipality=place, role=role, position=position)
        return someone

    return Office(
        place,
        person(Role.INTEGRITY_OFFICER, "อนุชา", "รักงาน"),
        person(Role.EXECUTIVE, "สมศักดิ์", "ตั้งใจ", MAYOR),
        person(Role.EXECUTIVE, "ประเสริฐ", "มั่นคง", "ปลัดเทศบาล"),
    )


def claimed(job: Job) -> Job:
    """The job as a worker has it."""
    taken = job_claim(job_id=job.pk)
    assert taken is not None
    return taken


def editions_furnished(place: Municipality, officer: User, executive: User) -> EditionFile:
    """The analysis of 2566 once waiting (9100, its form 9101) and once approved (9110, 9111), with its PDF (9112)."""
    content = document_dump(document())
    fields = {
        "municipality": place,
        "kind": KIND,
        "fiscal_year": 2566,
        "content": content,
        "content_sha256": text_hash(content),
        "figures": "{}",
        "submitted_by": officer,
        "submitted_at": timezone.now(),
    }
    for number in (9110, 9100):
        edition = Edition.objects.create(pk=number, state=EditionState.RETURNED, **fields)
        approval = Approval.objects.create(
            pk=number + 1, edition=edition, by=executive, name="นายมะรูดิง ยะลาวงศ์", position="นายกเทศมนตรี", number=1,
            day=timezone.localdate(), code=f"sateng-nok-{number}", content=content, content_sha256=text_hash(content),
        )  # fmt: skip
        if number == 9110:
            Edition.objects.filter(pk=number).update(state=EditionState.APPROVED, number=1, approval=approval)
    Edition.objects.filter(pk=9100).update(state=EditionState.SUBMITTED)
    file = EditionFile(
        pk=9112, approval_id=9111, format="pdf", digits="thai", file_name="รายงาน.pdf", size=len(PDF),
        sha256=sha256(PDF).hexdigest(), made_at=timezone.now(),
    )  # fmt: skip
    file.file.save("", ContentFile(PDF))
    return file
