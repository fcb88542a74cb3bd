"""Each rule is a file of its own with a test of its own, and is in the registry."""

from pathlib import Path

from reports.proofreading import RULES, rules

FOLDER = Path(str(rules.__file__)).parent


def test_every_rule_is_registered_and_has_its_test() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}

    assert {rule.name.replace("-", "_") for rule in RULES} == files
    assert {name for name in files if not (Path(__file__).parent / f"test_{name}.py").exists()} == set()
