"""The words of a move: why it is made, and the short call-out for the radio (requirement B9), Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervisor.dispatch.problem.model import Move, Post
from supervisor.language import Words

RULE_NAMES: dict[str, Words] = {
    "dual_control": Words("双人在岗", "two people at the post"),
    "authoriser_present": Words("授权人员在场", "an authoriser present"),
    "lobby_manager_present": Words("大堂经理在岗", "a lobby manager in the lobby"),
    "minimum_cover": Words("最低在岗人数", "the minimum cover"),
    "skill_held": Words("岗位技能与授权", "the skill the post asks for"),
    "pin_kept": Words("指定到岗", "the commander's pins"),
    "queue_served": Words("有人办理", "somebody to serve the queue"),
    "business_down": Words("业务中断", "business that is down"),
    "compatible": Words("不相容岗位", "posts that may not be in one hand"),
    "not_pinned": Words("指定不动人员", "pinned by the commander"),
    "not_declined": Words("本人已谢绝", "he declined"),
    "there_now": Words("休假、午餐或已下班", "on leave, at lunch or off shift"),
    "releasable": Words("会议中不可抽调", "may not be called out of the meeting"),
    "station_free": Words("岗位席位已满", "no station free at the post"),
}
"""Names of the rules for people."""

OVERLAP = Words(
    "每步后的分钟数是“其他都做、只少这一步”要多等的；几步接同一条队时作用重叠，各步相加不等于合计。",
    "The minutes of a move are what customers would wait longer without it while all others are made; moves to one "
    "queue overlap, so they do not add up to the total.",
)
"""Why the moves' minutes do not add up to the headline."""

NOWHERE_NOW = Words("机动", "standby")


def reason_of(
    move: Move,
    source: Post | None,
    target: Post,
    partners: Sequence[str] = (),
    when: Mapping[str, str] | None = None,
    only: Words | None = None,
    waits_minutes: float = 0.0,
) -> Words:
    """Why the move is made: how long customers of the post wait without any move (`waits_minutes`, each in the mean),
    the rule it restores and when, and the customer-minutes it saves. `partners` are those
    whose moves hang on this one (somebody takes over where another leaves): the saving is then of all together. `only`
    says why it is for a part of the time."""
    spans = when or {}
    here = source.name if source is not None else NOWHERE_NOW
    zh = [f"恢复“{RULE_NAMES[rule].zh}”{spans.get(rule, '')}" for rule in move.mends]
    en = [f"restores {RULE_NAMES[rule].en} {spans.get(rule, '')}".rstrip() for rule in move.mends]
    if target.service_class and waits_minutes >= 1:
        zh.append(f"不调人则{target.name.zh}客户平均要等{round(waits_minutes)}分钟")
        there = target.name.en or target.name.zh
        en.append(f"customers of {there} wait {round(waits_minutes)} min each if nobody is moved")
    saved = round(move.minutes_saved)
    with_whom = (f"与{'、'.join(partners)}的调动一起", f"together with the move of {', '.join(partners)} ")
    jointly = with_whom if partners else ("", "")
    if saved > 0:
        zh.append(f"{jointly[0]}少等约{saved}客户分钟")
        en.append(f"{jointly[1]}saves about {saved} customer-minutes of waiting")
    elif saved < 0:
        zh.append(f"为此多等约{-saved}客户分钟")
        en.append(f"at the cost of about {-saved} customer-minutes")
    if not move.mends and not saved:
        zh.append("补足岗位")
        en.append("fills the post")
    if only is not None:
        zh.append(only.zh)
        en.append(only.en or only.zh)
    out = ("从会议中抽回，", "called out of the meeting: ") if move.out_of_meeting else ("", "")
    span = _span(move)
    return Words(
        f"{out[0]}{here.zh}→{target.name.zh}{span.zh}：{'，'.join(zh)}。",
        f"{out[1]}{here.en or here.zh} to {target.name.en or target.name.zh}{span.en}: {', '.join(en)}.",
    )


def why_only(move: Move, source: Post | None, rule: str) -> Words:
    """Why somebody is sent for a part of the time: `rule` would be broken otherwise, or (empty) customers need him
    where he was."""
    when = Words("此前", "before that") if move.from_minute else Words("此后", "after that")
    if rule:
        held = RULE_NAMES[rule]
        return Words(f"{when.zh}离岗会破坏“{held.zh}”", f"{when.en} it would break: {held.en}")
    if source is None:
        return Words(f"{when.zh}增援省不出多少等候", f"{when.en} it would save too little")
    return Words(
        f"{when.zh}留在{source.name.zh}更划算", f"{when.en} {source.name.en or source.name.zh} needs them more"
    )


def _span(move: Move) -> Words:
    """From when to when, for a station that is free only for a while; nothing for a move at once and to the end."""
    start, end = (f"{m // 60:02d}:{m % 60:02d}" if m else "" for m in (move.from_minute, move.until_minute))
    return Words(
        (f"{start}起" if start else "") + (f"至{end}" if end else ""),
        (f" from {start}" if start else "") + (f" until {end}" if end else ""),
    )


def call_out(move: Move, source: Post | None, target: Post) -> Words:
    """What is said on the radio; a post with two-person control, or with a time of handing over, is handed over first:
    `move.handover_minutes` says how long that takes."""
    start, end = (f"{m // 60:02d}:{m % 60:02d}" if m else "" for m in (move.from_minute, move.until_minute))
    zh, en = f"{move.name}，{move.name}，", f"{move.name}, {move.name}, please "
    zh += f"{start}起请" if start else "请"
    if move.out_of_meeting:
        zh += "立即离会，"
        en += "leave the meeting and "
    first = _hand_over(move, source, target)
    zh += f"{first.zh}支援{target.name.zh}" + (f"，到{end}为止" if end else "")
    en += f"go to {target.name.en or target.name.zh}" + (f" from {start}" if start else "")
    en += f", until {end}" if end else ""
    if move.until_minute and source is not None:
        zh += "，之后回原岗"
        en += ", and then back to your post"
    return Words(f"{zh}，收到请回答。", f"{en}{first.en}. Please confirm.")


def _hand_over(move: Move, source: Post | None, target: Post) -> Words:
    """What is done at the old post first; empty where nothing is."""
    if source is None or source.subject == target.subject:
        return Words("")
    minutes = move.handover_minutes
    zh, en = (f"（约{minutes}分钟）", f" (about {minutes} minutes)") if minutes else ("", "")
    if source.dual_control:
        return Words(
            f"先双人核库、签退、锁好印章{zh}，再",
            f", after counting with a second person, signing off and locking your stamps{en}",
        )
    if minutes:
        return Words(f"先清点交接、签退{zh}，再", f", after balancing, handing over and signing off{en}")
    return Words("")
