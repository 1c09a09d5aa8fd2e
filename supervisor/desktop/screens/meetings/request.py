"""A new meeting: what, how long, who, when, where, how often; beside it what that costs customers, as it is written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTime, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Question
from supervisor.desktop.screens.meetings.needs import NeedsField
from supervisor.desktop.screens.meetings.quote import QuoteCard
from supervisor.desktop.screens.meetings.steps import tell_placed
from supervisor.desktop.screens.meetings.wishing import asked, repeat_of, repeat_options, split_options, wish_to_price
from supervisor.desktop.widgets.field_form import FieldForm
from supervisor.desktop.widgets.forms import choice_box, day_edit
from supervisor.language import _

WIDE, MARGIN = 1080, 24  # pixels: two columns of fields in either language beside the price
STILL_MILLISECONDS = 300  # how long nothing is typed before it is priced


class RequestForm(FieldForm):
    """The fields at the left, the live quote at the right; `at` is the start that was chosen there (None: the best)."""

    def __init__(self, page: Any) -> None:
        px, room = page.desk.theme.px, page.window().width() - 2 * MARGIN
        super().__init__(page, page.desk, _("New meeting"), width=880)
        self.setMinimumWidth(min(px(WIDE), room))
        self._page = page
        self._snapshot = page.snapshot
        self.at: tuple[date, int] | None = None
        self._placing = True
        self._build()
        self.quote = QuoteCard(page.desk, self._snapshot.names, self.place_at)
        self._beside(self.quote)
        self._pricing = QTimer(self)
        self._pricing.setSingleShot(True)
        self._pricing.timeout.connect(self._price)
        self._before: dict[str, Any] = {}
        self._begun: dict[str, Any] | None = self.values()
        self._watching = QTimer(self)
        self._watching.setInterval(STILL_MILLISECONDS)
        self._watching.timeout.connect(self._look_again)
        self._watching.start()

    def _build(self) -> None:
        from supervisor.meetings.words import KIND_NAMES

        snapshot, page = self._snapshot, self._page
        self.text("title", _("What it is about"))
        self.halves()
        kinds = [(str(kind), str(words)) for kind, words in KIND_NAMES.items()]
        self.kind = self.choice("kind", _("Kind"), kinds, "training")
        self.minutes = self.number(
            "minutes", _("Minutes"), snapshot.usual_minutes["training"], 5, snapshot.caps["training"]
        )
        self.kind.currentIndexChanged.connect(lambda _index: self._kind_chosen())
        self.halves(False)
        self.field("needs", _("Who comes"), NeedsField(snapshot))
        self.halves()
        first = max(snapshot.today, page.monday)
        last = first + timedelta(days=6 - first.weekday())
        self.first = self.field("first", _("From"), day_edit(first, name=_("From")))
        self.field("last", _("To"), day_edit(last, name=_("To")))
        self.earliest = self.minute("earliest", _("Earliest start"), 7 * 60)
        self.latest = self.minute("latest", _("Latest end"), 19 * 60)
        self.repeat = self.choice("repeat", _("How often"), repeat_options(first), "once")
        self.first.dateChanged.connect(lambda _day: self._first_chosen())
        self.choice("split", _("Together or in batches"), split_options(), 1)
        rooms = [(room, room) for room in snapshot.rooms]
        room = choice_box([("", ""), *rooms], name=_("Room"), free=True)
        self.field("room", _("Room"), room)
        others = [(m.subject, m.title) for m in reversed(snapshot.meetings.values())]
        after = choice_box([(None, _("no other")), *others], name=_("After"), searchable=True)
        self.field("after", _("Only after this meeting"), after)
        self.wish = self.check("wish", _("I would like a certain time"))
        self.check("inside", _("May be inside opening hours"), True)
        self.field("wished_day", _("Wished day"), day_edit(first, name=_("Wished day")))
        self.minute("wished_minute", _("Wished start"), 10 * 60)
        self.check("customer_area", _("In the customer area"))
        self.wish.toggled.connect(self._wish_chosen)
        self._wish_chosen(False)
        self._kind_chosen()

    def _beside(self, card: QWidget) -> None:
        """The quote at the right of the fields."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        place = outer.indexOf(self._scrolled)
        outer.takeAt(place)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._scrolled, 3)
        line.addWidget(card, 2)
        outer.insertLayout(place, line, 1)

    def _kind_chosen(self) -> None:
        kind, snapshot = self.kind.currentData(), self._snapshot
        cap = snapshot.caps.get(kind, 240)
        self.minutes.setMaximum(cap)
        self.minutes.setValue(snapshot.usual_minutes[kind])
        self.minutes.setSuffix(_(" of at most {cap}").format(cap=cap))
        for edit, minute in zip((self.earliest, self.latest), snapshot.usual_times[kind], strict=True):
            edit.setTime(QTime(minute // 60 % 24, minute % 60))

    def _first_chosen(self) -> None:
        first: date = self.first.date().toPython()
        for place, (_rule, words) in enumerate(repeat_options(first)):
            self.repeat.setItemText(place, words)

    def _wish_chosen(self, on: bool) -> None:
        for name in ("wished_day", "wished_minute"):
            self.show_field(name, on)

    def reject(self) -> None:
        """Esc and the button beside the verb: what was written is not thrown away by one key."""
        now = self.values()
        begun = self._begun is not None and any(now[name] != self._begun[name] for name in ("title", "needs", "room"))
        if not begun:
            super().reject()
            return
        question = Question(
            _("Leave without asking for it?"), _("What you have written is gone then."), _("Leave"),
        )  # fmt: skip
        self._desk.confirm(self, question, super().reject)

    # the price ---------------------------------------------------------------------------------------------------
    def _look_again(self) -> None:
        """Whatever was changed is priced once the hands rest: fields are of many kinds."""
        now = self.values()
        if now != self._before:
            self._before = now
            self.at = None
            self._pricing.start(STILL_MILLISECONDS)

    def _price(self) -> None:
        values = self.values()
        self.quote.ask(wish_to_price(values))

    def place_at(self, day: date, minute: int) -> None:
        """Ask for it at one of the starts that are shown."""
        self.at = (day, minute)
        self.verb.click()

    # sending -----------------------------------------------------------------------------------------------------
    def work(self, v: dict[str, Any]) -> Any:
        """On the book's thread: ask for it, place it, and put it at the start that was chosen."""
        from supervisor.branch.faults import WrongField
        from supervisor.meetings import service
        from supervisor.meetings.planning.by_hand import move

        desk, at, rule = self._desk, self.at, v["repeat"]
        fields = asked(v)
        if not fields["title"]:
            raise WrongField("title", _("Say what it is about."))
        if not fields["needs"] and fields["kind"] != "maintenance":
            raise WrongField("needs", _("Choose who is to come."))
        if fields["last_day"] < fields["first_day"]:
            raise WrongField("last", _("The last day is before the first one."))
        subject = service.request(
            desk.book, desk.actor, repeat=repeat_of(rule, fields["first_day"], fields["last_day"]), **fields
        )
        if not self._snapshot.may_plan:
            return subject, None
        answer = service.place(desk.book, desk.actor, subject)
        if at is not None and answer.sittings and len(answer.sittings) == 1:
            one = answer.sittings[0]
            if (one.day, one.start_minute) != at:
                from supervisor.meetings.records import sitting_name

                move(desk.book, desk.actor, subject, sitting_name(one), day=at[0], start_minute=at[1],
                     reason=_("chosen when it was asked for"))  # fmt: skip
        return subject, answer

    def told(self, found: Any) -> None:
        """Show it in its week, or say why it has no time."""
        subject, answer = found
        page, title = self._page, self.values()["title"]
        if answer is None:
            page.refresh()
            self._desk.say("good", _("Asked for: whoever plans the meetings finds it a time."))
        elif self.at is not None and answer.sittings:
            page.show_day(self.at[0], subject)
        else:
            tell_placed(page, title, answer)

    def way_back(self, found: Any) -> Undo:
        """A request is taken back by cancelling it."""
        desk, (subject, _answer), title = self._desk, found, self.values()["title"]

        def back() -> None:
            from supervisor.meetings import service

            service.cancel(desk.book, desk.actor, subject, _("taken back"))

        return Undo(_("request of {what}").format(what=title), back)


def ask_request(page: Any) -> RequestForm | None:
    """Ask for a meeting: what, how long, who, when."""
    if page.snapshot is None:
        return None
    form = RequestForm(page)
    verb = _("Request and place") if page.snapshot.may_plan else _("Request")
    form.send(verb, form.work, done=form.told, undo=form.way_back)
    return form
