"""The cache: what is kept comes back, and whatever is wrong with it is only not there."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.articles import Brief
from generator.engine.codec import Damaged, decode, encode, key_of
from generator.engine.store import MemoryStore, PackStore
from generator.model import Entry

KEYS = [key_of(str(number)) for number in range(8)]


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def filled(folder: Path) -> PackStore:
    store = PackStore(folder)
    for number, key in enumerate(KEYS):
        store.put(key, f"第{number}篇".encode() * 50)
    store.flush()
    return store


def test_what_was_kept_is_there_for_the_next_build(tmp_path: Path) -> None:
    filled(tmp_path)
    again = PackStore(tmp_path)
    assert [again.get(key) for key in KEYS] == [
        f"第{number}篇".encode() * 50 for number in range(8)
    ]
    assert again.get(key_of("another")) is None


def test_other_bytes_put_under_a_key_take_the_place_of_the_first(tmp_path: Path) -> None:
    filled(tmp_path)
    for words in (b"more", b"and more"):
        time.sleep(0.02)  # a tick of the file system's clock: packs are told apart by their age
        store = PackStore(tmp_path)
        store.put(KEYS[0], words)
        assert store.get(KEYS[0]) == words
        store.flush()
        assert store.get(KEYS[0]) == words
        assert PackStore(tmp_path).get(KEYS[0]) == words
    assert PackStore(tmp_path).get(KEYS[1]) == "第1篇".encode() * 50


def test_another_process_sees_a_closed_pack_after_a_refresh(tmp_path: Path) -> None:
    reader = PackStore(tmp_path)
    assert reader.get(KEYS[0]) is None
    filled(tmp_path)
    assert reader.get(KEYS[0]) is None
    reader.refresh()
    assert reader.get(KEYS[0]) is not None


def test_a_pack_left_by_a_killed_build_gives_what_was_written_whole(tmp_path: Path) -> None:
    filled(tmp_path)
    (path,) = packs(tmp_path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        store = PackStore(tmp_path)
        for number, key in enumerate(KEYS):
            assert store.get(key) in (None, f"第{number}篇".encode() * 50)


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_damaged_byte_is_a_miss_and_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    filled(folder)
    (path,) = packs(folder)
    data = bytearray(path.read_bytes())
    data[at % len(data)] = byte
    path.write_bytes(bytes(data))
    store = PackStore(folder)
    for number, key in enumerate(KEYS):
        assert store.get(key) in (None, f"第{number}篇".encode() * 50)


@pytest.mark.parametrize("data", [b"", b"\x00" * 5000, b"wenzhai cache 0\n" + b"x" * 900])
def test_a_file_of_another_kind_or_version_holds_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "old.pack").write_bytes(data)
    store = PackStore(tmp_path)
    assert store.get(KEYS[0]) is None
    store.put(KEYS[0], b"new")
    store.flush()
    assert PackStore(tmp_path).get(KEYS[0]) == b"new"


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = PackStore(tmp_path / "file" / "cache")
    store.put(KEYS[0], b"only in memory")
    store.flush()
    assert store.get(KEYS[0]) == b"only in memory"
    assert PackStore(tmp_path / "file" / "cache").get(KEYS[0]) is None


def test_what_nobody_asks_for_any_more_is_swept(tmp_path: Path) -> None:
    store = PackStore(tmp_path, spare=1000)
    store.put(KEYS[0], b"a" * 5000)
    store.put(KEYS[1], b"b" * 500)
    store.sweep([KEYS[1]])
    assert store.get(KEYS[0]) is None
    assert store.get(KEYS[1]) == b"b" * 500
    assert sum(path.stat().st_size for path in packs(tmp_path)) < 1000


def test_many_small_packs_become_one_without_losing_anything(tmp_path: Path) -> None:
    keys = [key_of("edit", str(number)) for number in range(40)]
    for key in keys:
        store = PackStore(tmp_path)
        store.put(key, bytes(key))
        store.sweep([key])
    assert len(packs(tmp_path)) < 30
    again = PackStore(tmp_path)
    assert [again.get(key) for key in keys] == keys


def test_a_store_sent_to_another_process_is_the_same_folder(tmp_path: Path) -> None:
    here = PackStore(tmp_path)
    there = pickle.loads(pickle.dumps(here))
    there.put(KEYS[0], b"made there")
    there.flush()
    assert here.get(KEYS[0]) == b"made there"
    there.put(KEYS[1], b"and again")
    there.flush()
    assert here.get(KEYS[1]) is None
    here.refresh()
    assert here.get(KEYS[1]) == b"and again"


def test_a_store_in_memory_forgets_what_is_not_used() -> None:
    store = MemoryStore()
    for key in KEYS:
        store.put(key, b"x")
    store.sweep(KEYS[5:])
    assert [store.get(key) is not None for key in KEYS] == [False] * 5 + [True] * 3


def test_bytes_that_are_not_the_wanted_value_are_refused() -> None:
    for data in (b"", b"\xc1", encode({"entry": 3}), encode([1, 2]), b"\x81\xa5entry\xc0" * 2):
        with pytest.raises(Damaged):
            decode(data, Entry)
    assert decode(encode(Brief()), Brief) == Brief()
