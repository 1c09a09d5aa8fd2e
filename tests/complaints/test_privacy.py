"""Sealed, masked, unmasked only with a trace, erased for good."""

import pytest

from supervisor.complaints import service
from supervisor.complaints.attachments.ledger import attachments
from supervisor.complaints.ledger import complaint
from supervisor.complaints.rights.privacy import readable
from supervisor.complaints.texts.masking import Contact
from supervisor.errors import BadInput, Refused
from supervisor.journal import Book

from .team import Team, found

CONTACT = Contact(name="王小明", phone="13812345678", address="某某市某某区某某路一号院")
TEXT = "客户王小明反映，电话13812345678，等候过久"


def raw(book: Book) -> bytes:
    """Everything that stands in the journal's payloads."""
    with book.read() as r:
        return b"\n".join(entry.payload for entry in r.latest(10_000))


def closed(team: Team) -> str:
    subject = team.register(owner=team.handler, text=TEXT, contact=CONTACT, wish="回电13812345678")
    service.attach(team.book, team.handler, subject, name="来信.jpg", data=b"\xff\xd8\xff scan")
    service.handle(team.book, team.handler, subject, at_fault=False, facts="致电13812345678核实")
    service.reply(team.book, team.handler, subject, text="已回复13812345678")
    service.close(team.book, team.manager, subject)
    return subject


def test_nothing_of_the_customer_stands_in_an_entry(team: Team) -> None:
    closed(team)
    for piece in ("王小明", "13812345678", "等候过久", "某某路"):
        assert piece.encode() not in raw(team.book)


def test_masked_for_readers_and_open_only_with_a_trace(team: Team) -> None:
    subject = closed(team)
    with team.book.read() as r:
        shown = service.read_case(r, team.supervisor, subject)
    assert shown.masked
    assert shown.contact.name == "王**"
    for text in (shown.text, shown.wish, shown.facts, shown.reply, shown.contact.phone):
        assert "13812345678" not in text
    with pytest.raises(Refused):
        service.unmask(team.book, team.supervisor, subject, "想看看")
    with pytest.raises(BadInput):
        service.unmask(team.book, team.handler, subject, " ")
    opened = service.unmask(team.book, team.handler, subject, "回电")
    assert (opened.contact, opened.text) == (CONTACT, TEXT)
    with team.book.read() as r:
        last = r.latest(1)[0]
    assert (last.kind, last.actor, last.subject) == ("complaints.unmasked", team.handler, subject)


def test_the_person_concerned_and_strangers_do_not_read_the_case(team: Team) -> None:
    subject = team.register(person=team.colleague, owner=team.handler)
    with team.book.read() as r:
        case = complaint(r, subject)
        assert case is not None
        for actor in (team.colleague, team.person["auditor"] + "?"):
            assert not readable(r, actor, case)
            with pytest.raises(Refused):
                service.read_case(r, actor, subject)
        assert readable(r, team.supervisor, case)
        assert service.read_case(r, team.teller, subject).text  # first taker
    about_manager = team.register(person=team.manager)
    with team.book.read() as r, pytest.raises(Refused):
        service.read_case(r, team.manager, about_manager)
    with pytest.raises(Refused):
        service.unmask(team.book, team.handler, about_manager, "x")
    assert service.unmask(team.book, team.auditor, about_manager, "核查").text


def test_erased_for_good_while_the_case_stays(any_book: Book) -> None:
    team = found(any_book)
    subject = closed(team)
    with pytest.raises(Refused):
        service.erase(team.book, team.manager, subject, "到期")  # must be kept for three years
    with pytest.raises(Refused):
        service.erase(team.book, team.handler, subject, "客户要求", by_right=True)
    service.erase(team.book, team.manager, subject, "客户要求", by_right=True)
    with team.book.read() as r:
        shown = service.read_case(r, team.manager, subject)
        case = complaint(r, subject)
        for attachment in attachments(r, subject):
            assert r.unseal(subject, attachment.digest) is None
    assert case is not None
    assert case.erased
    assert case.signed_by == team.manager
    assert not case.has_contact
    assert (shown.text, shown.facts, shown.reply, shown.contact) == ("", "", "", Contact())
    with pytest.raises(Refused):
        service.ask_review(team.book, team.handler, subject, owner=team.deputy)


def test_after_the_retention_time_no_request_is_needed(team: Team) -> None:
    subject = closed(team)
    team.now = team.now.replace(year=2029)  # to the day: that one still counts
    with pytest.raises(Refused):
        service.erase(team.book, team.manager, subject, "到期")
    team.wait(days=1)
    service.erase(team.book, team.manager, subject, "到期")


def test_a_running_case_is_not_erased(team: Team) -> None:
    subject = team.register(owner=team.handler)
    with pytest.raises(Refused):
        service.erase(team.book, team.manager, subject, "x", by_right=True)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "\u202eevil\u202c",
        "\ud800 lone",
        "a\x07b\x1b[31m",
        "长" * 300_000,
        "\x00nul",
    ],
    ids=["formula", "plus", "bidi", "surrogate", "control", "1MB", "nul"],
)
def test_hostile_text_is_kept_as_text(team: Team, text: str) -> None:
    subject = team.register(owner=team.handler, text=text)
    opened = service.unmask(team.book, team.handler, subject, "核对")
    assert opened.text == text.encode("utf-8", "backslashreplace").decode()
