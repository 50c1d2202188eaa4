"""What sort of doing a clause tells of, from its verb and the last words of its object."""

import re

PERSONS = re.compile("科学家|院士|人才|团队|专家|学者|创业者|人员(?!密)")
BY_OBJECT: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("fund", "基金|资金|母基金|贷款|授信|科创债|债券|科技贷|创新券"),
        ("alliance", "联盟|共同体|联合体|协会|委员会|俱乐部|合作组织"),
        (
            "agreement",
            "协议|备忘录|合作关系|战略合作|合作(?!区|园|社|机制|专项|模式|平台|中心|项目)|六方|意向书",
        ),
        (
            "event",
            "大会|论坛|峰会|大赛|宣言|推介会|博览会|展会|活动|仪式|赛|科技节|沙龙|路演|发布会|"
            "对接会|年会|周$|展$|讲堂",
        ),
        ("policy", "政策|办法|意见|措施|条例|细则|若干|规定|指引|指南|条款|清单|“?\\d+条|法规|通知"),
        ("plan", "规划|方案|计划|行动|蓝图|纲要|白皮书|路线图|施工图|实施意见|布局图"),
        ("honour", "称号|荣誉|奖$|奖项|典型案例|殊荣|试点城市|试点单位|经验"),
        ("demonstration", "示范区|试点|试验区|先行区|先导区|样板|标杆|应用场景|场景|示范(?!基地)|小镇|改革"),
        (
            "platform",
            "平台|实验室|研究院|研究所|研发中心|创新中心|转化中心|孵化中心|服务中心|中心|社区|"
            "孵化器|加速器|工作站|基地|学院|大学(?!科技)|医院|院$|所$|市场|机构|数据库|交易所|工场|"
            "枢纽|联合实验|载体|创新园",
        ),
        ("cluster", "产业体系|产业生态|生产力|服务业"),
        ("mechanism", "机制|体系|制度|模式|系统|链条|闭环|联动|标准|体制|专班|服务(?!业)"),
        (
            "project",
            "工程|项目|装置|设施|港|产业园|科技园|园$|园区|生产线|总部|专项|工厂|大厦|攻关|企业|"
            "公司|数据中心|城$|谷$|产品|软件园|馆$|楼",
        ),
        ("cluster", "产业集群|集群|产业|生态圈|增长极|创新极|产业链|赛道|生产力|经济"),
        ("layout", "格局|布局|功能区|走廊|片区|核心区|集聚区|集聚带|创新带|空间|街区|区$|带$|翼"),
        ("talent", "科学家|院士|人才|团队|专家"),
        ("project", "城|谷|园|馆|区"),
    )
)
DEFAULTS = {
    "issue": "plan",
    "found": "platform",
    "sign": "agreement",
    "hold": "event",
    "earn": "honour",
    "open": "project",
    "land": "project",
    "start": "project",
    "build": "project",
    "soft": "statement",
    "result": "result",
}
EVENT_FAMILIES = frozenset({"hold", "start", "issue", "soft"})
SOFT_KINDS = frozenset({"statement", "goal", "layout", "cluster"})
MARKS = re.compile("[“”‘’「」《》（）()]")
WORK = re.compile("(?:规划建设|布局建设|开发建设|建设|实施|工作|落地|扩园|运行|步伐|[等的了也都])+$")
"""What follows the thing itself where its building is told of."""


def kind_of_object(tail: str, family: str) -> str | None:
    """Return the kind the last words of an object name; where two do, the one that stands later."""
    found: list[tuple[int, int, str]] = []
    for order, (kind, pattern) in enumerate(BY_OBJECT):
        if kind == "event" and family not in EVENT_FAMILIES:
            continue
        ends = [match.end() for match in pattern.finditer(tail)]
        if ends:
            found.append((-max(ends), order, kind))
    return min(found)[2] if found else None


def kind_of(family: str, tail: str) -> str:
    """Return the kind of an act by the family of its verb and the last words of its object."""
    if family in {"earn", "result"}:
        return DEFAULTS[family]
    if family in {"hold", "sign"}:
        return DEFAULTS[family]
    if family == "land":
        return "talent" if PERSONS.search(tail) else "project"
    bare = WORK.sub("", MARKS.sub("", tail))[-12:]
    return kind_of_object(bare, family) or DEFAULTS[family]
