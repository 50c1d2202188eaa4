"""Fixed vocabularies of the record."""

from districts.choices import BilingualChoices


class InitiativeKind(BilingualChoices):
    """What sort of doing an initiative is. A statement is shown but never counted."""

    PLAN = "plan", "Plan issued or approved", "规划方案"
    POLICY = "policy", "Policy or measure issued", "政策办法"
    PLATFORM = "platform", "Platform, laboratory or centre founded or upgraded", "平台机构"
    PROJECT = "project", "Project or programme launched or advanced", "项目工程"
    FUND = "fund", "Fund or earmarked money set up", "基金资金"
    EVENT = "event", "Event held or declaration made", "会议活动"
    HONOUR = "honour", "Honour or designation received", "荣誉称号"
    AGREEMENT = "agreement", "Agreement or partnership", "签约合作"
    ALLIANCE = "alliance", "Alliance or community formed", "联盟共同体"
    LAYOUT = "layout", "Space layout", "空间布局"
    CLUSTER = "cluster", "Industry cluster", "产业集群"
    MECHANISM = "mechanism", "Mechanism or system built", "机制体系"
    DEMONSTRATION = "demonstration", "Demonstration zone or pilot", "示范试点"
    TALENT = "talent", "Talent and teams", "人才引进"
    GOAL = "goal", "Goal or positioning", "目标定位"
    RESULT = "result", "Result or rank claimed", "成效"
    STATEMENT = "statement", "Statement or slogan (not counted)", "表述"

    @property
    def is_counted(self) -> bool:
        return self is not InitiativeKind.STATEMENT


class Status(BilingualChoices):
    """How far the text says a doing has come."""

    PLANNED = "planned", "Planned", "规划中"
    LAUNCHED = "launched", "Launched", "已启动"
    COMPLETED = "completed", "Completed", "已完成"
    RECEIVED = "received", "Received", "已获得"


class Qualifier(BilingualChoices):
    """What a number in the text is, when it is not a plain amount."""

    ORDINAL = "ordinal", "Ordinal", "序数"
    DURATION = "duration", "Duration", "期限"
    TARGET_YEAR = "target_year", "Target year", "目标年份"
    YEAR_RANGE = "year_range", "Range of years", "年份区间"
    APPROX_BELOW = "approx_below", "Just below", "接近"
    MAGNITUDE = "magnitude", "Order of magnitude", "量级"


class PlaceBasis(BilingualChoices):
    """Why a section is held to be about its places. An inferred place is confirmed by an editor first."""

    STATED = "stated", "Stated by the heading", "小标题写明"
    CONFIRMED = "confirmed", "Inferred from the text and confirmed by an editor", "据正文推断，经编者确认"


class PassageKind(BilingualChoices):
    """The parts a printed chapter is put back together from."""

    TITLE = "title", "Title line", "章标题"
    LEAD = "lead", "Lead", "导语"
    HEADING = "heading", "Heading", "小标题"
    BODY = "body", "Body", "正文"
    CAPTION = "caption", "Caption", "图题"
    SPACE = "space", "Blank lines", "空行"


class Verb(BilingualChoices):
    """What a change did."""

    PUBLISH = "publish", "Published", "发布"
    CORRECT = "correct", "Corrected", "更正"
    WITHDRAW = "withdraw", "Withdrawn", "撤回"
    PLACE = "place", "Reference data edited", "基础资料修改"
