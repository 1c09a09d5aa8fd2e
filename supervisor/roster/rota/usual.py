"""The usual areas of a branch, to begin with: taken up in one command, changed afterwards as the branch is built."""

from __future__ import annotations

from datetime import date

from supervisor.access import Right, require
from supervisor.journal import Book, new_id
from supervisor.language import Words
from supervisor.roster.rota import ledger
from supervisor.roster.rota.events import AreaSet

USUAL: tuple[tuple[Words, dict[str, object]], ...] = (
    (
        Words("营业大厅", "Banking hall"),
        {"who": "turn", "tasks": "地面、座椅、填单台、饮水、折页、雨伞", "counted": "open"},
    ),
    (Words("自助区", "Self-service area"), {"who": "turn", "tasks": "机身、地面、杂物、提示标识", "counted": "open"}),
    (Words("会议室接待室", "Meeting and reception rooms"), {"who": "turn", "tasks": "桌面、茶具、投影、垃圾"}),
    (Words("午餐间", "Lunch room"), {"who": "turn", "tasks": "台面、冰箱、餐余、电源"}),
    (Words("门窗玻璃", "Doors and windows"), {"who": "cleaner", "weekdays": (2, 5), "tasks": "大门、橱窗、窗台"}),
    (
        Words("全员大扫除", "Deep clean"),
        {
            "who": "everyone",
            "every": "week",
            "weekdays": (5,),
            "weeks": "even",
            "most": 2,
            "tasks": "全部公共区域及柜内",
        },
    ),
    (Words("个人工位", "Own desk"), {"who": "owner", "tasks": "桌面只留在办物品；线缆整齐；下班关屏断电"}),
)


def take_up_usual(book: Book, actor: str, *, valid_from: date | None = None) -> list[str]:
    """Take up those usual areas whose name is not there yet, from `valid_from` (today) on; returns their subjects.

    Everybody takes turns until the people are named. Raises Refused without the right.
    """
    done: list[str] = []
    with book.write(actor) as w:
        require(w, actor, Right.PLAN_ROSTER)
        known = ledger.courses(w)
        names = {version.name.zh for one in known for version in one.versions}
        order = max((one.versions[-1].order for one in known), default=0)
        for name, values in USUAL:
            if name.zh in names:
                continue
            order += 1
            done.append(f"rota_area:{new_id()}")
            w.append(done[-1], AreaSet(
                name=name, valid_from=valid_from or w.today, order=order, **values  # type: ignore[arg-type]
            ))  # fmt: skip
    return done
