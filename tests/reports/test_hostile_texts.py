"""What people type stays words in every format: no script runs, no address is asked."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from reports.content import Document, Heading, Paragraph, Section, text
from reports.renderers.registry import FORMATS
from tests.reports.pdf import joined
from tests.reports.test_approval_lines import READERS

SCRIPT = "<script>alert(1)</script>"


def written(words: str) -> Document:
    """A document that says the words wherever it can."""
    blocks = (Heading(words, level=1), Paragraph(text(words)))
    return Document("indicator-analysis", words, words, (Section("รายงาน", blocks),), unbroken=(words,))


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx"])
def test_script_in_a_text_is_only_words(ending: str) -> None:
    said = READERS[ending](FORMATS[ending].render(written(SCRIPT), digits="arabic"))

    assert joined(said).count(SCRIPT) >= 2


def test_script_in_a_text_is_no_element_of_the_page() -> None:
    page = FORMATS["html"].render(written(SCRIPT), digits="arabic").decode()

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2


def test_address_of_a_picture_in_a_text_is_never_asked() -> None:
    """A server of the internal network hears nothing while the document is drawn in every format."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        words = f'<img src="{address}"/> url({address}) @import "{address}";'
        files = {ending: FORMATS[ending].render(written(words), digits="arabic") for ending in FORMATS}
        server.shutdown()
        thread.join()

    assert heard == []
    assert joined(words) in joined(READERS["pdf"](files["pdf"]))
