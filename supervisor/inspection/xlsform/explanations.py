"""What every column of a check-list workbook means, in both languages: the rows of its page of explanations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from supervisor.language import Words

ABOUT: Mapping[tuple[str, str], Words] = MappingProxyType(
    {
        ("survey", "type"): Words(
            (
                "题型。select_one verdict＝检查项（合格／不合格／不适用）；integer、decimal、"
                "text、date、select_one 列表、select_multiple 列表＝要填写的事实；note＝只读说明；"
                "begin_group / end_group＝一节的开始与结束。"
            ),
            (
                "Kind of line. select_one verdict is a check (pass, fail, not applicable); integer, "
                "decimal, text, date, select_one LIST and select_multiple LIST ask for a fact; note "
                "is only read; begin_group and end_group open and close a section."
            ),
        ),
        ("survey", "name"): Words(
            ("编号，全表唯一，不能有空格，须以字母或下划线开头；数字开头的编号前加下划线（_1.1.1 显示为 1.1.1）。"),
            (
                "Number of the line, used once, without blanks, beginning with a letter or underscore; "
                "put an underscore before a number that begins with a digit (_1.1.1 is shown as 1.1.1)."
            ),
        ),
        ("survey", "clause"): Words(
            ("依据的制度条款或要求编号。检查项必填。"),
            ("The requirement the check makes checkable. Needed for a check."),
        ),
        ("survey", "points_c"): Words(
            ("该项满分，写分数本身（2.5 就是 2.5 分）；不适用时不计入分母。"),
            (
                "Full marks of the item in plain points (2.5 is two and a half); they leave the total "
                "when it does not apply."
            ),
        ),
        ("survey", "per_case_c"): Words(
            ("每发现一例扣多少分；负数为加分；留空＝扣完该项分值。"),
            ("Points lost by each case; negative is a bonus; empty: all the item's points."),
        ),
        ("survey", "counts"): Words(
            ("按每处、每次、每人次计例，或按比率（须写比率上限和比率步长）。"),
            ("What makes a case: per place, per time, per person-time, or by rate (needs limit and step)."),
        ),
        ("survey", "severity"): Words(("一般、严重或重大。"), ("Minor, serious or grave.")),
        ("survey", "owner_role"): Words(
            ("检查人未指定责任人时，由哪个岗位负责整改。"),
            ("The job that answers for mending it when the inspector names nobody."),
        ),
        ("survey", "mend_days"): Words(
            ("几个工作日内整改（0–250）；留空为 3；写“按等级”则按网点为该严重程度设定的天数。"),
            ("Working days to mend it in (0 to 250); 3 if left empty; “by severity”: as the branch has set for it."),
        ),
        ("survey", "evidence"): Words(
            ("不合格时须附什么：不需要、文字、照片、文字或照片。"),
            ("What a failure must be backed by: none, note, photo, note or photo."),
        ),
        ("survey", "if_missing"): Words(
            ("未作答或缺佐证时：停止（不能结束检查）、提醒、放行。优先于 required。"),
            ("Unanswered or without its evidence: stop (cannot be finished), warn or pass. Comes before required."),
        ),
        ("survey", "first_is_reminder"): Words(
            ("是：记忆期内第一次只提醒、不扣分。"), ("Yes: the first breach within the remembered days costs nothing.")
        ),
        ("survey", "relevant"): Words(
            ("满足条件才问，如 ${C6-5} = 'fail'；只能引用前面的编号。"),
            ("Asked only when this holds, such as ${C6-5} = 'fail'; may name earlier lines only."),
        ),
        ("survey", "required"): Words(
            ("yes＝必须回答（等于“未答处理”填停止）。"), ("yes: must be answered (the same as if missing: stop).")
        ),
        ("survey", "constraint"): Words(
            ("填写的事实须满足什么，“.”代表所填内容，如 . >= 0 and . <= 50。"),
            ("What a fact must keep to; “.” is the answer itself, such as . >= 0 and . <= 50."),
        ),
        ("survey", "floor_c"): Words(
            ("该项最低得几分：0＝扣完为止；负数＝可扣成负分。"),
            ("How far the item may fall: 0 until its points are used up; negative: below zero."),
        ),
        ("survey", "gate"): Words(
            ("不合格即否决：无、本节、全部不得分。"), ("A failure forfeits nothing, its section, or everything.")
        ),
        ("survey", "continue_at"): Words(
            ("否决后从后面的哪个编号继续检查。"), ("After a failed gate the check goes on at this later line.")
        ),
        ("survey", "same_act"): Words(
            ("名称相同的各项视为同一行为，只按最高一项扣分。"),
            ("Lines with the same word here are one act: only the highest deduction counts."),
        ),
        ("survey", "limit"): Words(
            ("按比率计时，超过多少起扣，写小数或百分数（0.02 或 2%）。"),
            ("By rate: deducted above this, as a fraction or per cent (0.02 or 2%)."),
        ),
        ("survey", "step"): Words(
            ("按比率计时，每超过多少算一例（0.005 或 0.5%）。"), ("By rate: each begun step above the limit is a case.")
        ),
        ("survey", "fine_cents"): Words(("每例罚款，单位元。"), ("Fine for each case, in yuan.")),
        ("survey", "fine_doubles"): Words(("是：每重复一次加倍。"), ("Yes: it doubles with each repeat.")),
        ("survey", "fine_cap_cents"): Words(
            ("加倍后的最高罚款，单位元；0＝不设上限。"), ("The most it may come to, in yuan; 0: no cap.")
        ),
        ("settings", "form_title"): Words(("检查表名称。"), ("Name of the check-list.")),
        ("settings", "form_id"): Words(
            ("检查表代码，字母、数字或下划线，长期不变。"), ("Stable code: letters, digits, underscore.")
        ),
        ("settings", "version"): Words(("支行自己的版本号。"), ("The branch's own version label.")),
        ("settings", "default_language"): Words(("默认显示语言。"), ("Language shown first.")),
        ("settings", "name_en"): Words(("检查表的英文名称。"), ("English name of the check-list.")),
        ("settings", "name_zh"): Words(
            ("中文名称与 form_title 不同时才填。"), ("Only where it differs from form_title.")
        ),
        ("settings", "note_zh"): Words(("给检查人的提示。"), ("Advice to the inspector, in Chinese.")),
        ("settings", "note_en"): Words(("给检查人的英文提示。"), ("Advice to the inspector, in English.")),
        ("settings", "base_c"): Words(
            ("满分，不少于各项分值之和；留空＝各项之和。"),
            ("Full marks, at least the sum of the items; empty: their sum."),
        ),
        ("settings", "floor_c"): Words(("总分最低到几分，默认 0。"), ("Lowest total, 0 if left empty.")),
        ("settings", "cap_c"): Words(
            ("含加分的最高总分；0＝不超过满分。"), ("Highest total with bonus; 0: no more than the full marks.")
        ),
        ("settings", "repeat_days"): Words(
            ("多少天内的再次违规算重复（0–366），默认 90。"),
            ("How long an earlier breach is remembered (0 to 366), 90."),
        ),
        ("choices", "list_name"): Words(
            ("列表名，与 survey 的 type 对应。"), ("Name of the list, as the type on the survey sheet gives it.")
        ),
        ("choices", "name"): Words(
            ("选项编码，条件里比较的就是它，列表内唯一，不含空格。"),
            ("What is stored and compared in conditions; unique in its list, without blanks."),
        ),
        ("thresholds", "item"): Words(
            ("检查项编号；留空＝整张检查表。"), ("A check's name; empty: the whole check-list.")
        ),
        ("thresholds", "more_than"): Words(
            ("同一人一个月内超过几次。"), ("More than so many cases by one person in a month.")
        ),
    }
)
