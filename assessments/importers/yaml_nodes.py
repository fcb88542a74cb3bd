"""Reads values of a YAML file by key, and notes every fault with file and key."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from thaitext.dates import UnreadableDate, parse_date

BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping in the file with its place. Reads values by key and notes what is wrong, with file and key."""

    values: dict[str, Any]
    place: str
    errors: list[str] = field(default_factory=list)

    def wrong(self, key: str, sentence: str) -> None:
        self.errors.append(f"{self.place}.{key}: {sentence}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.wrong(key, "ต้องเป็นข้อความ" if not isinstance(value, str) else "ขาดข้อความ")
            return ""
        return value.strip()

    def integer(self, key: str, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(key, "ต้องเป็นจำนวนเต็ม")
            return 0
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, "ต้องเป็น true หรือ false")
        return bool(value)

    def decimal(self, key: str) -> Decimal:
        value = self.values.get(key)
        try:
            # Written in quotes: YAML's own numbers are binary fractions.
            return Decimal(value) if isinstance(value, str) else Decimal("NaN")
        except InvalidOperation:
            return Decimal("NaN")
        finally:
            if not isinstance(value, str) or not value.replace(".", "", 1).isdecimal():
                self.wrong(key, 'ต้องเป็นตัวเลขในเครื่องหมายคำพูด เช่น "0.30"')

    def day(self, key: str) -> date:
        """A date of the Buddhist Era: ``"2569-03-31"``."""
        return self._date(key, self.text(key, required=True)) or date.min

    def moment(self, key: str) -> datetime | None:
        """A date and an hour in Bangkok: ``"2569-03-31 17:00"``; None where there is none."""
        day, _, hour = self.text(key).partition(" ")
        found = self._date(key, day)
        if found is None:
            return None
        try:
            return datetime.combine(found, time.fromisoformat(hour), BANGKOK)
        except ValueError:
            self.wrong(key, f"เวลา “{hour}” ใช้ไม่ได้ ต้องเป็นชั่วโมงและนาที เช่น 17:00")
            return None

    def _date(self, key: str, text: str) -> date | None:
        try:
            return parse_date(text) if text else None
        except UnreadableDate as error:
            self.wrong(key, error.reason)
            return None

    def nodes(self, key: str, known: set[str]) -> "list[Node]":
        """The mappings of a list; a key that is not among `known` is a fault."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, "ต้องเป็นรายการ")
            return []
        nodes = [Node(item, f"{self.place}.{key}[{number}]", self.errors) for number, item in enumerate(value, 1)]
        for node in nodes:
            node.check_keys(known)
        return nodes

    def check_keys(self, known: set[str]) -> None:
        for key in self.values.keys() - known:
            self.wrong(str(key), "ไม่รู้จักคีย์นี้ กรุณาตรวจสอบตัวสะกด")

    def codes(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, "ต้องเป็นรายการรหัสข้อคำถาม")
            return ()
        return tuple(value)


class OnceLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that refuses a key given twice, where YAML would take the last without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        for key, count in Counter(keys).items():
            if count > 1:
                raise yaml.constructor.ConstructorError(None, None, f"คีย์ “{key}” ซ้ำ", node.start_mark)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping
