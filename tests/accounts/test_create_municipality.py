"""`create_municipality` registers, or says in one sentence why not."""

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Kind, Municipality
from tests.factories import municipality

pytestmark = pytest.mark.django_db


def test_create_municipality_registers_and_says_so() -> None:
    output = io.StringIO()

    call_command(
        "create_municipality", "sateng-nok", name="สะเตงนอก", kind="เมือง", province="ยะลา", district="เมืองยะลา",
        stdout=output,
    )  # fmt: skip

    assert output.getvalue() == "ลงทะเบียนเทศบาลเมืองสะเตงนอก แล้ว (sateng-nok)\n"
    assert list(Municipality.objects.values_list("slug", "name", "proper_name", "kind", "district", "province")) == [
        ("sateng-nok", "เทศบาลเมืองสะเตงนอก", "สะเตงนอก", Kind.MUEANG, "เมืองยะลา", "ยะลา")
    ]


@pytest.mark.parametrize(
    ("slug", "kind", "sentence"),
    [
        ("ban-chang", "หมู่บ้าน", "ไม่รู้จักประเภท “หมู่บ้าน” กรุณาระบุ นคร เมือง ตำบล อบต. หรือ อบจ."),
        ("ban-suan", "เมือง", "มีหน่วยงานที่ใช้ชื่อในที่อยู่เว็บนี้อยู่แล้ว กรุณาใช้ชื่ออื่น"),
    ],
)
def test_create_municipality_refuses_in_one_sentence(slug: str, kind: str, sentence: str) -> None:
    municipality("ban-suan")

    with pytest.raises(CommandError) as caught:
        call_command("create_municipality", slug, name="บ้านฉาง", kind=kind, province="ระยอง")

    assert str(caught.value) == sentence
    assert caught.value.returncode == 1
    assert Municipality.objects.count() == 1
