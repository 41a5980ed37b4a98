from __future__ import annotations

import pytest

from tests.digest.figure_labels import Score, labelled, score


@pytest.fixture(scope="module", params=[False, True], ids=["looked at", "kept aside"])
def scored(request: pytest.FixtureRequest) -> Score:
    return score(labelled(aside=request.param))


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("found", 0.97),
        ("precise", 0.95),
        ("value", 0.97),
        ("unit", 0.96),
        ("subject", 0.92),
        ("date", 0.90),
        ("kind", 0.96),
    ],
)
def test_labelled_quantities_are_read_as_a_person_reads_them(
    scored: Score, what: str, least: float
) -> None:
    assert scored.share(what) >= least, "\n".join(scored.misses)
