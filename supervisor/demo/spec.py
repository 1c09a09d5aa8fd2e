"""What a made-up branch consists of: staff with jobs and skills, posts, hours. One fixed, any number by chance."""

from __future__ import annotations

from datetime import date

import msgspec
import numpy as np

from supervisor.branch.intake import BranchFile, HoursLine, PersonLine, PostLine, ProfileLine
from supervisor.branch.records import Named, Opening
from supervisor.language import Words

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾"
GIVEN_F = (
    "静",
    "敏",
    "丽",
    "婷",
    "雪梅",
    "晓燕",
    "玉兰",
    "思雨",
    "佳怡",
    "慧",
    "倩",
    "雅琴",
    "文静",
    "春燕",
    "梦洁",
    "红霞",
)
GIVEN_M = (
    "伟",
    "强",
    "磊",
    "志刚",
    "建国",
    "浩",
    "俊杰",
    "文博",
    "海涛",
    "鹏",
    "宇航",
    "国栋",
    "振华",
    "立新",
    "明远",
    "凯",
)


class Job(msgspec.Struct, frozen=True):
    """A kind of work: how many do it, where, with which skills; the access roles its holders get."""

    role: str
    count: int
    zone: str
    skills: tuple[str, ...] = ()
    access: tuple[str, ...] = ("staff",)
    some: tuple[tuple[str, int], ...] = ()  # (skill, how many of them have it besides)


class BranchSpec(msgspec.Struct, frozen=True):
    """A made-up branch. `weight` scales how many customers come (1.0 is the published branch)."""

    name: str
    jobs: tuple[Job, ...]
    posts: tuple[PostLine, ...]
    named: dict[str, tuple[Named, ...]]
    hours: tuple[HoursLine, ...]
    weight: float
    mix: dict[str, float]  # service class -> share of customers
    service_minutes: dict[str, float]
    paydays: tuple[int, ...] = (10,)
    pension_days: tuple[int, ...] = (15,)
    number: str = ""

    def people(self, seed: int, since: date) -> tuple[PersonLine, ...]:
        """The staff, named by chance from `seed`, with staff numbers that follow the jobs."""
        chance = np.random.default_rng(seed)
        taken: set[str] = set()
        lines = []
        for job in self.jobs:
            for i in range(job.count):
                sex = "f" if chance.random() < 0.6 else "m"
                extra = tuple(skill for skill, many in job.some if i < many)
                joined = since.replace(year=since.year - int(chance.integers(1, 16)), day=1)
                lines.append(
                    PersonLine(
                        no=f"{6001 + len(lines)}", name=_name(chance, sex, taken), role=job.role, zone=job.zone,
                        skills=(*job.skills, *extra), sex=sex, joined=joined,
                    )
                )  # fmt: skip
        return tuple(lines)

    def file(self, seed: int, since: date) -> BranchFile:
        """The branch as the set-up workbook would say it."""
        return BranchFile(
            profile=ProfileLine(
                self.name, 10.0, 0.8, paydays=self.paydays, pension_days=self.pension_days, number=self.number
            ),
            named=self.named,
            posts=self.posts,
            people=self.people(seed, since),
            hours=self.hours,
            calendar=(),
        )


def _name(chance: np.random.Generator, sex: str, taken: set[str]) -> str:
    given = GIVEN_F if sex == "f" else GIVEN_M
    while True:
        name = SURNAMES[chance.integers(len(SURNAMES))] + given[chance.integers(len(given))]
        if name not in taken:
            taken.add(name)
            return name


def _post(
    code: str, zh: str, en: str, zone: str, cls: str, skill: str, stations: int, cover: int, dual: bool = False
) -> PostLine:
    return PostLine(code, Words(zh, en), zone, cls, skill, stations, cover, dual)


def _hours(open_minute: int, close_minute: int, weekend: tuple[int, int] | None) -> tuple[HoursLine, ...]:
    since = date(2000, 1, 1)
    week = [HoursLine(day, Opening(open_minute, close_minute), since) for day in range(1, 6)]
    rest = Opening(*weekend) if weekend else None
    return (*week, *(HoursLine(day, rest, since) for day in (6, 7)), HoursLine(8, None, since))


_ZONES = (
    Named("self", Words("自助服务区", "Self-service")),
    Named("cash", Words("现金区", "Cash counters")),
    Named("non_cash", Words("非现金区", "Non-cash counters")),
    Named("vip", Words("贵宾区", "VIP zone")),
    Named("lobby", Words("大堂", "Lobby")),
    Named("office", Words("后台", "Back office")),
)
_CLASSES = {
    "cash": Words("个人现金", "Cash"),
    "non_cash": Words("个人非现金", "Non-cash"),
    "vip": Words("贵宾", "VIP"),
    "corporate": Words("对公", "Corporate"),
    "guide": Words("大堂咨询", "Lobby guidance"),
}
_SKILLS = (
    Named("cash", Words("现金", "Cash")),
    Named("non_cash", Words("非现金", "Non-cash")),
    Named("corporate", Words("对公", "Corporate")),
    Named("lobby", Words("大堂服务", "Lobby service")),
    Named("wealth", Words("理财", "Wealth")),
    Named("credit", Words("信贷", "Credit")),
    Named("back", Words("后台", "Back office")),
    Named("authorise", Words("业务授权", "Authorisation"), authorisation=True),
    Named("dialect", Words("方言", "Dialect")),
    Named("english", Words("英语", "English")),
)


def sample_branch() -> BranchSpec:
    """The branch of `supervisor demo`: 28 staff, five classes of customers, open at weekends for shorter hours."""
    jobs = (
        Job("支行长", 1, "office", ("lobby", "wealth"), ("manager",)),
        Job("副支行长", 1, "office", ("lobby", "authorise"), ("deputy",)),
        Job("营业主管", 2, "cash", ("authorise", "cash", "non_cash"), ("supervisor", "commander")),
        Job("大堂经理", 3, "lobby", ("lobby",), ("staff",), (("dialect", 2), ("english", 1))),
        Job(
            "柜员",
            11,
            "cash",
            ("cash", "non_cash"),
            ("staff",),
            (("authorise", 4), ("corporate", 3), ("lobby", 3), ("dialect", 5)),
        ),
        Job("对公柜员", 2, "non_cash", ("corporate", "non_cash"), ("staff",)),
        Job("客户经理", 4, "office", ("credit", "lobby"), ("staff",), (("non_cash", 3),)),
        Job("理财经理", 2, "vip", ("wealth", "lobby"), ("staff",)),
        Job("后台人员", 2, "office", ("back",), ("staff",), (("cash", 1), ("non_cash", 2))),
    )
    posts = (
        _post("XJ", "现金柜台", "Cash counter", "cash", "cash", "cash", 5, 3, True),
        _post("FX", "非现金柜台", "Non-cash counter", "non_cash", "non_cash", "non_cash", 4, 2),
        _post("GB", "贵宾柜台", "VIP counter", "vip", "vip", "wealth", 2, 1),
        _post("DG", "对公柜台", "Corporate counter", "non_cash", "corporate", "corporate", 2, 1),
        _post("YD", "大堂引导", "Lobby guide", "lobby", "guide", "lobby", 3, 2),
        _post("SQ", "授权岗", "Authoriser", "cash", "", "authorise", 1, 1),
        _post("KH", "客户经理岗", "Client manager", "office", "", "credit", 4, 0),
        _post("HT", "后台岗", "Back office", "office", "", "back", 2, 0),
    )
    return BranchSpec(
        name="示例支行",
        number="010203",
        jobs=jobs,
        posts=posts,
        named={
            "zone": _ZONES,
            "class": tuple(Named(code, words) for code, words in _CLASSES.items()),
            "skill": _SKILLS,
        },
        hours=_hours(8 * 60 + 30, 17 * 60 + 30, (9 * 60, 16 * 60)),
        weight=1.0,
        mix={"cash": 0.42, "non_cash": 0.26, "vip": 0.04, "corporate": 0.06, "guide": 0.22},
        service_minutes={"cash": 4.2, "non_cash": 5.5, "vip": 8.0, "corporate": 6.5, "guide": 2.4},
    )


def random_branch(seed: int) -> BranchSpec:
    """Another branch with other names, size, posts, classes, skills and hours: nothing may depend on the sample's."""
    chance = np.random.default_rng(seed)
    tag = "".join(chance.choice(list("abcdefghkmnpqrstuvwxyz"), 3))
    classes = [f"k{tag}{i}" for i in range(int(chance.integers(2, 5)))]
    skills = [f"s{tag}{i}" for i in range(len(classes))]
    authorise, lobby = f"auth{tag}", f"hall{tag}"
    zones = tuple(Named(f"z{tag}{i}", Words(f"区域{tag}{i}", f"Zone {tag}{i}")) for i in range(3))
    posts, jobs = [], []
    for i, (cls, skill) in enumerate(zip(classes, skills, strict=True)):
        stations = int(chance.integers(2, 5))
        zone = zones[i % len(zones)].code
        posts.append(_post(f"P{tag}{i}", f"岗位{tag}{i}", f"Post {tag}{i}", zone, cls, skill, stations, 1, i == 0))
        known = (skill, skills[(i + 1) % len(skills)])
        jobs.append(Job(f"专员{tag}{i}", stations + int(chance.integers(2, 4)), zone, known, ("staff",), ((lobby, 1),)))
    posts.append(_post(f"G{tag}", "迎宾", "Greeter", zones[0].code, f"g{tag}", lobby, 2, 1))
    posts.append(_post(f"A{tag}", "复核授权", "Checker", zones[0].code, "", authorise, 1, 1))
    posts.append(_post(f"B{tag}", "内勤", "Office", zones[-1].code, "", "", 3, 0))
    jobs[:0] = [
        Job(f"负责人{tag}", 1, zones[-1].code, (lobby,), ("manager",)),
        Job(f"副职{tag}", 1, zones[-1].code, (lobby, authorise), ("deputy",)),
        Job(f"主管{tag}", 2, zones[0].code, (authorise, *skills), ("supervisor", "commander")),
    ]
    jobs.append(Job(f"接待{tag}", 3, zones[0].code, (lobby,), ("staff",)))
    jobs.append(Job(f"内勤{tag}", 2, zones[-1].code, (skills[0],), ("staff",)))
    shares = chance.dirichlet([4.0] * (len(classes) + 1))
    everyone = [*classes, f"g{tag}"]
    opens = int(chance.choice([480, 510, 540]))
    weekend = None if chance.random() < 0.5 else (opens, opens + 300)
    return BranchSpec(
        name=f"随机支行{tag}",
        jobs=tuple(jobs),
        posts=tuple(posts),
        named={
            "zone": zones,
            "class": tuple(Named(code, Words(f"业务{code}", f"Class {code}")) for code in everyone),
            "skill": (
                *(Named(code, Words(f"技能{code}", f"Skill {code}")) for code in (*skills, lobby)),
                Named(authorise, Words("复核授权", "Checking"), authorisation=True),
            ),
        },
        hours=_hours(opens, opens + int(chance.choice([480, 510])), weekend),
        weight=float(chance.uniform(0.5, 0.9)),
        mix=dict(zip(everyone, map(float, shares), strict=True)),
        service_minutes={code: float(chance.uniform(3.0, 8.0)) for code in everyone},
        paydays=(int(chance.integers(5, 20)),),
        pension_days=(int(chance.integers(10, 21)),),
    )
