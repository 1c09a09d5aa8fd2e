"""Why a file was refused, remarked upon or passed over, and what to do about it, in words for head office."""

from __future__ import annotations

from typing import NamedTuple

from reports.consolidation.records import Refused
from supervisor.language import Words
from supervisor.reporting.words import kind_words


class Reason(NamedTuple):
    """What is the matter with a file, and what to do."""

    what: Words
    cure: Words


_SEND_AGAIN = Words("请该支行从本系统重新导出当月报表后再报送", "Ask the branch to export the month again")
_AS_WRITTEN = Words(
    "请该支行报送系统导出的原文件，不要改动单元格",
    "Ask the branch for the file as the program wrote it, no cell changed",
)
_CHOOSE = Words("请核实后只保留正确的一份，再汇总一次", "Find out which is right, keep that one, and consolidate again")

REASONS: dict[str, Reason] = {
    "damaged": Reason(Words("文件已损坏，打不开", "The file is damaged and does not open"), _SEND_AGAIN),
    "no_workbook": Reason(Words("不是 Excel 工作簿", "This is no Excel workbook"), _SEND_AGAIN),
    "old_excel": Reason(
        Words("实际是旧版 Excel（.xls）格式", "This is a workbook of the old .xls kind under another name"), _AS_WRITTEN
    ),
    "other_format": Reason(
        Words("不是 .xlsx 文件，可能被另存成了其他格式", "Not an .xlsx file; it may have been saved in another format"),
        _AS_WRITTEN,
    ),
    "packed": Reason(
        Words("是压缩包", "A packed archive"), Words("请先解压到本文件夹", "Unpack it into this folder first")
    ),
    "password": Reason(
        Words("设有打开密码", "A password is needed to open it"),
        Words("请该支行导出时不设密码", "Ask the branch to export it without a password"),
    ),
    "too_large": Reason(Words("内容过大，不像月度报表", "Far too large for the workbook of a month"), _SEND_AGAIN),
    "unread": Reason(
        Words("文件读不出来（可能已被移走，或没有读取权限）", "Not to be read: moved away, or not yours to read"),
        Words("请检查文件后再汇总一次", "Look at the file and consolidate again"),
    ),
    "lost": Reason(
        Words("读取时程序中断，试了两次都没有读完", "Reading it ended the process that read it, twice"), _SEND_AGAIN
    ),
    "no_manifest": Reason(
        Words("没有签名清单：由旧版本系统或其他软件生成", "No manifest: by an older version or another program"),
        Words("请该支行升级系统后重新导出", "Ask the branch to update the program and export again"),
    ),
    "bad_manifest": Reason(Words("签名清单不完整或被改动", "The manifest is incomplete or was changed"), _AS_WRITTEN),
    "newer": Reason(
        Words("由更新版本的系统生成，本版本还读不懂", "Written by a newer version that this one cannot read"),
        Words("请先升级本系统再汇总", "Update this program, then consolidate again"),
    ),
    "changed": Reason(Words("导出后被改动过", "Changed after it was written"), _AS_WRITTEN),
    "bad_signature": Reason(Words("签名与内容不符", "The signature does not fit"), _AS_WRITTEN),
    "unknown_signer": Reason(
        Words("签名设备不在给出的公钥名单中", "Signed by a device that is not among the keys given"),
        Words("请核实该支行电脑的公钥并加入名单", "Make sure of that branch's key and add it to the keys"),
    ),
    "not_month": Reason(
        Words("是本系统的其他报表，不是支行月度报表", "Another workbook of this program, not a branch's month"),
        Words("请该支行报送月度报表", "Ask the branch for the month's workbook"),
    ),
    "no_figures": Reason(Words("没有可汇总的指标", "There are no figures in it"), _SEND_AGAIN),
    "wrong_month": Reason(
        Words("不是要汇总的月份", "Of another month"),
        Words("请该支行报送正确月份的报表", "Ask the branch for the right month"),
    ),
    "draft": Reason(
        Words("当月考核尚未签字锁定", "The month is not signed and locked yet"),
        Words("请该支行签字锁定后重新导出", "Ask the branch to sign the month and export it again"),
    ),
    "copy": Reason(Words("与另一份完全相同", "The same file once more"), Words("不用处理", "Nothing to do")),
    "older": Reason(
        Words("同一支行当月有更晚导出的一份", "The same branch exported this month again later"),
        Words("不用处理，已采用较晚的一份", "Nothing to do: the later one was taken"),
    ),
    "two_books": Reason(
        Words("同一支行当月有两份报表，来自不同账簿", "Two workbooks of this branch, from different books"), _CHOOSE
    ),
    "same_number": Reason(
        Words("两家支行用了同一个机构号", "Two branches with the same number"),
        Words("请核实机构号，更正后重新导出", "Find out the right number and have the month exported again"),
    ),
}

REMARKS: dict[str, Words] = {
    "draft": Words("考核尚未签字锁定", "not signed and locked yet"),
    "missing": Words("缺部分指标（留空，不按 0 计）", "some figures are missing (blank, not 0)"),
    "other_refused": Words("该支行另有文件被退回", "another file of this branch was refused"),
    "own": Words("未对照公钥名单", "signer not compared with known keys"),
}

IGNORED: dict[str, Words] = {
    "own": Words("汇总结果本身", "the workbook being written"),
    "link": Words("链接", "a link"),
    "no_file": Words("不是普通文件", "no ordinary file"),
    "lock": Words("Excel 打开时的临时文件", "a lock file of Excel"),
    "hidden": Words("隐藏文件", "a hidden file"),
    "other": Words("不是工作簿", "no workbook"),
    "closed": Words("文件夹没有读取权限", "a folder not yours to read"),
}


def particulars(one: Refused) -> str:
    """The particulars of a refused file as a person reads them: what a workbook of another kind is called."""
    return kind_words(one.details) if one.reason == "not_month" else one.details
