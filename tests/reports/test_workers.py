"""Jobs and commands in real processes: a worker over either broker, and one that is killed in the middle."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.reports.demo import picture
from tests.reports.portal import Portal, kill, portal, worker
from tests.services import redis_server
from tests.services.programs import missing

BROKERS = ["folder", "redis"]
STORM = "import sys, django; django.setup(); from tests.reports.storms import main; main(*sys.argv[1:])"
BAN_SUAN = ("ban-suan", "2568", "html")


@pytest.fixture(scope="module")
def demo_portal(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Portal]:
    """A portal with the demo, on a database of its own on the server of this test run (or SQLite in its folder)."""
    database = ""
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("CREATE DATABASE workers")
        database = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/workers"
    made = portal(tmp_path_factory.mktemp("portal"), database=database)
    for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["load_frameworks"], ["load_demo"]):
        assert made.manage(*command).returncode == 0
    yield made
    if database:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP DATABASE workers WITH (FORCE)")


@pytest.fixture(params=BROKERS)
def broker_portal(request: pytest.FixtureRequest, demo_portal: Portal) -> Portal:
    """The demo's portal over one of the brokers, without files that would spare a worker its work."""
    rmtree(demo_portal.folder / "media/documents", ignore_errors=True)
    if request.param == "folder":
        return demo_portal
    environment = {**demo_portal.environment, "CELERY_BROKER_URL": request.getfixturevalue("redis_url")}
    return replace(demo_portal, environment=environment)


def test_worker_renders_a_job(broker_portal: Portal) -> None:
    ordered = broker_portal.jobs("order", *BAN_SUAN)

    with worker(broker_portal):
        done = broker_portal.jobs("wait", ordered["id"], "done", "failed")

    assert (done["state"], done["error"]) == ("done", "")
    content = (broker_portal.folder / "media" / done["file"]).read_bytes()
    assert done["sha256"] == hashlib.sha256(content).hexdigest()
    assert "เทศบาลนครบ้านสวน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘</title>".encode() in content


def test_worker_fails_a_job_with_its_sentence(broker_portal: Portal) -> None:
    ordered = broker_portal.jobs("order", "ban-chang", "2566", "pdf")

    with worker(broker_portal):
        ended = broker_portal.jobs("wait", ordered["id"], "done", "failed")

    assert (ended["state"], ended["file"]) == ("failed", "")
    assert ended["error"] == "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน"


def test_job_of_a_killed_worker_is_finished_once_by_the_next(broker_portal: Portal) -> None:
    """The seal is a pipe that nobody writes to: the first worker is stuck in the middle of the document for sure."""
    seal = blocked_seal(broker_portal)
    files = broker_portal.files("sateng-nok")
    ordered = broker_portal.jobs("order", "sateng-nok", "2566", "html")
    with worker(broker_portal) as first:
        broker_portal.jobs("wait", ordered["id"], "running")
        kill(first)
    draw(seal)

    still = broker_portal.jobs("age", ordered["id"])
    with worker(broker_portal):
        done = broker_portal.jobs("wait", ordered["id"], "done", "failed")

    assert still["state"] == "running"
    assert (done["state"], done["error"]) == ("done", "")
    (made,) = set(broker_portal.files("sateng-nok")) - set(files)
    assert made.name == f"{ordered['id']}.html"
    assert done["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()


def test_job_that_kills_two_workers_is_finished_by_the_third(broker_portal: Portal) -> None:
    seal = blocked_seal(broker_portal)
    ordered = broker_portal.jobs("order", "sateng-nok", "2566", "xlsx")
    for _ in range(2):
        with worker(broker_portal) as killed:
            broker_portal.jobs("wait", ordered["id"], "running")
            kill(killed)
        broker_portal.jobs("age", ordered["id"])
        broker_portal.jobs("sweep", ordered["id"])
    draw(seal)

    with worker(broker_portal):
        done = broker_portal.jobs("wait", ordered["id"], "done", "failed")

    assert (done["state"], done["error"], done["attempts"]) == ("done", "", 3)
    (made,) = [file for file in broker_portal.files("sateng-nok") if ordered["id"] in file.name]
    assert done["sha256"] == hashlib.sha256(made.read_bytes()).hexdigest()


def test_200_jobs_come_to_an_end_once_each_however_workers_are_killed(broker_portal: Portal) -> None:
    """Six times a worker, or the child that does its work, is killed in the middle of whatever it does.

    An end is counted by the database itself. Who is killed three times over one job would fail it: six kills at random
    do not meet the same of 200 jobs so often.
    """
    done = broker_portal.run("-c", STORM, "200", "2569")

    assert done.returncode == 0, done.stderr
    storm = json.loads(done.stdout)
    assert storm["ends"] == [1] * 200
    assert (storm["states"], storm["errors"], storm["kills"]) == (["done"], [], 6)
    assert (storm["whole"], storm["files"]) == (200, 200)
    assert storm["again"] > 0, "no kill met a job: the storm proves nothing"


def test_jobs_outlive_a_redis_that_stops_and_starts(demo_portal: Portal, tmp_path: Path) -> None:
    """What was ordered before, and while it was away, is done by the worker that was there all the time."""
    program = redis_server.program() or missing("Redis")
    port = redis_server.free_port()
    seal = blocked_seal(demo_portal)
    environment = {**demo_portal.environment, "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0"}
    portal = replace(demo_portal, environment=environment)
    with ExitStack() as first:
        first.enter_context(redis_server.redis_server(program, port=port))
        begun = portal.jobs("order", "sateng-nok", "2566", "docx")
        waiting = portal.jobs("order", "phon-phisai", "2568", "html")
        server = first.pop_all()
        with worker(portal) as process:
            portal.jobs("wait", begun["id"], "running")
            server.close()
            away = portal.jobs("order", "phon-phisai", "2568", "xlsx")
            assert portal.jobs("wait", begun["id"], "running", "failed")["error"] == ""
            let_go(seal)
            finished = portal.jobs("wait", begun["id"], "done", "failed")
            with redis_server.redis_server(program, port=port):
                for job in (waiting, away):
                    portal.jobs("age", job["id"])
                portal.jobs("sweep", away["id"])
                others = [portal.jobs("wait", job["id"], "done", "failed") for job in (waiting, away)]
                alive = process.poll() is None

    assert [(job["state"], job["error"]) for job in (finished, *others)] == [("done", "")] * 3
    assert alive


def blocked_seal(portal: Portal) -> Path:
    """Gives sateng-nok a seal whose reading does not end."""
    seal = portal.folder / "media/seals/sateng-nok.png"
    seal.parent.mkdir(parents=True, exist_ok=True)
    seal.unlink(missing_ok=True)
    os.mkfifo(seal)
    script = "Municipality.objects.filter(slug='sateng-nok').update(seal='seals/sateng-nok.png')"
    assert portal.manage("shell", "-c", f"from accounts.models import Municipality; {script}").returncode == 0
    return seal


def let_go(seal: Path) -> None:
    """Gives a worker that waits at the pipe its picture, and all later ones a file. Raises OSError where none waits."""
    pipe = os.open(seal, os.O_WRONLY | os.O_NONBLOCK)
    draw(seal)
    os.write(pipe, picture())
    os.close(pipe)


def draw(seal: Path) -> None:
    """Puts a picture in the place of the pipe."""
    seal.unlink()
    seal.write_bytes(picture())


def test_render_document_writes_the_file(demo_portal: Portal, tmp_path: Path) -> None:
    output = tmp_path / "รายงาน.pdf"

    done = demo_portal.manage(
        "render_document", "indicator-analysis", "--municipality", "ban-suan", "--fiscal-year", "2568",
        "--format", "pdf", "--output", str(output),
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลนครบ้านสวน → {output} (")
    assert output.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            ["--municipality", "ban-chang", "--fiscal-year", "2566"],
            "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน",
        ),
        (["--format", "txt"], "txt"),
        (["--fiscal-year", "สองพัน"], "สองพัน"),
    ],
)
def test_render_document_ends_with_1_on_a_users_error(
    changes: list[str], sentence: str, demo_portal: Portal, tmp_path: Path
) -> None:
    output = tmp_path / "out.pdf"

    done = demo_portal.manage(
        "render_document", "indicator-analysis", "--municipality", "ban-suan", "--fiscal-year", "2568",
        "--format", "pdf", "--output", str(output), *changes,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not output.exists()
