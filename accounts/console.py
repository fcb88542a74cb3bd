"""The base of the portal's commands: a user's error is one sentence and exit 1."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.errors import UserError
from accounts.models import Municipality


class PortalCommand(BaseCommand):
    """A command whose `handle` may raise UserError."""

    requires_migrations_checks = False

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.called_from_command_line = False  # a wrong argument is raised, and said in one sentence below
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as error:
            sys.exit(f"{argv[1]}: {error}")

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except UserError as error:
            raise CommandError(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                raise
            raise CommandError("ฐานข้อมูลยังไม่พร้อมใช้ กรุณาสั่ง migrate และ load_frameworks ก่อน") from error


def add_municipality_year(parser: ArgumentParser) -> None:
    """Adds ``--municipality`` and ``--fiscal-year``, which name a municipality's year."""
    parser.add_argument("--municipality", required=True, metavar="SLUG", help="ชื่อหน่วยงานในที่อยู่เว็บ เช่น ban-suan")
    parser.add_argument("--fiscal-year", required=True, type=int, metavar="YEAR", help="ปีงบประมาณ พ.ศ. เช่น 2568")


def municipality_named(slug: str) -> Municipality:
    """Returns the municipality, or raises UserError."""
    try:
        return Municipality.objects.get(slug=slug)
    except Municipality.DoesNotExist:
        raise UserError(f"ไม่พบหน่วยงาน “{slug}” กรุณาตรวจสอบชื่อ หรือสร้างด้วยคำสั่ง create_municipality") from None
