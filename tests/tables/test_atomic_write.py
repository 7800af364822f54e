from __future__ import annotations

import errno
import importlib.util
import os
import resource
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kuntaverkostot.tables import atomic_write
from kuntaverkostot.tables.atomic_write import NO_LINKS, write_atomically, write_together

CRASH = Path(__file__).parents[1] / "crash" / "run.py"
WRITE = """
import sys
import time
from pathlib import Path
from kuntaverkostot.tables.atomic_write import write_atomically
for _ in range(int(sys.argv[3])):
    write_atomically(Path(sys.argv[1]), sys.argv[2].encode() * 200_000, overwrite=True)
"""


def _no_links(monkeypatch: pytest.MonkeyPatch, number: int = errno.EPERM) -> None:
    """Let the file system have no hard links."""

    def refuse(source: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number), str(source), None, str(target))

    monkeypatch.setattr(os, "link", refuse)


@pytest.fixture(scope="module")
def crash():
    spec = importlib.util.spec_from_file_location("crash_run", CRASH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_new_file_is_written_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "sivu.html"
    assert write_atomically(path, b"new") == path
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_file_is_replaced_only_when_that_is_wanted(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("number", sorted(NO_LINKS))
def test_a_file_is_written_where_there_are_no_links(tmp_path, monkeypatch, number):
    _no_links(monkeypatch, number)
    path = tmp_path / "page.html"
    assert write_atomically(path, b"new") == path
    assert path.read_bytes() == b"new"
    with pytest.raises(FileExistsError) as caught:
        write_atomically(path, b"newer")
    assert caught.value.filename == str(path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_other_reasons_than_missing_links_are_told(tmp_path, monkeypatch):
    _no_links(monkeypatch, errno.ENOSPC)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(tmp_path / "page.html", b"new")
    assert list(tmp_path.iterdir()) == []


def test_who_is_faster_is_not_replaced_where_there_are_no_links(tmp_path, monkeypatch):
    path = tmp_path / "page.html"

    def be_faster(source: Path, target: Path) -> None:
        path.write_bytes(b"theirs")
        raise OSError(errno.EPERM, "Operation not permitted", str(source), None, str(target))

    monkeypatch.setattr(os, "link", be_faster)
    with pytest.raises(FileExistsError):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("theirs", [None, b"theirs"])
def test_a_claim_is_given_up_when_the_file_cannot_follow(tmp_path, monkeypatch, theirs):
    path = tmp_path / "page.html"

    def fail(beside: Path, target: Path) -> None:
        assert (target, target.read_bytes()) == (path, b"")
        assert beside.read_bytes() == b"new"
        if theirs:
            path.write_bytes(theirs)
        raise OSError(errno.EIO, "Input/output error", str(target))

    _no_links(monkeypatch)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="Input/output error"):
        write_atomically(path, b"new")
    assert {one: one.read_bytes() for one in tmp_path.iterdir()} == ({path: theirs} if theirs else {})


def test_a_file_system_without_modes_is_written_to(tmp_path, monkeypatch):
    def refuse(path: Path, mode: int) -> None:
        raise PermissionError(errno.EPERM, f"mode {mode:o} is not permitted", str(path))

    monkeypatch.setattr(Path, "chmod", refuse)
    _no_links(monkeypatch)
    path = tmp_path / "page.html"
    assert write_atomically(path, b"new").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_in_the_place_of_the_file_stays(tmp_path, overwrite):
    path = tmp_path / "page.html"
    path.mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_atomically(path, b"new", overwrite=overwrite)
    assert str(caught.value) == f"[Errno 21] Is a directory: '{path}'"
    assert list(tmp_path.iterdir()) == [path]
    assert path.is_dir()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_that_is_not_there_is_an_error_at_the_path_that_was_given(tmp_path, overwrite):
    path = tmp_path / "none" / "page.html"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(path, b"new", overwrite=overwrite)
    assert str(caught.value) == f"[Errno 2] No such file or directory: '{path}'"


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_is_told_with_the_remedy(tmp_path, monkeypatch, links):
    if not links:
        _no_links(monkeypatch)
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    with pytest.raises(FileExistsError) as caught:
        write_atomically(path, b"new")
    assert str(caught.value) == f"[Errno 17] File exists; to replace it, pass overwrite=True: '{path}'"
    assert (caught.value.filename, caught.value.filename2) == (str(path), None)


def _linked(path: Path, target: Path) -> Path:
    """Return a link to a link to a target."""
    step = path.with_name("step")
    step.symlink_to(target)
    path.symlink_to(step.name)
    return path


def test_a_link_stays_and_the_file_to_which_it_leads_is_replaced(tmp_path):
    target = tmp_path / "far" / "target.html"
    target.parent.mkdir()
    target.write_bytes(b"old")
    before = target.stat().st_ino
    path = _linked(tmp_path / "page.html", target)
    assert write_atomically(path, b"new", overwrite=True) == path
    assert (path.readlink(), path.read_bytes(), target.is_symlink()) == (Path("step"), b"new", False)
    # Replaced, not written over: whoever has the old one open goes on to see it.
    assert target.stat().st_ino != before
    assert sorted(tmp_path.rglob("*")) == sorted([path, tmp_path / "step", target.parent, target])


def test_a_link_to_nothing_stays_and_the_file_is_made(tmp_path):
    target = tmp_path / "target.html"
    path = _linked(tmp_path / "page.html", target)
    write_atomically(path, b"new", overwrite=True)
    assert (path.readlink(), target.read_bytes(), target.is_symlink()) == (Path("step"), b"new", False)


def test_a_link_in_a_circle_is_an_error(tmp_path):
    path = tmp_path / "page.html"
    path.symlink_to(path)
    with pytest.raises(OSError, match=r"symbolic links: '.*/page\.html'") as caught:
        write_atomically(path, b"new", overwrite=True)
    assert caught.value.errno == errno.ELOOP
    assert (list(tmp_path.iterdir()), path.readlink()) == ([path], path)


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_taken_unless_it_may_be_replaced(tmp_path, there):
    target = tmp_path / "target.html"
    if there:
        target.write_bytes(b"old")
    path = _linked(tmp_path / "page.html", target)
    with pytest.raises(FileExistsError) as caught:
        write_atomically(path, b"new")
    assert caught.value.filename == str(path)
    assert (path.readlink(), target.exists()) == (Path("step"), there)
    assert not there or target.read_bytes() == b"old"


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_written_into_when_it_may_be(tmp_path, linked):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = _linked(tmp_path / "page.html", pipe) if linked else pipe
    there = sorted(tmp_path.iterdir())
    with pytest.raises(FileExistsError) as caught:
        write_atomically(path, b"new")
    assert caught.value.filename == str(path)
    content = b"new" * 10_000
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        assert write_atomically(path, content, overwrite=True) == path
        assert reader.read() == content
    assert (pipe.is_fifo(), path.is_symlink(), sorted(tmp_path.iterdir())) == (True, linked, there)


def test_a_pipe_that_only_the_system_names_is_written_into(tmp_path):
    reader, writer = os.pipe()
    path = tmp_path / "stdout"
    path.symlink_to(f"/proc/self/fd/{writer}")
    write_atomically(path, b"new", overwrite=True)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        assert file.read() == b"new"
    assert list(tmp_path.iterdir()) == [path]
    assert path.is_symlink()


def test_a_reader_that_has_gone_is_an_error_at_the_path(tmp_path):
    reader, writer = os.pipe()
    path = tmp_path / "stdout"
    path.symlink_to(f"/proc/self/fd/{writer}")
    os.close(reader)
    with os.fdopen(writer, "wb"), pytest.raises(OSError, match=r"stdout'") as caught:
        write_atomically(path, b"new", overwrite=True)
    assert caught.value.filename == str(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_without_a_name_is_not_written_under_another(tmp_path):
    gone = tmp_path / "gone"
    with gone.open("wb") as file:
        gone.unlink()
        path = tmp_path / "page.html"
        path.symlink_to(f"/proc/self/fd/{file.fileno()}")
        with pytest.raises(FileNotFoundError) as caught:
            write_atomically(path, b"new", overwrite=True)
        assert os.fstat(file.fileno()).st_size == 0
    assert caught.value.filename == str(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_comes_in_the_place_of_a_pipe_is_replaced_as_a_whole(tmp_path, monkeypatch):
    path, other = tmp_path / "page.html", tmp_path / "other"
    os.mkfifo(path)
    look = Path.stat

    def look_too_early(one: Path, **options: bool) -> os.stat_result:
        seen = look(one, **options)
        if one == path and stat.S_ISFIFO(seen.st_mode):
            path.unlink()
            path.write_bytes(b"theirs")
            os.link(path, other)
        return seen

    monkeypatch.setattr(Path, "stat", look_too_early)
    write_atomically(path, b"new", overwrite=True)
    monkeypatch.undo()
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"theirs")
    assert sorted(tmp_path.iterdir()) == [other, path]


def test_a_full_disk_leaves_the_old_file(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_atomically(path, b"x" * 100_000, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("after", [0.0, 0.003, 0.01, 0.03])
def test_a_writer_that_is_killed_leaves_a_whole_file(tmp_path, crash, after, linked):
    target = tmp_path / "target.html"
    target.write_bytes(b"o" * crash.SIZE)
    path = _linked(tmp_path / "page.html", target) if linked else target
    assert crash.whole(crash.killed(path, after=after))
    assert path.is_symlink() == linked


# It waits where its temporary file is there, and has not got its name yet.
WAITING_WRITER = """
import os, sys, time
from pathlib import Path
from kuntaverkostot.tables.atomic_write import write_atomically

def wait(_):
    print("written", flush=True)
    time.sleep(600)

os.fsync = wait
write_atomically(Path(sys.argv[1]), b"theirs", overwrite=True)
"""


def _left_behind(path: Path) -> Path:
    """Return the temporary file of a writer that was killed."""
    with subprocess.Popen([sys.executable, "-c", WAITING_WRITER, str(path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"written\n"
        writer.kill()
    (left,) = path.parent.glob("*.part")
    return left


def _make_old(path: Path, *, seconds: int = atomic_write.STALE + 60) -> None:
    before = time.time() - seconds
    os.utime(path, (before, before), follow_symlinks=False)


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_the_killed_left_is_deleted_by_the_first_write_a_day_later(tmp_path, overwrite):
    path = tmp_path / "page [1].html"
    left = _left_behind(path)
    others = [tmp_path / "other.html", tmp_path / ".other.part", tmp_path / ".kuntaverkostot-x", tmp_path / "x.part"]
    for other in others:
        other.write_bytes(b"")
        _make_old(other)
    write_atomically(path, b"new", overwrite=overwrite)
    assert sorted(tmp_path.iterdir()) == sorted([path, left, *others])
    _make_old(left)
    write_atomically(path, b"newer", overwrite=True)
    assert path.read_bytes() == b"newer"
    assert sorted(tmp_path.iterdir()) == sorted([path, *others])


def test_what_a_living_writer_has_is_not_deleted(tmp_path, monkeypatch):
    path = tmp_path / "page.html"
    sync = os.fsync
    seen = []

    def write_another(number: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        seen.extend(tmp_path.iterdir())
        write_atomically(path, b"theirs")
        assert set(seen) < set(tmp_path.iterdir())
        sync(number)

    monkeypatch.setattr(os, "fsync", write_another)
    write_atomically(path, b"ours", overwrite=True)
    assert path.read_bytes() == b"ours"
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_temporary_file_that_is_taken_for_a_stale_one_is_an_error_and_the_old_file_stays(tmp_path, monkeypatch):
    # A computer that slept for a day while it wrote.
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    sync = os.fsync

    def sleep(number: int) -> None:
        (part,) = tmp_path.glob("*.part")
        part.unlink()
        sync(number)

    monkeypatch.setattr(os, "fsync", sleep)
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(path, b"new", overwrite=True)
    assert caught.value.filename == str(path)
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], b"old")


def test_a_stale_link_is_deleted_and_not_followed(tmp_path):
    path, theirs = tmp_path / "page.html", tmp_path / "theirs"
    theirs.write_bytes(b"t")
    left = tmp_path / ".kuntaverkostot-x.part"
    left.symlink_to(theirs)
    _make_old(left)
    write_atomically(path, b"new")
    assert sorted(tmp_path.iterdir()) == sorted([path, theirs])


def test_a_stale_folder_of_that_name_stays(tmp_path):
    path, folder = tmp_path / "page.html", tmp_path / ".kuntaverkostot-x.part"
    folder.mkdir()
    _make_old(folder)
    write_atomically(path, b"new")
    assert sorted(tmp_path.iterdir()) == sorted([path, folder])


def test_two_writers_at_once_never_show_a_part(tmp_path):
    path = tmp_path / "page.html"
    write_atomically(path, b"a" * 200_000)
    command = [sys.executable, "-c", WRITE, str(path)]
    writers = [subprocess.Popen([*command, letter, "60"]) for letter in "bc"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        content = path.read_bytes()
        seen.add((len(content), len(set(content))))
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == {(200_000, 1)}
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"LC_ALL": "fi_FI.ISO-8859-1", "PYTHONUTF8": "0"}]
)
def test_the_locale_changes_no_byte(tmp_path, settings):
    path = tmp_path / "taulut.zip"
    program = (
        "import sys, kuntaverkostot as kv; from pathlib import Path; "
        "from kuntaverkostot.tables.atomic_write import write_atomically; "
        "write_atomically(Path(sys.argv[1]), kv.export_bytes(kv.read_dataset(sys.argv[2]), form='csv'))"
    )
    small = Path(__file__).parents[1] / "small"
    environment = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL"}}
    subprocess.run([sys.executable, "-c", program, path, small], check=True, env=environment | settings)
    other = tmp_path / "other.zip"
    subprocess.run([sys.executable, "-c", program, other, small], check=True, env=os.environ | {"PYTHONUTF8": "1"})
    assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444, 0o777])
@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_is_replaced_keeps_its_mode(tmp_path, mode, linked):
    target = tmp_path / "target.html"
    target.write_bytes(b"old")
    target.chmod(mode)
    path = _linked(tmp_path / "page.html", target) if linked else target
    write_atomically(path, b"new", overwrite=True)
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", mode)


def _of_others(monkeypatch: pytest.MonkeyPatch, path: Path, *, refuse: bool) -> list[tuple[int, int]]:
    """Let a file belong to another owner and group, and return who is asked to be given the new one."""
    look, asked = Path.stat, []

    def look_again(one: Path, **options: bool) -> os.stat_result:
        seen = look(one, **options)
        return os.stat_result((*seen[:4], 4711, 4712, *seen[6:])) if one == path else seen

    def give(_: Path, owner: int, group: int) -> None:
        asked.append((owner, group))
        if refuse:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "stat", look_again)
    monkeypatch.setattr(os, "chown", give)
    return asked


@pytest.mark.parametrize(
    ("mode", "left"), [(0o600, 0o600), (0o660, 0o600), (0o664, 0o644), (0o751, 0o711), (0o2775, 0o755)]
)
def test_another_group_may_do_no_more_than_everyone(tmp_path, monkeypatch, mode, left):
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    path.chmod(mode)
    asked = _of_others(monkeypatch, path, refuse=True)
    write_atomically(path, b"new", overwrite=True)
    monkeypatch.undo()
    assert asked == [(4711, -1), (-1, 4712)]
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", left)


@pytest.mark.parametrize("length", [99, 100, 101, 200, 230, 250, 255])
@pytest.mark.parametrize("letter", ["n", "\udcff"])
def test_a_name_may_be_as_long_as_the_system_admits(tmp_path, length, letter):
    path = tmp_path / (letter * length)
    for overwrite in (False, True):
        write_atomically(path, b"new", overwrite=overwrite)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def _contents(folder: Path) -> dict[Path, bytes]:
    return {folder / name: name.encode() * 50_000 for name in "abc"}


def _there(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("overwrite", [False, True])
def test_files_are_written_together(tmp_path, overwrite):
    if overwrite:
        (tmp_path / "b").write_bytes(b"old")
    write_together(_contents(tmp_path), overwrite=overwrite)
    assert _there(tmp_path) == _contents(tmp_path)


def test_a_name_that_is_taken_keeps_all_from_being_written(tmp_path):
    (tmp_path / "c").write_bytes(b"old")
    with pytest.raises(FileExistsError) as caught:
        write_together(_contents(tmp_path))
    assert caught.value.filename == str(tmp_path / "c")
    assert _there(tmp_path) == {tmp_path / "c": b"old"}


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_in_the_place_of_one_keeps_all_from_being_written(tmp_path, overwrite):
    (tmp_path / "c").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_together(_contents(tmp_path), overwrite=overwrite)
    assert caught.value.filename == str(tmp_path / "c")
    assert list(tmp_path.iterdir()) == [tmp_path / "c"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_disk_that_is_full_before_the_last_leaves_none(tmp_path, overwrite):
    contents = _contents(tmp_path) | {tmp_path / "d": b"d" * 1_000_000}
    if overwrite:
        (tmp_path / "a").write_bytes(b"old")
    before = _there(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            write_together(contents, overwrite=overwrite)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.filename == str(tmp_path / "d")
    assert _there(tmp_path) == before


@pytest.mark.parametrize("links", [True, False])
def test_who_is_faster_with_the_last_keeps_all_from_being_written(tmp_path, monkeypatch, links):
    if not links:
        _no_links(monkeypatch)
    sync = os.fsync

    def be_faster(number: int) -> None:
        (tmp_path / "c").write_bytes(b"theirs")
        sync(number)

    monkeypatch.setattr(os, "fsync", be_faster)
    with pytest.raises(FileExistsError) as caught:
        write_together(_contents(tmp_path))
    assert caught.value.filename == str(tmp_path / "c")
    assert _there(tmp_path) == {tmp_path / "c": b"theirs"}


def test_a_pipe_among_them_is_written_into(tmp_path):
    os.mkfifo(tmp_path / "b")
    with os.fdopen(os.open(tmp_path / "b", os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        write_together({path: path.name.encode() for path in _contents(tmp_path)}, overwrite=True)
        assert reader.read() == b"b"
    assert [(tmp_path / name).read_bytes() for name in "ac"] == [b"a", b"c"]
    assert len(list(tmp_path.iterdir())) == 3
