"""One person's review: own words and score above, the comment under them, sent and on to the next by one key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox

from supervisor.desktop.screens.appraisal.review.asking import ask_colleagues
from supervisor.desktop.screens.appraisal.wording import peers_words
from supervisor.desktop.screens.appraisal.writing import (
    Said,
    Writing,
    points_field,
    points_in,
    show_points,
    weighs,
    words_field,
)
from supervisor.desktop.widgets.basics import Card, box, button, clear, column, label, row, scrolling
from supervisor.desktop.widgets.choices import fill_choices
from supervisor.desktop.wording import money, points, signed_points
from supervisor.language import _

LOSSES = 3  # lines that took most, beside the score


class ReviewCard(Card):
    """`next_wanted` asks for the next person; `just_written` are those whose review is on its way into the book."""

    next_wanted = Signal()

    def __init__(self, page: Any) -> None:
        super().__init__(_("Choose a person"))
        self._page = page
        self._line: Any = None
        self.just_written: set[str] = set()
        theme = page.desk.theme
        self.facts = column(spacing=6)
        facts = scrolling(column(self.facts, None))
        facts.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it scrolls by the arrow keys
        facts.setAccessibleName(_("Score and own words"))
        self.add(facts, 1)
        self.text = words_field(_("Comment (the person reads it once the month is published)"), theme.px(64))
        self.value = points_field(_("Points, 0 to 100"), theme.px(64))
        self.value_box = box(row(label(_("Points, 0 to 100"), "small"), self.value, spacing=6))
        self.grade = QComboBox()
        self.grade.setAccessibleName(_("Grade proposed"))
        self.grade_box = box(row(label(_("Grade proposed"), "small"), self.grade, spacing=6))
        self.peers = button(_("Ask colleagues…"), self.ask, "small")
        self.why = button(_("Explain the score"), self.explain, "link")
        self.head.addWidget(self.why)
        self.save = button(
            _("Save, next person"),
            self.save_and_go_on,
            "primary",
            tip=_("Ctrl+Enter; Ctrl+PgDn without saving goes on too"),
        )
        self.state = label("", "small", wrap=True)
        self.fault = label("", "bad", wrap=True)
        self.fault.hide()
        marks = row(self.state, self.value_box, self.grade_box, spacing=6)
        marks.setStretch(0, 1)
        self.form = box(
            column(
                self.text, marks, self.fault, row(self.peers, None, self.save), spacing=6,
            )
        )  # fmt: skip
        self.add(self.form)
        self.writing = Writing(page.desk, self._read, self._fill, self._send)
        self.writing.refused.connect(self._refused)
        self.text.textChanged.connect(self._typed)
        self.value.textEdited.connect(self._typed)
        self.grade.activated.connect(self._typed)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self.form).activated.connect(self.save_and_go_on)

    def put(self, snapshot: Any, line: Any) -> None:
        """Show one person."""
        self._line = line
        self.form.setVisible(line is not None)
        self.why.setVisible(line is not None)
        clear(self.facts)
        self.heading.setText(line.name if line is not None else _("Choose a person"))
        self.note.setText("")
        if line is None:
            return
        self.just_written.intersection_update({line.subject} if line.review is None else set())
        self._put_facts(snapshot, line)
        writable = snapshot.state.state == "review" and line.standing.may_review
        self._put_fields(snapshot, line, writable)
        said = line.review
        values = (("review", said.value_c),) if said is not None and said.value_c is not None else ()
        known = Said(said.comment, values, said.grade) if said is not None else Said()
        self.fault.hide()
        self.writing.put(f"{line.subject} {snapshot.month}", known, is_open=writable)
        self._say_state(snapshot, line, writable)

    def save_and_go_on(self) -> None:
        """Send what is written, and go to the next who is not reviewed."""
        if self._line is None or self.text.isReadOnly():
            return
        if not self._read().text:
            self._refused(_("Write a sentence or two: it cannot be left empty."))
            self.text.setFocus()
            return
        self.writing.flush()
        self.just_written.add(self._line.subject)
        self.next_wanted.emit()

    def ask(self) -> None:
        """Ask colleagues what they think of the person."""
        if self._line is not None:
            ask_colleagues(self._page, self._line.standing.member)

    def explain(self) -> None:
        """Where the score comes from, in the ranking."""
        if self._line is not None:
            self._page.show_new(self._line.subject)

    def _put_facts(self, snapshot: Any, line: Any) -> None:
        said = line.assessment
        self.facts.addWidget(label(_("Own words"), "strong"))
        self.facts.addWidget(
            label(said.text, wrap=True) if said is not None else label(_("Nothing was written."), "muted")
        )
        if said is not None and said.values:
            names = {part.code: str(part.name) for part in snapshot.scored.rulebook.components}
            given = (f"{names.get(each.component, each.component)} {points(each.value_c)}" for each in said.values)
            self.facts.addWidget(label(" · ".join(given), "small", wrap=True))
        score = line.ranked.score if line.ranked is not None else None
        if score is not None and score.total_points_c is not None:
            about = [points(score.total_points_c), score.grade, money(score.money_cents) if score.money_cents else ""]
            self.note.setText(" · ".join(part for part in about if part))
            lost = sorted((each for each in score.lines if each.points_c < 0), key=lambda each: each.points_c)[:LOSSES]
            for each in lost:
                what = snapshot.items.get(each.item, "") or str(each.rule_name)
                day = f"{each.day:%m-%d} " if each.day is not None else ""
                self.facts.addWidget(label(f"{day}{what} {signed_points(each.points_c)}", "small", wrap=True))
        if line.standing.asked:
            self._put_peers(snapshot, line)

    def _put_peers(self, snapshot: Any, line: Any) -> None:
        """What colleagues said is read for this person alone, when he is shown."""
        from supervisor.appraisal import service

        place = label("", "small", wrap=True)
        self.facts.addWidget(place)
        actor, month, person = snapshot.actor, snapshot.month, line.subject

        def show(found: Any) -> None:
            if self._line is None or self._line.subject != person:
                return
            words = [peers_words(found.peers), *(f"“{each}”" for each in found.peers.comments)]
            rival = [f"{_('Another version')}{_(': ')}{each.comment}" for each in found.rival_reviews]
            place.setText("\n".join([*words, *rival]))

        self._page.desk.load(place, lambda reader: service.person_month(reader, actor, month, person), show)

    def _put_fields(self, snapshot: Any, line: Any, writable: bool) -> None:
        book = snapshot.scored.rulebook if snapshot.scored is not None else None
        grades = [band.label for band in book.bands_for("grade", line.standing.member.role)] if book else []
        fill_choices(self.grade, [("", "–"), *((grade, grade) for grade in grades)])
        self.grade_box.setVisible(bool(grades))
        self.value_box.setVisible(weighs(book, "review"))
        self.text.setReadOnly(not writable)
        self.value.setReadOnly(not writable)
        self.grade.setEnabled(writable)
        self.save.setVisible(writable)
        self.peers.setVisible(writable or (line.standing.may_review and snapshot.state.state in ("draft", "self")))
        self.text.setVisible(writable or line.review is not None)

    def _say_state(self, snapshot: Any, line: Any, writable: bool) -> None:
        said = line.review
        if said is not None:
            who = snapshot.names.get(said.by, "")
            words = _("written by {who} {when}").format(who=who, when=f"{said.at:%m-%d %H:%M}")
            if line.standing.rivals:
                words = _("Two laptops wrote apart: what you save now settles it.")
        elif not line.standing.may_review:
            own = line.subject == snapshot.actor
            words = _("Nobody reviews himself.") if own else _("The branch manager is reviewed by head office.")
        elif writable:
            book = snapshot.scored.rulebook if snapshot.scored is not None else None
            words = "" if weighs(book, "review") else _("The rule book takes no points from reviews: words only.")
        else:
            words = _("Written once the review has begun.") if snapshot.state.state in ("draft", "self") else ""
        self.state.setText(_("not sent yet") if self.writing.waiting else words)

    def _typed(self) -> None:
        self.writing.typed()
        if self.writing.waiting:
            self.fault.hide()
            self.state.setText(_("not sent yet"))

    def _read(self) -> Said:
        value = points_in(self.value) if not self.value_box.isHidden() else None
        values = (("review", value),) if value is not None else ()
        return Said(self.text.toPlainText().strip(), values, self.grade.currentData() or "")

    def _fill(self, said: Said) -> None:
        self.text.setPlainText(said.text)
        show_points(self.value, dict(said.values).get("review"))
        self.grade.setCurrentIndex(max(self.grade.findData(said.grade), 0))

    def _send(self, key: str, said: Said) -> None:
        from supervisor.appraisal import service

        desk, (person, __, month) = self._page.desk, key.partition(" ")
        value = dict(said.values).get("review")
        service.review(desk.book, desk.actor, month, person, comment=said.text, value_c=value, grade=said.grade)

    def _refused(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
