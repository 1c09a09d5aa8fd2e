"""What a manager may write for each word of the kernel: Chinese first, as the form writes it, then English."""

from __future__ import annotations

from collections.abc import Mapping

from supervisor.appraisal.rulebook import terms
from supervisor.language import Words


def _words(codes: tuple[str, ...], *chinese: str) -> dict[str, Words]:
    """The Chinese of each code; its English is the code with blanks."""
    return {code: Words(zh, code.replace("_", " ")) for code, zh in zip(codes, chinese, strict=True)}


CHOICES: dict[str, Mapping[str, Words]] = {
    "source": _words(terms.SOURCES, "检查", "投诉", "表扬", "培训考试", "考勤", "调度指令", "数据", "诉求办理",
                     "满意度", "会议", "客户经营", "自评", "负责人评定", "互评"),
    "per": _words(terms.PERS, "每处", "每次", "每人次", "按数值"),
    "part": _words(terms.PARTS, "舍去", "按一个计", "按比例"),
    "period": _words(terms.PERIODS, "单次检查", "月", "季", "半年", "年", "周"),
    "repeat_by": _words(terms.REPEATS, "同一规则", "同一项目", "同一来源"),
    "limit_per": _words(terms.LIMIT_PERS, "每月", "每日", "每次检查", "每个项目", "每周", "每季",
                        "每半年", "每年"),
    "bears": _words(terms.BEARERS, "本人", "均摊", "负责人", "全体成员"),
    "start": _words(terms.STARTS, "基础分", "平均值", "项目合计"),
    "measured": _words(terms.MEASURED, "支行有记录", "本人有记录", "始终"),
    "scope": _words(terms.SCOPES, "全月", "单次检查"),
    "combine": _words(terms.COMBINES, "平均", "最差", "最好", "最近一次", "合计", "去高低平均"),
    "joins": _words(terms.JOINS, "加权", "直接加减", "按分值"),
    "method": _words(terms.METHODS, "原值", "分段", "目标", "相对", "累进", "排位"),
    "aggregate": _words(terms.AGGREGATES, "合计", "平均", "最大", "最小", "最近", "次数", "进步", "去高低平均",
                        "加权平均", "增长率"),
    "absent": _words(terms.ABSENT, "不计", "按零"),
    "judged": _words(terms.JUDGED, "每月", "期末"),
    "graded_by": _words(terms.GRADED_BY, "得分", "名次占比"),
    "each": _words(terms.EACH, "合并", "取最高", "累加"),
    "baseline": _words(terms.BASELINES, "全行平均", "支行平均", "目标值", "上期", "上年同期"),
    "without": _words(terms.WITHOUT, "不计", "支行平均", "目标值", "按基准"),
    "slope_by": _words(terms.SLOPE_BYS, "每1%", "每单位"),
    "direction": _words(terms.DIRECTIONS, "越高越好", "越低越好"),
    "basis": _words(terms.BASES, "次数", "人数", "人员占比", "扣分", "罚款", "指标值", "账户余额"),
    "compare": _words(terms.COMPARES, "超过", "达到", "每满", "低于", "不高于"),
    "counted": _words(terms.COUNTED, "本人", "单位", "支行"),
    "falls": _words(terms.CONSEQUENCE_BEARERS, "本人", "负责人", "全体成员"),
    "effect": _words(terms.EFFECTS, "组成清零", "组成封顶", "跳至项目", "总分封顶", "等次封顶", "等次下调", "取消奖励",
                     "加减分", "金额", "连带比例", "乘系数", "其他措施"),
    "use": _words(terms.BAND_USES, "等次", "名次", "进步", "数值", "名次占比", "绩效", "等次绩效"),
    "account": _words(terms.ALLOWANCES, "余额", "免扣"),
    "ties": _words(terms.TIES, "并列取前", "并列取后", "并列不占位"),
    "tied_awards": _words(terms.TIED_AWARDS, "按末位", "按首位", "平分"),
    "ranked_by": _words(terms.RANKED_BY, "全支行", "岗位", "单位"),
    "part_month": _words(terms.PART_MONTHS, "不折算", "奖励按天折算", "得分按天折算"),
    "temporary": _words(terms.TEMPORARY, "参加排名", "不参加排名", "不考核"),
    "severity": {"minor": Words("一般", "minor"), "serious": Words("严重", "serious"), "grave": Words("重大", "grave")},
    "precedence": {"highest": Words("最重", "highest"), "sum": Words("累加", "sum")},
}  # fmt: skip
