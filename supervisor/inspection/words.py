"""How the codes of this room are called on screen and paper."""

from __future__ import annotations

from supervisor.language import Words

SOURCES: dict[str, Words] = {
    "on_site": Words("现场观察", "On site"),
    "video": Words("调阅录像", "Video review"),
    "customer_comment": Words("客户意见", "Customer comment"),
}
VERDICTS: dict[str, Words] = {
    "pass": Words("合格", "Pass"),
    "fail": Words("不合格", "Fail"),
    "na": Words("不适用", "Not applicable"),
}
SEVERITIES: dict[str, Words] = {
    "minor": Words("一般", "Minor"),
    "serious": Words("严重", "Serious"),
    "grave": Words("重大", "Grave"),
}
STATES: dict[str, Words] = {
    "begun": Words("进行中", "Under way"),
    "finished": Words("已完成", "Finished"),
    "abandoned": Words("已放弃", "Abandoned"),
}
STANDINGS: dict[str, Words] = {  # of a version of a check-list
    "in_force": Words("使用中", "In force"),
    "coming": Words("未到生效日", "From a later day"),
    "past": Words("已被替换", "Replaced"),
    "retired": Words("已停用", "Retired"),
}
KINDS: dict[str, Words] = {  # of a question
    "check": Words("检查项", "check"),
    "integer": Words("整数", "whole number"),
    "decimal": Words("数字", "number"),
    "text": Words("文字", "words"),
    "date": Words("日期", "date"),
    "choice": Words("单选", "one choice"),
    "choices": Words("多选", "several choices"),
    "note": Words("说明", "note"),
}
EVIDENCES: dict[str, Words] = {
    "none": Words("不需要", "none"),
    "note": Words("文字", "note"),
    "photo": Words("照片", "photo"),
    "note_or_photo": Words("文字或照片", "note or photo"),
}
COUNTINGS: dict[str, Words] = {
    "place": Words("每处", "per place"),
    "time": Words("每次", "per time"),
    "person_time": Words("每人次", "per person-time"),
    "rate": Words("按比率", "by rate"),
}
APPEALS: dict[str, Words] = {
    "": Words("未申诉", "None"),
    "open": Words("待处理", "Open"),
    "upheld": Words("申诉成立", "Upheld"),
    "dismissed": Words("申诉驳回", "Dismissed"),
}
OWNER_ROLES: dict[str, Words] = {
    "manager": Words("支行长", "Branch manager"),
    "deputy": Words("副支行长", "Deputy manager"),
    "supervisor": Words("主管", "Supervisor"),
    "lobby_manager": Words("大堂经理", "Lobby manager"),
    "senior_teller": Words("主办柜员", "Senior teller"),
    "client_manager": Words("客户经理", "Client manager"),
    "corporate_teller": Words("对公柜员", "Corporate teller"),
    "equipment": Words("设备管理员", "Equipment custodian"),
    "security": Words("保安", "Security"),
    "back_office": Words("后台", "Back office"),
}
