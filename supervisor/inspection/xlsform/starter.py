"""An example check-list to begin one's own from: a line of every kind, to be overwritten in Excel."""

from __future__ import annotations

from supervisor.inspection.template import Choice, Item, Section, Template, Threshold
from supervisor.language import Words

STARTER = Template(
    code="my_checklist",
    version="1.0",
    name=Words("我的检查表", "My check-list"),
    note=Words(
        "示例：请改写各行，并把 form_id 改成自己的代码。",
        "Example: overwrite the lines, and form_id with a code of your own.",
    ),
    base_c=10_000,
    sections=(
        Section(
            id="facts",
            name=Words("基本情况（示例）", "Facts (example)"),
            items=(
                Item(
                    id="windows",
                    clause="",
                    words=Words("当班开放几个窗口", "How many windows were open"),
                    points_c=0,
                    per_case_c=0,
                    kind="integer",
                    constraint=". >= 0 and . <= 20",
                    constraint_words=Words("请填 0 到 20", "Write 0 to 20"),
                ),
                Item(
                    id="shift",
                    clause="",
                    words=Words("检查时的班次", "Shift at the time"),
                    points_c=0,
                    per_case_c=0,
                    kind="choice",
                    choices=(
                        Choice(name="morning", words=Words("上午", "Morning")),
                        Choice(name="afternoon", words=Words("下午", "Afternoon")),
                    ),
                ),
            ),
        ),
        Section(
            id="service",
            name=Words("服务规范（示例）", "Service (example)"),
            items=(
                Item(
                    id="S1",
                    clause="A1",
                    words=Words("柜员起立迎接、双手接递", "Stands to greet, takes and gives with both hands"),
                    hint=Words("每人看一笔业务", "Watch one transaction of each person"),
                    points_c=1_000,
                    per_case_c=200,
                    counts="person_time",
                    severity="minor",
                    owner_role="lobby_manager",
                    evidence="note",
                    first_is_reminder=True,
                ),
                Item(
                    id="S2",
                    clause="A1",
                    words=Words("发生争吵后当场报告主管", "A quarrel is reported to the supervisor at once"),
                    points_c=500,
                    per_case_c=500,
                    severity="serious",
                    owner_role="supervisor",
                    mend_days=1,
                    evidence="note_or_photo",
                    if_missing="stop",
                    relevant="${S1} = 'fail'",
                ),
                Item(
                    id="S3",
                    clause="B2",
                    words=Words("等候超过 15 分钟的客户占比", "Share of customers who waited over 15 minutes"),
                    points_c=1_000,
                    per_case_c=100,
                    counts="rate",
                    limit=0.05,
                    step=0.01,
                    owner_role="supervisor",
                    relevant="${windows} > 0",
                ),
            ),
        ),
    ),
    thresholds=(Threshold(more_than=3, consequence=Words("本月取消评优", "No award this month"), item="S1"),),
)
