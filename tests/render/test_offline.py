from __future__ import annotations

from generator.render.offline import with_worker

_STATIC = {"style.css": b"", "offline.js": b"o", "sw.js": b"on", "sw-farewell.js": b"off"}


def test_a_worker_is_published_only_when_asked_for() -> None:
    rest, outputs = with_worker(_STATIC, None)
    assert (list(rest), outputs) == (["style.css"], ())


def test_it_stands_at_the_root_and_its_script_among_the_assets() -> None:
    rest, (worker,) = with_worker(_STATIC, True)
    assert list(rest) == ["style.css", "offline.js"]
    assert (worker.path, worker.data) == ("sw.js", b"on")


def test_an_earlier_worker_is_taken_back() -> None:
    rest, (worker,) = with_worker(_STATIC, False)
    assert list(rest) == ["style.css"]
    assert (worker.path, worker.data) == ("sw.js", b"off")
