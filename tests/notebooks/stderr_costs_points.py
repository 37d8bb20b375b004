"""A pytest plugin for nbval: a graded cell that writes to stderr fails, because nbgrader would give it no points."""

import pytest
from nbval.plugin import IPyNbCell


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    result = yield
    if isinstance(item, IPyNbCell) and item.cell.metadata.get("nbgrader", {}).get("grade"):
        written = [output.text for output in item.test_outputs or [] if output.get("name") == "stderr"]
        if written:
            pytest.fail(f"the graded cell writes to stderr: {written[0]}", pytrace=False)
    return result
