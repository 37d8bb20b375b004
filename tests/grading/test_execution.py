"""Jobs in the real sandbox: what a notebook would show, what breaks, what that costs, and what is within reach."""

import json
import os
import sys
import tempfile
import time

import pytest

from utils.grading import sandbox
from utils.grading.limits import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="hand-ins are graded on Linux")

TEST = """\
from utils import checks

exercise = checks.exercise("{name}", "{name} works")


@exercise.check
def right({name}):
    \"\"\"One becomes {expected}.\"\"\"
    checks.equal({name}(1), {expected}, "Look again.")


exercise.report()
"""


@pytest.fixture(scope="module")
def own():
    sandbox_ = sandbox.Sandbox()
    yield sandbox_
    sandbox_.close()


@pytest.fixture
def run(own):
    """Function `(cells, limits)`: the outputs of each cell (a str: a student's; a dict: a test's name and result)."""

    def run(*cells, files=None, **limits):
        job = {
            "cells": [
                {"test": False, "source": cell, "grade_id": None}
                if isinstance(cell, str)
                else {"test": True, "source": TEST.format(**cell), "grade_id": cell["name"]}
                for cell in cells
            ],
            "files": files or {},
        }
        result = own.execute(job, Limits(**limits).as_dict())
        assert len(result["outputs"]) == len(cells)
        return result["outputs"]

    return run


def text(outputs):
    return "\n".join(one.get("text") or "\n".join(one.get("traceback", [])) for one in outputs)


DOUBLE = "def double(x):\n    return 2 * x"
DOUBLES = {"name": "double", "expected": 2}


def test_outputs_are_those_of_a_notebook(run):
    (stream, result, error, picture, shown) = run(
        "import sys; print('out'); print('err', file=sys.stderr); print('more')",
        "1 + 1",
        "1 / 0",
        "import matplotlib.pyplot as plt; from IPython.display import Image, display\n"
        "display(Image(b'\\x89PNG\\r\\n\\x1a\\n', format='png'))",
        "from IPython.display import HTML\nHTML('<b>bold</b>')",
    )
    assert [(one["name"], one["text"]) for one in stream] == [
        ("stdout", "out\n"), ("stderr", "err\n"), ("stdout", "more\n"),
    ]  # fmt: skip
    # Not an execute_result, whose number nbgrader would take for points.
    assert [(one["output_type"], one["data"]["text/plain"]) for one in result] == [("display_data", "2")]
    assert error[0]["ename"] == "ZeroDivisionError" and "1 / 0" in text(error)
    assert picture[0]["data"]["image/png"].strip() == "iVBORw0KGgo="
    assert shown[0]["data"]["text/html"] == "<b>bold</b>"


def test_three_outcomes(run):
    *_, right, wrong, undefined, stub = run(
        DOUBLE,
        "def half(x):\n    return x",
        "def stub(x):\n    raise NotImplementedError()",
        DOUBLES,
        {"name": "half", "expected": 0.5},
        {"name": "nowhere", "expected": 1},
        {"name": "stub", "expected": 1},
    )
    assert text(right) == "✓ Correct: double works.\n  ✓ One becomes 2.\n"
    assert wrong[0]["output_type"] == "error" and "found     1" in text(wrong)
    assert "does not exist yet" in text(undefined)
    assert text(stub).startswith("○ Not started")


def test_what_a_function_prints_or_raises_is_told_in_its_test(run):
    _, printed, raised = run(
        "def double(x):\n    print('x is', x)\n    return 2 * x\n\ndef broken(x):\n    return {}[x]",
        DOUBLES,
        {"name": "broken", "expected": 1},
    )
    assert text(printed).startswith("x is 1\n✓ Correct")
    assert "`broken` stopped with KeyError: 1" in text(raised)
    assert "line 2 of `broken`: return {}[x]" in text(raised)


def test_models_cross_as_views(own):
    source = """\
from utils import checks
import numpy as np

exercise = checks.exercise("models", "models")


@exercise.check
def right(models):
    \"\"\"Two models, one inside a dict.\"\"\"
    first, second = models()["both"]
    checks.equal(first.for_inputs((3,)).types(), ["Dense", "relu"], "")
    first.set_weights([np.ones((3, 2)), np.zeros(2)])
    checks.equal(first.outputs(np.ones((1, 3))), [[3, 3]], "")
    checks.equal(second.settings("units", "Dense"), [5], "")
    checks.true(type(first) is checks.View and type(models) is not type(first), "")


exercise.report()
"""
    answer = """\
import keras

def models():
    first = keras.Sequential([keras.layers.Dense(2, activation="relu")])
    second = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5)])
    return {"both": (first, second)}
"""
    cells = [{"test": False, "source": answer, "grade_id": None}, {"test": True, "source": source, "grade_id": "x"}]
    result = own.execute({"cells": cells, "files": {}}, Limits().as_dict())
    assert "✓ Correct" in text(result["outputs"][1])


def test_an_endless_loop_costs_its_own_points_only(run):
    *_, endless, double = run(
        DOUBLE,
        "count = 0\ndef endless(x):\n    global count\n    while True:\n        count += 1",
        {"name": "endless", "expected": 1},
        DOUBLES,
        cell_seconds=1,
    )
    assert "`endless` did not finish, and was stopped" in text(endless)
    assert "✓ Correct" in text(double)


def test_an_endless_cell_leaves_the_others(run):
    endless, _, double = run("while True:\n    pass", DOUBLE, DOUBLES, cell_seconds=1)
    assert endless[0]["ename"] == "KeyboardInterrupt"
    assert "✓ Correct" in text(double)


STUBBORN = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"


@pytest.mark.parametrize(
    "deadly",
    [
        STUBBORN,
        "import os\nos._exit(0)",
        "import ctypes\nctypes.string_at(0)",
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(1000)",
    ],
    ids=["swallows interrupts", "exits", "crashes", "ignores signals"],
)
def test_a_lost_process_costs_its_own_cell_only(run, deadly):
    before, dead, after, double = run("kept = 21", deadly, DOUBLE + "\nprint(2 * kept)", DOUBLES, cell_seconds=1)
    assert dead[0]["ename"] == "Stopped"
    assert text(after) == "42\n"  # the cells before it were run again, in a new process
    assert "✓ Correct" in text(double)


def test_a_process_lost_in_a_test_is_told_there(run):
    _, dead, double = run(
        DOUBLE + "\ndef deadly(x):\n    import os\n    os._exit(0)", {"name": "deadly", "expected": 1}, DOUBLES
    )
    assert "did not finish" in text(dead) and "Its process ended" in text(dead)
    assert "✓ Correct" in text(double)


def test_a_submission_that_breaks_everything_ends(run):
    outputs = run(*["import os; os._exit(0)"] * 9, DOUBLE, DOUBLES, replays=2)
    assert "too many cells before it" in text(outputs[-1])


def test_time_for_all_cells_ends(run):
    *slow, double = run(*["import time; time.sleep(0.6)"] * 9, DOUBLE, DOUBLES, submission_seconds=2)
    assert "used up its 2 seconds" in text(double)


def test_processor_time_ends(run):
    busy, double, _ = run("while True:\n    pass", DOUBLE, DOUBLES, cell_cpu_seconds=1, cell_seconds=60)
    assert busy[0]["ename"] in ("KeyboardInterrupt", "Stopped")


def test_memory_ends(run):
    hungry, _, double = run("kept = [bytearray(1 << 24) for _ in range(1000)]", DOUBLE, DOUBLES, memory_mb=500)
    assert hungry[0]["ename"] == "MemoryError"
    assert "✓ Correct" in text(double)


def test_processes_end(run):
    source = """\
import os, time
count = 0
try:
    while count < 3000:
        if os.fork() == 0:
            time.sleep(100)
            os._exit(0)
        count += 1
except OSError as error:
    print(count, error.strerror)
"""
    forked, double, _ = run(source, DOUBLE, DOUBLES, processes=20)
    assert int(text(forked).split()[0]) < 20


def test_disk_ends(run):
    source = "with open('large', 'wb') as file:\n    for _ in range(100):\n        file.write(bytes(1 << 20))"
    whole, _ = run(source, "print(open('large','rb').read(1))", disk_mb=20, file_mb=200)
    assert "No space left on device" in text(whole)
    one, _ = run(source, DOUBLE, disk_mb=200, file_mb=20)
    assert "File too large" in text(one)


def test_outputs_are_cut_off(run):
    long, many, silent = run(
        "print('x' * 30_000_000)", "for n in range(1_000_000):\n    print(n)", "print('after')", output_bytes=10_000
    )
    for outputs in (long, many):
        assert len(json.dumps(outputs)) < 20_000 and "cut off here" in text(outputs)
    assert text(silent) == "after\n"


def test_a_value_too_large_to_cross_is_refused(run):
    _, large, double = run(
        "import numpy as np\ndef large(x):\n    return np.zeros(4_000_000)\n" + DOUBLE,
        {"name": "large", "expected": 1},
        DOUBLES,
        message_mb=10,
    )
    assert "too large" in text(large)
    assert "✓ Correct" in text(double)


def test_files_handed_in_are_there(run):
    import numpy as np

    outputs = run(
        "import helper; print(helper.ONE, open('data/x.txt').read())",
        files={
            "helper.py": np.frombuffer(b"ONE = 1", "uint8"),
            "data/x.txt": np.frombuffer("größer".encode(), "uint8"),
        },
    )
    assert text(outputs[0]) == "1 größer\n"


def test_each_submission_has_a_fresh_process(run):
    run("import numpy, keras; numpy.pi = 3; keras.mark = 1; open('/tmp/mark', 'w').write('x')")
    (seen,) = run("import numpy, keras, os; print(numpy.pi, hasattr(keras, 'mark'), os.path.exists('/tmp/mark'))")
    assert text(seen) == "3.141592653589793 False False\n"


def test_nothing_is_left_running(own, run):
    before = {process.pid for process in own.processes()}
    run("import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)", "print('done')")
    until = time.monotonic() + 30
    while not {process.pid for process in own.processes()} <= before:
        assert time.monotonic() < until, own.processes()
        time.sleep(0.05)


def test_the_interpreter_is_renewed_when_it_has_ended(own, run):
    own.processes()[-1].kill()
    assert "✓ Correct" in text(run(DOUBLE, DOUBLES)[-1])


def checker_of(own, *cells):
    """The number of the checker's process that executes these cells of a student's."""
    cells = [{"test": False, "source": source, "grade_id": None} for source in cells]
    asking = {"test": True, "source": "import os\nprint(os.getpid())", "grade_id": "asking"}
    return int(text(own.execute({"cells": [*cells, asking], "files": {}}, Limits().as_dict())["outputs"][-1]))


def test_a_checker_serves_several_hand_ins_and_then_a_fresh_one_does(own):
    first = checker_of(own, DOUBLE)
    (waiting,) = own._idle
    assert checker_of(own, DOUBLE) == first
    waiting.jobs_left = 1
    assert checker_of(own, DOUBLE) == first
    second = checker_of(own, DOUBLE)
    assert second != first
    assert checker_of(own, "import os\nos._exit(1)") == second  # its student's process broke down
    assert checker_of(own, DOUBLE) not in (first, second)


def test_a_checker_that_ended_while_it_waited_costs_nothing(own, run):
    checker_of(own, DOUBLE)
    for _ in range(2):
        (waiting,) = own._idle
        waiting.leash.close()
        time.sleep(0.5)
        assert "✓ Correct" in text(run(DOUBLE, DOUBLES)[-1])


def test_a_job_that_ends_its_checker_has_no_result(own):
    deadly = {"test": True, "source": "import os\nos._exit(0)", "grade_id": "deadly"}
    with pytest.raises(sandbox.NoResult, match="ended over it, twice"):
        own.execute({"cells": [deadly], "files": {}}, Limits().as_dict())


def test_the_probe_finds_what_is_within_reach(monkeypatch):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as course:  # /tmp is hidden from students in any case
        monkeypatch.chdir(course)
        os.chmod(course, 0o755)
        walls = sandbox._walls()
        place = walls.index("--ro-bind")
        folders = [part for one in ("/var", "/var/tmp") for part in ("--perms", "0755", "--dir", one)]
        leaky = [*walls[:place], *folders, "--ro-bind", course, course, *walls[place:]]
        monkeypatch.setattr(sandbox, "_walls", lambda: leaky)
        own = sandbox.Sandbox()
        try:
            with pytest.raises(sandbox.Unsafe, match=f"a student's cell reaches .*{course}"):
                sandbox.probe(own)
        finally:
            own.close()


def test_without_bubblewrap_nothing_runs(monkeypatch):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(sandbox.Unsafe, match="bubblewrap is not installed. Nothing was run."):
        sandbox.Sandbox()


def test_an_environment_may_be_a_link_to_another_folder(monkeypatch, tmp_path):
    tmp_path.joinpath(".venv").symlink_to(sys.prefix)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    sandbox.Sandbox().close()


def test_memory_of_several_processes_ends(run):
    source = """\
import os, time
for _ in range(6):
    if os.fork() == 0:
        kept = bytearray(200 << 20)
        time.sleep(100)
        os._exit(0)
time.sleep(20)
"""
    hungry, _, double = run(source, DOUBLE, DOUBLES, memory_mb=500)
    assert "used more than it may" in text(hungry)
    assert "✓ Correct" in text(double)
