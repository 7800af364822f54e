from __future__ import annotations

import dataclasses
import io

import openpyxl
import pytest

import kuntaverkostot as kv
from kuntaverkostot.dataset.template import template_workbook
from kuntaverkostot.text.language import LANGUAGES, say


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def data(language):
    return kv.template_workbook(language=language)


def test_an_empty_workbook_is_a_dataset_of_one_example(data, tmp_path):
    path = tmp_path / "pohja.xlsx"
    path.write_bytes(data)
    dataset = kv.read_dataset(path)
    assert repr(dataset) == "Dataset(308 municipalities, 1 networks, 1 memberships)"
    assert dataset.memberships["municipality_code"].tolist() == ["091"]
    assert dataset.account == kv.Account(rows=2, accepted=2, repaired=0, refused=0)
    assert [one.rule for one in dataset.messages] == ["from-package"]


def test_codes_and_networks_are_chosen_from_lists(data):
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load

    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["memberships", "networks", "codes"]
    assert book["codes"].sheet_state == "hidden"
    assert book["codes"].max_row == 308
    lists = {str(one.sqref): one.formula1 for one in book["memberships"].data_validations.dataValidation}
    assert lists == {
        "A2:A5000": "networks!$A$2:$A$5000",
        "B2:B5000": "codes!$A$1:$A$308",
        "C2:C5000": '"listed,candidate"',
    }


def test_the_template_is_the_same_each_time(data, language):
    assert kv.template_workbook(language=language) == data


def test_a_language_that_is_not_ours_is_refused():
    with pytest.raises(ValueError, match="language must be one of"):
        kv.template_workbook(language="de")


def test_a_network_without_a_group_is_on_the_page_and_in_the_list(small, tmp_path, language):
    path = tmp_path / "own.xlsx"
    path.write_bytes(template_workbook(language=language))
    dataset = kv.read_dataset(path)
    name = say(language, "template.example")
    assert name in kv.build_page(dataset, language=language).html
    text = kv.listing(dataset, language=language, form="markdown")
    assert f"### {say(language, 'reading.group')}\n\n#### {name}" in text
    some = small.networks.assign(group_id=small.networks["group_id"].where(small.networks.index % 2 == 0, ""))
    mixed = dataclasses.replace(small, networks=some)
    assert f"### {say(language, 'list.ungrouped')}\n" in kv.listing(mixed, language=language, form="markdown")
    assert kv.build_page(mixed, language=language).html


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_group_without_networks_has_no_heading(small, form, language):
    alone = dataclasses.replace(small, networks=small.networks.assign(group_id="municipality-type"))
    text = kv.listing(alone, language=language, form=form)
    column = f"name_{language}"
    names = small.groups.set_index("group_id")[column].to_dict()
    assert names.pop("municipality-type") in text
    assert names
    assert [name for name in names.values() if name in text] == []
    loose = dataclasses.replace(alone, networks=alone.networks.assign(group_id=""))
    text = kv.listing(loose, language=language, form=form)
    assert say(language, "reading.group") in text
    assert [name for name in small.groups[column] if name in text] == []
    assert kv.bipartite_graph(loose).graph["groups"] == {}


@pytest.mark.parametrize("left", ["networks", "nothing"])
def test_a_template_without_its_example_gives_an_honest_page(data, language, tmp_path, left):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for name in ("memberships", "networks") if left == "nothing" else ("memberships",):
        book[name].delete_rows(2, 5)
    book.save(tmp_path / "own.xlsx")
    dataset = kv.read_dataset(tmp_path / "own.xlsx")
    held = left == "networks"
    assert kv.build_page(dataset, language=language).html
    assert (say(language, "page.by_network").upper() in kv.listing(dataset, language=language)) == held
    assert (f"## {say(language, 'page.by_network')}" in kv.listing(dataset, language=language, form="markdown")) == held
