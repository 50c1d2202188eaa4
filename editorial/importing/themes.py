"""Which themes a clause is about, by its words. Slugs are those of the portal's fourteen themes."""

import re

PATTERNS: dict[str, re.Pattern[str]] = {
    slug: re.compile(pattern)
    for slug, pattern in {
        "space": "布局|空间|片区|街区|走廊|城区|功能区|集聚区|集聚带|核心区|提升区|战略区|承载区|科学城|"
        "科创城|科创区|科创带|园区|扩园|[^“]湾区|开园|地标|新城|小镇|港建设|"
        "创新港|示范带|更新改造|载体",
        "industry": "产业(?!化|园)|制造|工业|集群|汽车|芯片|集成电路|生物医药|医药|机器人|航空|无人机|"
        "企业(?!服务平台)|经济|增长极|新质生产力|项目.{0,4}(?:开工|落地|投产)|智能制造|供应链|"
        "产业链|生产线|投产",
        "platform": "平台|实验室|研究院|研究所|研发中心|创新中心|转化中心|孵化中心|技术中心|新型研发机构|"
        "大科学装置|科学设施|中试",
        "research": "基础研究|攻关|关键核心技术|核心技术|前沿|研究(?:转化|创新)|科学家|技术研发|大科学|"
        "原始创新|原创|捕集|科技重大专项|科技项目|策源",
        "transfer": "成果转化|转移转化|转化|概念验证|技术交易|技术要素市场|技术市场|技术转移|先投后股|"
        "产业化|中试|专利",
        "policy": "政策|规划|方案|办法|意见|措施|条例|细则|制度|改革|行动计划|行动规划|法规|获批复|批复|"
        "承载区|标准|体制|若干",
        "finance": "基金|资金|金融|融资|投资|信贷|贷款|科创板|上市|保险|资本|信用|知识产权质押|先投后股",
        "startup": "双创|创新创业|创业|孵化|加速器|众创|初创|中小企业|高新技术企业|独角兽|专精特新|"
        "创新生态|瞪羚",
        "talent": "人才|院士|科学家|团队|引才|海归|博士|青年英才|留学",
        "cooperation": "合作|国际|全球|世界(?:智能|人工智能)|一带一路|跨区域|跨境|跨领域|共同体|"
        "两地|城市间|战略协同|三地|城市群|联动发展|海外|外资|协同发展|论坛|对口",
        "campus": "高校|大学|学院(?!派)|区校|校区|校企|产教|产学研|政产学研|产学合作|科教|大院|校地|校企合作",
        "digital": "数字|数据|人工智能|大模型|智能网联|智慧|互联网|算力|软件|信息|云计算|区块链|元宇宙|"
        "AI|网络|5G|在线新经济|芯片|数智|智能(?!制造)|机器人",
        "services": "科技服务|科普|知识产权|检验检测|服务业|服务链|全流程服务|科学普及|科技节|创新券|"
        "技术服务|专业服务",
        "green": "碳|绿色|生态岛|生态保护|低碳|新能源|环保|节能|GEP|氢|清洁能源|光伏|减排|可持续",
    }.items()
}
MOST = 3


def themes_of(text: str) -> tuple[str, ...]:
    """Return at most three themes, those with the most words first, ties in the order of the themes."""
    counts = {slug: len(set(pattern.findall(text))) for slug, pattern in PATTERNS.items()}
    ranked = sorted((slug for slug in counts if counts[slug]), key=lambda slug: -counts[slug])
    return tuple(ranked[:MOST])
