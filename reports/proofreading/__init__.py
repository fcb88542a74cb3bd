"""Reads a document before it is submitted, and remarks on what must not leave the portal (ITA.md section 6)."""

from reports.proofreading.registry import RULES, proofread
from reports.proofreading.remark import Remark, Severity

__all__ = ["RULES", "Remark", "Severity", "proofread"]
