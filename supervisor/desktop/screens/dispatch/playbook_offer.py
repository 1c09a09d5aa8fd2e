"""When a surge is offered by itself, as fields to be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.basics import column, label, row
from supervisor.desktop.widgets.forms import inset
from supervisor.incidents.playbooks import Offer
from supervisor.language import _

FACTOR_STEP = 10  # per cent


class OfferFields(QWidget):
    """Four numbers; 0 in a field: that is not watched."""

    def __init__(self, theme: Theme, offer: Offer) -> None:
        super().__init__()
        self.setObjectName("bare")
        fields = {
            "waiting": (_("More in the hall than"), offer.waiting, 999),
            "wait_factor": (_("Wait now, % of the target"), round(offer.wait_factor * 100), 1000),
            "forecast_factor": (_("Wait forecast, % of the target"), round(offer.forecast_factor * 100), 1000),
            "ahead_minutes": (_("Minutes ahead"), offer.ahead_minutes, 240),
        }
        self.fields: dict[str, QSpinBox] = {}
        line = row(spacing=16)
        for name, (title, value, most) in fields.items():
            field = number_field(theme, value, most, title)
            if name.endswith("factor"):
                field.setSingleStep(FACTOR_STEP)
            self.fields[name] = field
            line.addLayout(column(label(title, "small"), field, spacing=2))
        line.addStretch(1)
        self.setLayout(line)

    def offer(self) -> Offer:
        """What the fields say."""
        values = {name: field.value() for name, field in self.fields.items()}
        return Offer(
            waiting=values["waiting"], wait_factor=values["wait_factor"] / 100,
            forecast_factor=values["forecast_factor"] / 100, ahead_minutes=values["ahead_minutes"],
        )  # fmt: skip


def number_field(theme: Theme, value: int, most: int, name: str) -> QSpinBox:
    """A whole number from 0 to `most`."""
    made = QSpinBox()
    made.setRange(0, most)
    made.setValue(value)
    made.setFixedWidth(theme.px(96))
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setAccessibleName(name)
    inset(made, theme.px(6))
    return made
