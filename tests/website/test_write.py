"""Writing a site: what is there already, what is replaced and what is left alone."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

import kuntaverkostot as kv
from kuntaverkostot.cli.commands import main
from kuntaverkostot.website.write import MANIFEST, write_site


def _names(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def site(small) -> kv.Site:
    return kv.build_site(small, languages=["fi"])


def test_every_file_is_written_and_named(site, tmp_path):
    folder = tmp_path / "new" / "site"
    assert site.write(folder) == folder
    files = dict(site.files())
    assert _names(folder) == {*files, MANIFEST}
    assert all((folder / name).read_bytes() == content for name, content in files.items())
    assert (folder / MANIFEST).read_text(encoding="utf-8").splitlines() == sorted(files)


def test_a_site_is_replaced_only_when_asked_for(site, tmp_path):
    site.write(tmp_path)
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        site.write(tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "mine"
    site.write(tmp_path, overwrite=True)
    assert (tmp_path / "index.html").read_bytes() == dict(site.files())["index.html"]


@pytest.mark.parametrize("name", ["index.html", "fi", "assets", "_headers"])
def test_a_name_that_is_taken_is_refused_before_anything_is_written(site, tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(OSError, match=name):
        site.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["sitemap.xml", "sitemap-2.xml"])
def test_a_sitemap_of_somebody_else_is_not_replaced(small, site, tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=name):
        kv.build_site(small, languages=["fi"], base="https://example.org/").write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    # Without an address of the site there is no sitemap, so nothing is in its way.
    site.write(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_what_is_not_of_the_site_stays(small, site, tmp_path):
    for name in ("CNAME", "fi/own.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mine", encoding="utf-8")
    site.write(tmp_path, overwrite=True)
    kv.build_site(small, languages=["sv"]).write(tmp_path, overwrite=True)
    left = _names(tmp_path)
    assert {"CNAME", "fi/own.html"} <= left
    assert {name for name in left if name.startswith("fi/")} == {"fi/own.html"}


def test_files_that_are_as_they_should_be_are_left_alone(site, tmp_path):
    site.write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != MANIFEST}
    site.write(tmp_path, overwrite=True)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_list_of_files_that_leads_out_of_the_folder_deletes_nothing_there(site, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MANIFEST).write_text(f"../outside.txt\n{outside}\nfi\n\n", encoding="utf-8")
    site.write(folder, overwrite=True)
    assert outside.read_text(encoding="utf-8") == "mine"
    assert (folder / "fi" / "index.html").exists()


@pytest.mark.parametrize("name", ["..\\outside.txt", "fi/../../outside.txt", "linked/outside.txt", "C:..\\outside.txt"])
def test_only_what_lies_inside_the_folder_is_deleted(tmp_path, name):
    folder, outside = tmp_path / "site", tmp_path / "outside.txt"
    folder.mkdir()
    outside.write_text("mine", encoding="utf-8")
    (folder / "linked").symlink_to(tmp_path, target_is_directory=True)
    own = folder / name.replace("/", "-")
    own.write_text("mine", encoding="utf-8")
    (folder / MANIFEST).write_text(f"{name}\n", encoding="utf-8")
    write_site(folder, lambda: iter([("index.html", b"new")]))
    assert outside.exists()
    assert own.exists()


def test_a_site_that_was_interrupted_leaves_nothing_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("kuntaverkostot.website.write.AT_ONCE", 2)

    def interrupted():
        yield from ((f"fi/{place}.html", b"") for place in range(4))
        raise KeyboardInterrupt

    write_site(tmp_path, lambda: iter([("sv/old.html", b"")]))
    with pytest.raises(KeyboardInterrupt):
        write_site(tmp_path, interrupted)
    assert len(_names(tmp_path)) > 2
    write_site(tmp_path, lambda: iter([("index.html", b"")]))
    assert _names(tmp_path) == {"index.html", MANIFEST}


def _run(*arguments: object) -> Result:
    done = CliRunner().invoke(main, ["site", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def test_the_command_writes_what_the_function_makes(small, small_folder, tmp_path):
    base = "https://example.org/"
    done = _run("--data", small_folder, "--out", tmp_path / "a", "--base", base, "--members", "none", "--title", "T")
    assert (done.exit_code, done.stderr, done.stdout) == (0, "", f"{tmp_path / 'a' / 'index.html'}\n")
    kv.build_site(small, base=base, members="none", title="T").write(tmp_path / "b")
    one, other = (
        {name: (tmp_path / folder / name).read_bytes() for name in _names(tmp_path / folder)} for folder in "ab"
    )
    assert one == other
    done = _run("--data", small_folder, "--out", tmp_path / "a")
    assert done.exit_code == 2
    assert done.stderr == f"{tmp_path / 'a' / MANIFEST} on jo olemassa; --overwrite korvaa sen\n"


def test_members_may_be_named_and_divided_in_one_command(tmp_path):
    table = tmp_path / "films.csv"
    table.write_text("film,genre\nAlien,Horror\nHeat,Crime\n", encoding="utf-8")
    done = _run(
        *(table, "--out", tmp_path / "site", "--lang", "en", "--networks", "genre,genres"),
        *("--members", "film,films", "--members", "listed", "--quiet"),
    )
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "site" / "en" / "o-alien.html").exists()
    assert "1 film" in (tmp_path / "site" / "en" / "n-horror.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "address", ["example.org", "mailto:a@b.fi", "https://a b", "https://a.fi/?b", "https://a.fi/#b"]
)
def test_an_address_that_is_none_is_refused(small_folder, tmp_path, address):
    done = _run("--data", small_folder, "--out", tmp_path / "site", "--base", address, "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("--base: the address should begin with https://")
    assert not (tmp_path / "site").exists()
