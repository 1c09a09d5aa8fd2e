"""What the options and values of the commands of appraisal mean."""

from __future__ import annotations

from supervisor.language import _


def appraisal_words() -> dict[tuple[str, str], str]:
    """By command (or group) and name."""
    return {
        ("appraisal", "wanted"): _("number of the appeal"),
        ("appraisal fairness", "months"): _("how many months up to that month are looked at, 1 to 12"),
        ("appraisal bank set", "measure"): _("code of the measure in the rule book"),
        ("appraisal bank set", "value"): _("the bank's figure, two decimals at most"),
        ("appraisal bank set", "remove"): _("take the figure back"),
        ("appraisal rules try", "examples"): _("workbook of people, evidence and what is due"),
        ("appraisal rules try", "person"): _("explain this staff number line by line"),
        ("appraisal", "person"): _("staff number of the person"),
        ("appraisal", "raters"): _("staff numbers of the colleagues who are asked"),
        ("appraisal", "until"): _("the last day on which it can be written, as 2026-12-05"),
        ("appraisal", "comment"): _("what is said of the person"),
        ("appraisal", "value"): _("points, two decimals at most"),
        ("appraisal self", "value"): _("component and points, as service=92.5; give it once for each"),
        ("appraisal self", "text"): _("what one says of one's own month"),
        ("appraisal self", "withdraw"): _("take one's own self-assessment back"),
        ("appraisal review", "grade"): _("the grade that is proposed"),
        ("appraisal lock", "reason"): _("why it cannot wait until the last day for appeals"),
        ("appraisal open-self", "reason"): _("why the month goes a step back"),
        ("appraisal open-review", "reason"): _("why the month goes a step back"),
        ("appraisal own", "person"): _("staff number of another person, for those who may read people"),
        ("appraisal", "amount"): _("how much, in yuan"),
        ("appraisal", "purpose"): _("what for"),
        ("appraisal fund spend", "day"): _("when it was spent, as 2026-12-05; without it today"),
        ("appraisal fund back", "day"): _("the day of the spending, as 2026-12-05"),
    }
