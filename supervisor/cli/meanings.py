"""What each option and value of a command means, said once for all commands that share it.

A name means the same in every command; where one means something of its own, the command is named with it. Words that a
command gives its option itself come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, get_type_hints

from cyclopts import App, Parameter

from supervisor.cli.meanings_appraisal import appraisal_words
from supervisor.cli.meanings_complaints import complaint_words
from supervisor.cli.meanings_promises import promise_meanings
from supervisor.cli.meanings_reports import report_words
from supervisor.language import _


def explain(app: App) -> None:
    """Give every value and option of a command tree the words that `--help` shows for it."""
    shared, own = _shared(), _own()
    for path, command in _commands(app):
        hints = get_type_hints(command, include_extras=True)
        command.__annotations__ = {
            name: hint if name == "return" else _worded(hint, _words(path, name, shared, own))
            for name, hint in hints.items()
        }


def _worded(hint: Any, words: str) -> Any:
    told = any(isinstance(one, Parameter) and one.help for one in getattr(hint, "__metadata__", ()))
    return hint if told or not words else Annotated[hint, Parameter(help=words)]


def _words(path: str, name: str, shared: dict[str, str], own: dict[tuple[str, str], str]) -> str:
    group = path.partition(" ")[0]
    return own.get((path, name)) or own.get((group, name)) or shared.get(name, "")


def _commands(app: App, path: str = "") -> Iterator[tuple[str, Any]]:
    for name in app:
        if name.startswith("-"):
            continue
        inner, here = app[name], f"{path} {name}".strip()
        if inner.default_command is not None:
            yield here, inner.default_command
        yield from _commands(inner, here)


def _own() -> dict[tuple[str, str], str]:
    return {
        **promise_meanings(),
        **complaint_words(),
        **appraisal_words(),
        **report_words(),
        ("actions", "wanted"): _("number of the action"),
        ("complaints", "praise_days"): _("days that praise keeps its contact data"),
        ("complaints", "promise_days"): _("days that a promise keeps its contact data after it ended"),
        ("complaints retention list", "day"): _("as it will be on this day; without it today"),
        ("complaints retention erase", "numbers"): _("numbers of what is to be erased"),
        ("complaints retention erase", "due"): _("all that is past its term and not held back"),
        ("complaints retention hold", "kind"): _("lawsuit, regulator, audit or other"),
        ("complaints retention keep", "until"): _("the last day it is kept, as 2030-12-31"),
        ("book backup", "prune"): _("delete older backups of this book that were made here"),
        ("book backup", "days"): _("how many days old they must be; without it by the setting"),
        ("book restore", "to"): _("file of the book that is made from it"),
        ("appraisal numbers withdraw", "wanted"): _("id, name or path of the workbook"),
        ("appraisal numbers check", "month"): _("the month of tables that do not say theirs"),
        ("appraisal numbers import", "month"): _("the month of tables that do not say theirs"),
        ("appraisal numbers enter", "measure"): _("name or code of the measure, or what the figure is of"),
        ("appraisal numbers enter", "when"): _("the day (2026-11-05) or the month (2026-11)"),
        ("appraisal numbers enter", "value"): _("the figure, two decimals at most"),
        ("appraisal numbers enter", "times"): _("how many times it counts"),
        ("appraisal numbers enter", "source"): _("number, client, attendance or rating"),
        ("inspect", "wanted"): _("number of the inspection, or its beginning"),
        ("meetings", "wanted"): _("number of the meeting"),
        ("praise", "wanted"): _("number of the praise"),
        ("praise", "person"): _("staff number of who was praised; may be given several times"),
        ("praise", "source"): _("where it came from: customer, comment_book, media or head_office"),
        ("praise", "what"): _("what was praised, without the customer's name or number"),
        ("praise", "zone"): _("code of the zone where it happened"),
        ("praise", "keepsake"): _("what came with it: letter or banner"),
        ("praise", "at"): _("when it was heard, as 10:30 or 2026-11-22T10:30; now unless given"),
        ("praise", "every"): _("also what was taken back"),
        ("praise", "name"): _("customer's name (sealed)"),
        ("praise", "phone"): _("customer's telephone (sealed)"),
        ("promises", "wanted"): _("number of the promise"),
        ("report", "wanted"): _("number of the inspection, or its beginning"),
        ("report fill", "form"): _("the form to fill, as head office sent it"),
        ("report incident", "wanted"): _("number of the incident, or its beginning"),
        ("dispatch lesson", "wanted"): _("number of the incident, or its beginning"),
        ("dispatch lesson", "text"): _("what was learnt, in a sentence"),
        ("dispatch lesson", "course"): _("code of the course that should teach it"),
        ("dispatch lesson-held", "course"): _("code of the course; without it the one the lesson names"),
        ("dispatch lesson-held", "people"): _("staff numbers of who took part, parted by commas"),
        ("dispatch lesson-held", "trainer"): _("staff number of who led it; without it whoever enters it"),
        ("dispatch lesson-held", "start"): _("when it began, as 10:30 or 2026-11-22T10:30"),
        ("dispatch lesson-held", "minutes"): _("how long it took"),
        ("dispatch", "lesson"): _("the lesson as `dispatch lessons` names it, or the incident's number"),
        ("dispatch lesson-dropped", "reason"): _("why no training is needed"),
        ("dispatch lessons", "settled"): _("those that are done with, in place of the open ones"),
        ("branch profile", "name"): _("another name for the branch"),
        ("branch profile", "number"): _("number under which head office keeps the branch, digits; empty: none"),
        ("branch post-rules", "post"): _("code of the post"),
        ("branch post-rules", "handover"): _("minutes of counting, handing over and signing off before leaving it"),
        ("branch post-rules", "apart"): _("codes of posts that nobody may hold on the same day, parted by commas"),
        ("meetings request", "place"): _("place it at once"),
        ("meetings limits", "kind"): _("kind of meeting whose longest length is set"),
        ("meetings limits", "minutes"): _("longest length of that kind in minutes"),
        ("meetings limits", "most"): _("how many meetings may run at once; 0: no limit"),
        ("meetings problem", "week"): _("any day of the week whose requests are written, as 2026-11-25"),
        ("meetings solve", "seconds"): _("seconds after which the best plan found is written, with its gap"),
        ("meetings", "at_least"): _("how many of them at least; without it all who are at work"),
        ("meetings", "optional"): _("who may come and need not: staff numbers, jobs or skills parted by commas"),
        ("meetings", "earliest"): _("earliest start, as 08:00"),
        ("meetings", "latest"): _("latest end, as 18:30"),
        ("meetings", "repeat"): _("how it repeats: day, open, week, week:1,3, month:2-3, month:last-working"),
        ("meetings", "every"): _("every how many days, weeks or months it repeats"),
        ("meetings", "until"): _("the last day of the series, as 2026-12-31"),
        ("meetings", "times"): _("how many times in all"),
        ("meetings", "skip"): _("days left out, parted by commas"),
        ("meetings", "on_holiday"): _("on a holiday: skip, before or after"),
        ("meetings", "batches"): _("in how many batches at most, 2 to 4"),
        ("meetings", "by_shift"): _("one batch for each shift"),
        ("meetings", "after"): _("numbers of meetings that must be over before, parted by commas"),
        ("meetings", "room"): _("the room"),
        ("meetings", "keep"): _("sittings stay as they are, even if they no longer fit"),
        ("meetings", "to"): _("the new day or start, as 2026-11-25 or 2026-11-25T16:30"),
        ("meetings", "cancel"): _("it is not held this time"),
        ("meetings", "as_series"): _("this time as the series again"),
        **{
            (f"meetings {name}", "day"): _("the day of the sitting, as 2026-11-25; without it the next one")
            for name in ("lock", "unlock", "move", "back", "start", "attend", "end", "minutes", "action")
        },
        ("meetings", "batch"): _("which batch of it"),
        ("meetings", "look"): _("only show what would be announced"),
        ("meetings", "entries"): _("the rooms, all of them"),
        ("meetings", "weeks"): _("how many weeks"),
        ("meetings", "become"): _("what its events become: busy times or requests"),
        ("meetings", "absent"): _("staff numbers of who did not come"),
        ("meetings", "mark"): _("how: present, late, left, absent or excused"),
        ("meetings", "decision"): _("one thing that was decided; give it once for each"),
        ("meetings", "step"): _("which step: published, cancelled, started or ended"),
        ("meetings", "whole"): _("the whole meeting, not one sitting"),
        ("meetings", "knowingly"): _("although rules are broken"),
        ("meetings", "move_published"): _("announced sittings may move, too, where it is worth it"),
        ("meetings", "everything"): _("those called off after they were announced, too"),
        ("meetings action", "code"): _("number of the decision in the minutes"),
        ("meetings strike-busy", "wanted"): _("title or UID of the busy time"),
        ("meetings strike-busy", "day"): _("a day on which it is, where several are called so"),
        ("meetings strike-busy", "undo"): _("one that was struck out counts again"),
        ("meetings import", "apply"): _("take it in; without this it is only shown"),
        ("meetings release", "back"): _("staff numbers of who sits in the meeting still"),
        ("meetings import", "people"): _("staff numbers of whose calendar it is, parted by commas"),
        ("meetings request", "people"): _("staff numbers parted by commas; without it everybody"),
        ("meetings agendas", "find"): _("any words of what was said"),
        ("meetings word", "number"): _("number of the point, as 2.1"),
        ("meetings strike", "number"): _("number of the point, as 2.1"),
        ("meetings point", "text"): _("what it says, in words"),
        ("meetings point", "section"): _("number or key of the section"),
        ("meetings word", "text"): _("what it says, in words"),
        ("meetings strike", "back"): _("take it in again"),
        ("meetings hold", "present"): _("staff numbers of who was there, parted by commas"),
        ("meetings hold", "chair"): _("staff number of who led it; without it who enters it"),
        ("meetings hold", "began"): _("when it began, as 08:15"),
        ("meetings hold", "ended"): _("when it ended, as 08:30"),
        ("meetings window prepare", "start"): _("when it begins, as 14:00"),
        ("meetings window prepare", "out_of_use"): _("what customers cannot use meanwhile"),
        ("meetings window prepare", "channels"): _("where else customers are served"),
        ("meetings window prepare", "nearest"): _("the nearest branch and how to get there"),
        ("meetings window tick", "point"): _("notice, signs, guide, channels or cover"),
        ("meetings window untick", "point"): _("notice, signs, guide, channels or cover"),
        ("meetings release", "top"): _("how many of the proposal are released"),
        ("dispatch", "pin"): _("who stays (1007) or goes to a post whatever it saves (1003=XJ), parted by commas"),
        ("dispatch plan", "incident"): _("kind of the incident, by code"),
        ("dispatch replay", "day"): _("the recorded day, as 2026-11-25"),
        ("dispatch replay", "file"): _("file of tickets to read instead of the book"),
        ("dispatch replay", "every"): _("a new plan every so many minutes"),
        ("dispatch replay", "price"): _("customer-minutes that a move must save"),
        ("dispatch replay", "moves"): _("how many moves at most at a time"),
        ("dispatch replay", "first"): _("plans are made from this time on, as 08:00"),
        ("dispatch replay", "last"): _("plans are made until this time, as 17:00"),
        ("dispatch replay", "draws"): _("how often what tickets do not say is drawn anew"),
        ("dispatch replay", "as_if_working"): _("people work on where nobody was served"),
        ("traffic import", "preview"): _("only show how the first rows would be read"),
        ("traffic import", "date_order"): _("what comes first in dates like 11/3/2026: dmy or mdy"),
        ("traffic import", "ratings"): _("what the keys of the counter mean, 1 (worst) to 5, as A=5,B=3,C=1"),
        ("traffic withdraw", "file"): _("its name, or the mark that `traffic files` shows"),
        ("traffic watch", "folder"): _("folder into which the queue machine writes; without it the one that was kept"),
        ("traffic watch", "once"): _("look one time and end"),
        ("traffic watch", "every"): _("seconds between two looks; 60 where nothing is said"),
        ("traffic watch", "pattern"): _("names of the files meant, as *.csv; without it every table in the folder"),
        ("traffic watch", "keep"): _("name the folder for the desktop of this computer too"),
        ("traffic watch", "forget"): _("this computer's desktop watches no folder any more"),
        ("traffic classes", "names"): _("names in files and the branch's codes for them, as VIP室=vip,对公=firm"),
        ("traffic target", "service_class"): _("code of a class of service; without it all"),
        ("traffic target", "minutes"): _("the class's own target: within so many minutes"),
        ("traffic target", "share"): _("the class's own target: for so large a share of its customers, as 0.8"),
        ("traffic target", "usual"): _("as the branch again"),
        ("traffic sight", "service_class"): _("code of a class of service; without it all"),
        ("traffic backtest", "minutes"): _(
            "length of an interval, in minutes; without it half hours, or the file's own"
        ),
        ("roster away", "last"): _("the last day; without it the first one alone"),
    }


def _shared() -> dict[str, str]:
    return {
        "json": _("the answer as JSON, for programs"),
        "force": _("write over a file that is there"),
        "ask_password": _("ask for a password that the workbook opens with (or set SUPERVISOR_WORKBOOK_PASSWORD)"),
        "week": _("any day of the week meant, as 2026-11-25; without it this week"),
        "day": _("the day, as 2026-11-25; without it today"),
        "date": _("the day, as 2026-11-25; without it today"),
        "first": _("the first day, as 2026-11-01"),
        "last": _("the last day, as 2026-11-30"),
        "month": _("the month, as 2026-11"),
        "at": _("the time, as 2026-11-25T10:30; without it now"),
        "today": _("the day that counts as today, as 2026-11-20"),
        "due": _("the day until which it is to be done, as 2026-11-30"),
        "valid_from": _("the first day it holds, as 2026-12-01; without it today"),
        "first_day": _("number of the first day to forecast"),
        "last_day": _("number of the last day to forecast"),
        "days": _("how many days"),
        "months": _("how many months of made-up customers"),
        "minutes": _("how long it lasts, in minutes"),
        "quarters": _("how far to look ahead, in quarter-hours"),
        "reason": _("the reason, which is kept"),
        "note": _("a remark, which is kept"),
        "text": _("what is said, in words"),
        "result": _("what came of it"),
        "outcome": _("how it ended, in words"),
        "person": _("staff number or name"),
        "no": _("staff number"),
        "owner": _("staff number of who answers for it"),
        "doer": _("staff number of who does it"),
        "about": _("staff number of the person it is about"),
        "people": _("staff numbers parted by commas"),
        "role": _("everybody with this job, or with one of several parted by commas"),
        "skill": _("everybody with this skill, by its code or name, or with one of several parted by commas"),
        "post": _("code of the post"),
        "incident": _("number or kind of the incident; without it the one that runs"),
        "waiting": _("who waits, by class, as cash=14,guide=9"),
        "item": _("code of the item of the check-list"),
        "code": _("code of the check-list"),
        "template": _("code of the check-list"),
        "place": _("where it took place"),
        "source": _("how it was seen: on_site, video and the like"),
        "kind": _("its kind, by code"),
        "severity": _("minor, serious or grave"),
        "title": _("what it is called"),
        "path": _("file of the book, or address of an empty database"),
        "directory": _("folder to put it in"),
        "file": _("file to read"),
        "files": _("files to read"),
        "columns": _("which column is which, as number=票号,arrived=取号时间"),
        "branch": _("name of the branch"),
        "branch_no": _("number under which head office keeps the branch, digits"),
        "manager": _("name of the branch manager"),
        "login": _("login of the branch manager"),
        "zone": _("time zone of the branch"),
        "seed": _("number from which chance begins; the same gives the same sample"),
        "full": _("recompute the pictures, too"),
        "check": _("only look: nothing is taken in"),
        "without_refused": _("take in the rest although cells are refused"),
        "apply": _("write it; without this it is only shown"),
        "publish": _("announce the plan to the people"),
        "send": _("order all proposed moves at once"),
        "drill": _("it is a drill"),
        "everything": _("closed ones, too"),
        "others_pass": _("all items not named were in order"),
        "upheld": _("whether the appeal is upheld"),
        "uphold": _("whether the appeal is upheld"),
        "evidence": _("the event it is about, as `score --json` names it"),
        "unmask": _("the customers' words and contact data as they are"),
        "channel": _("how it came in: spoken, hotline, letter and the like"),
        "class_code": _("class of the complaint, by code"),
        "cause_code": _("cause of the complaint, by code"),
        "name": _("name of the customer; it is sealed"),
        "phone": _("telephone of the customer; it is sealed"),
        "new": _("how many new comments stand in the book"),
        "answered": _("how many of them are answered in the book"),
        "number": _("its number"),
        "rule": _("number of the rule"),
        "conflict": _("number of the contradiction"),
        "wish": _("a wished start, as 2026-11-25T10:00"),
        "each_day": _("one sitting on each day"),
        "may_split": _("it may be held in two batches"),
        "outside": _("never within opening hours"),
    }
