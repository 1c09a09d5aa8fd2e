"""The columns of a check-list workbook: what each is called, what may stand in it, and what it means.

XLSForm's own columns keep their English names, so that any XLSForm tool opens the file; the scoring columns are ours
and may be headed in Chinese or English. Everything about a column stands here once: reading, writing and the diff
all take it from this list; `explanations` says what each means. Points are plain points,
money is yuan, days are working days.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from supervisor.inspection.owners import JOBS
from supervisor.inspection.words import COUNTINGS, EVIDENCES, OWNER_ROLES, SEVERITIES
from supervisor.language import Words

Form = Literal["text", "points", "days", "share", "money", "flag", "word", "role", "name", "condition"]

ZH, EN = "中文 (zh)", "English (en)"
TRANSLATED = ("label", "hint", "constraint_message")

GATES: Mapping[str, Words] = MappingProxyType(
    {"none": Words("无", "none"), "section": Words("本节", "section"), "all": Words("全部", "all")}
)
MISSING: Mapping[str, Words] = MappingProxyType(
    {"stop": Words("停止", "stop"), "warn": Words("提醒", "warn"), "pass": Words("放行", "pass")}
)
BY_SEVERITY: Mapping[str, Words] = MappingProxyType({"by_severity": Words("按等级", "by severity")})  # instead of days
FLAGS: Mapping[str, Words] = MappingProxyType({"yes": Words("是", "yes"), "no": Words("否", "no")})

# What people write for a word besides its code and its two names.
SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "counts": {"place": ("处", "按处"), "time": ("次", "按次", "每次数"), "person_time": ("人次", "按人次"),
                   "rate": ("比率", "比例", "按比例")},
        "severity": {"minor": ("轻微", "low"), "serious": ("较重", "major"), "grave": ("重要", "critical")},
        "gate": {"none": ("否", "no"), "section": ("本节不得分", "本部分"), "all": ("一票否决", "全部不得分")},
        "evidence": {"none": ("无", "否", "no"), "note": ("备注", "说明"), "photo": ("拍照", "图片", "picture"),
                     "note_or_photo": ("照片或文字", "文字照片均可")},
        "if_missing": {"stop": ("必答", "必须", "必填"), "warn": ("警告", "提示"), "pass": ("允许", "通过", "allow")},
        "mend_days": {"by_severity": ("按严重程度", "按严重性", "按网点规定")},
        "flag": {"yes": ("y", "true", "1", "true()", "√", "✓"), "no": ("n", "false", "0", "false()", "×", "无")},
    }
)  # fmt: skip


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: `field` of the model, its two headings, how a cell is read, and what else it may be headed."""

    field: str
    heading: Words
    form: Form = "text"
    words: Mapping[str, Words] | None = None
    also: tuple[str, ...] = ()
    width: int = 12


def _column(field: str, zh: str, en: str, **more: Any) -> Column:
    return Column(field=field, heading=Words(zh, en), **more)


def plain(text: str) -> str:
    """A word as it is compared: case, width, blanks and punctuation play no part."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum() or letter in "√✓×")


SURVEY: tuple[Column, ...] = (
    _column("type", "type", "type", also=("类型", "题型"), width=20),
    _column("name", "name", "name", form="name", also=("编号", "名称", "id")),
    _column("clause", "条款", "clause", also=("依据", "制度条款")),
    _column("points_c", "分值", "points", form="points", also=("满分值", "分数", "score")),
    _column(
        "per_case_c",
        "每例扣分",
        "deduction per case",
        form="points",
        also=("扣分", "每次扣分", "每处扣分", "deduction", "per case"),
    ),
    _column("counts", "计数方式", "counts", form="word", words=COUNTINGS, also=("计数", "扣分方式")),
    _column("severity", "严重程度", "severity", form="word", words=SEVERITIES, also=("严重性", "等级")),
    _column("owner_role", "整改责任岗位", "owner role", form="role", also=("责任岗位", "责任人", "owner"), width=14),
    _column("mend_days", "整改天数", "days to mend", form="days", words=BY_SEVERITY, also=("整改期限", "mend days")),
    _column(
        "evidence",
        "佐证要求",
        "evidence",
        form="word",
        words=EVIDENCES,
        also=("证据", "佐证", "evidence required"),
        width=14,
    ),
    _column("if_missing", "未答处理", "if missing", form="word", words=MISSING, also=("缺项处理", "missing")),
    _column(
        "first_is_reminder",
        "首次仅提醒",
        "first is reminder",
        form="flag",
        also=("首次提醒", "first breach is reminder"),
    ),
    _column("relevant", "relevant", "relevant", form="condition", also=("显示条件", "relevance"), width=26),
    _column("required", "required", "required", form="flag", also=("必答", "必填")),
    _column("constraint", "constraint", "constraint", form="condition", also=("校验", "约束"), width=18),
    _column("floor_c", "最低分", "floor", form="points", also=("扣分下限", "下限")),
    _column("gate", "否决范围", "gate", form="word", words=GATES, also=("一票否决", "否决")),
    _column("continue_at", "否决后转到", "continue at", also=("转到", "跳转")),
    _column("same_act", "同一行为", "same act", also=("同一行为组",)),
    _column("limit", "比率上限", "rate limit", form="share", also=("比率限值", "limit")),
    _column("step", "比率步长", "rate step", form="share", also=("步长", "step")),
    _column("fine_cents", "罚款（元）", "fine (yuan)", form="money", also=("罚款", "罚款金额", "fine")),
    _column("fine_doubles", "罚款加倍", "fine doubles", form="flag", also=("重复加倍",)),
    _column("fine_cap_cents", "罚款上限（元）", "fine cap (yuan)", form="money", also=("罚款上限", "fine cap")),
)
# Columns of other forms that change what is asked, or answer it; here nothing does so but relevant.
FOREIGN = ("disabled", "choice_filter", "default", "calculation", "calculate", "trigger", "read_only", "repeat_count",
           "repeat")  # fmt: skip
SETTINGS: tuple[Column, ...] = (
    _column("form_title", "form_title", "form_title", also=("名称", "标题", "title"), width=26),
    _column("form_id", "form_id", "form_id", also=("代码", "idstring"), width=20),
    _column("version", "version", "version", also=("版本",)),
    _column("default_language", "default_language", "default_language", also=("默认语言",), width=16),
    _column("name_en", "英文名称", "English title", width=26),
    _column("name_zh", "中文名称", "Chinese title", width=26),
    _column("note_zh", "提示", "note in Chinese", also=("备注", "检查提示", "note"), width=30),
    _column("note_en", "英文提示", "note in English", width=30),
    _column("base_c", "满分", "base points", form="points", also=("总分", "base", "full marks")),
    _column("floor_c", "最低总分", "lowest total", form="points", also=("总分下限", "floor")),
    _column("cap_c", "封顶分", "highest total", form="points", also=("总分上限", "cap")),
    _column("repeat_days", "记忆天数", "repeat days", form="days", also=("重复期限", "remembered days")),
)
CHOICES: tuple[Column, ...] = (
    _column("list_name", "list_name", "list_name", also=("列表", "列表名", "list name"), width=16),
    _column("name", "name", "name", also=("编码", "选项编码", "value"), width=14),
)
THRESHOLDS: tuple[Column, ...] = (
    _column("item", "检查项", "item", form="name", also=("编号", "name")),
    _column("more_than", "超过次数", "more than", form="days", also=("次数",)),
)
SHEETS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "thresholds": THRESHOLDS}
)
SHEET_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"thresholds": ("thresholds", "月度阈值", "阈值"), "survey": ("survey",), "choices": ("choices",),
     "settings": ("settings",)}
)  # fmt: skip
GUIDE_SHEET = "说明"
WORDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"survey": TRANSLATED, "choices": ("label",), "settings": (), "thresholds": ("consequence",)}
)
TRANSLATED_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "label": Words("内容", "words"),
        "hint": Words("提示", "hint"),
        "constraint_message": Words("校验提示", "what is said"),
        "consequence": Words("后果", "consequence"),
    }
)


def column_of(sheet: str, field: str) -> Column:
    """The column of a sheet that holds a field; KeyError where none does."""
    for one in SHEETS[sheet]:
        if one.field == field:
            return one
    raise KeyError(field)


def is_wording(sheet: str, field: str) -> bool:
    """Whether a column of a sheet holds words or names, which are never days or numbers."""
    known = next((one for one in SHEETS[sheet] if one.field == field), None)
    return known is None or known.form in ("text", "name")


def heading_field(sheet: str, heading: str) -> str:
    """The field a heading stands for: `clause`, or `label::zh` for a translated one; "" for an unknown heading.

    A column that would change what is asked and is not read has a field that begins with an exclamation mark.
    """
    folded = unicodedata.normalize("NFKC", heading).strip()
    if folded.casefold().startswith("bind:"):  # the same in XLSForm's older spelling
        folded = folded[len("bind:") :].lstrip(": ")
        if folded.casefold().startswith("jr:constraintmsg"):
            folded = f"constraint_message{folded[len('jr:constraintmsg') :]}"
    stem, mark, tongue = folded.partition(":")
    for worded in WORDED[sheet]:
        if plain(stem) in (plain(worded), {"label": "caption"}.get(worded)):
            return f"{worded}::{_language(tongue.lstrip(':'))}" if mark else f"{worded}::zh"
    wanted = plain(folded)
    for one in SHEETS[sheet]:
        if wanted in {plain(name) for name in (one.field, one.heading.zh, one.heading.en, *one.also)}:
            return one.field
    foreign = {plain(name): name for name in FOREIGN} if sheet == "survey" else {}
    return f"!{foreign[wanted]}" if wanted in foreign else ""


def _language(tongue: str) -> str:
    """zh, en, or the language's own words for any other."""
    low = tongue.casefold()
    if "zh" in low or "中文" in low or "chinese" in low or "汉语" in low:
        return "zh"
    if "(en" in low or "english" in low or "英" in low or low.strip() == "en":
        return "en"
    return low.strip() or "zh"


def meaning(field: str, words: Mapping[str, Words], text: str) -> str | None:
    """The code a cell means by its word in either language, or None."""
    wanted = plain(text)
    for code, name in words.items():
        others = SYNONYMS.get(field, {}).get(code, ())
        if wanted and wanted in {plain(one) for one in (code, name.zh, name.en, *others)}:
            return code
    return None


def role_meant(text: str) -> str | None:
    """The job a cell means, in a check-list's own word for it, or None."""
    wanted = plain(text)
    for code, name in OWNER_ROLES.items():
        if wanted in {plain(one) for one in (code, name.zh, name.en, *JOBS.get(code, ()))}:
            return code
    return None
