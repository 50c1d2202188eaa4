"""What the objects of this app look like, declared for the description of the API."""

from rest_framework import serializers

from districts.api import DistrictMentionSerializer, ZoneMentionSerializer
from initiatives.choices import InitiativeKind, PlaceBasis, Qualifier, Status
from portal.web.api import schema


class ThemeMentionSerializer(schema.MentionSerializer):
    """A theme, mentioned in another object.

    被提到的主题。
    """


class ReportSerializer(schema.ObjectSerializer):
    """A yearly report. Its `id` is the year it reports on.

    年度报告。id 是所写的年份。
    """

    year = serializers.IntegerField(help_text="The year reported on, not the year it appeared.")
    title = serializers.CharField(help_text="Title in Chinese, as cited.")
    title_en = serializers.CharField(help_text="Title in English.")
    chapter_number = serializers.CharField(
        allow_blank=True, help_text="Number of the chapter collected here."
    )
    chapter_title = serializers.CharField(help_text="Title of that chapter.")
    chapter_title_en = serializers.CharField(allow_blank=True, help_text="The same in English; may be empty.")
    lead = serializers.CharField(allow_blank=True, help_text="What stands before the first heading.")
    lead_en = serializers.CharField(allow_blank=True, help_text="English abstract of the lead; may be empty.")
    published_on = serializers.DateField(allow_null=True, help_text="When it was collected here.")
    section_count = serializers.IntegerField(help_text="Sections public now.")
    sections_url = serializers.URLField(help_text="The list of its sections.")
    initiatives_url = serializers.URLField(help_text="The list of its initiatives.")


class ThemeSerializer(schema.ObjectSerializer):
    """A subject that initiatives belong to. Its `id` is its slug.

    主题。id 即网址名。
    """

    slug = serializers.CharField(help_text="Its name in addresses of pages. Permanent.")
    name = serializers.CharField(help_text="Chinese name.")
    name_en = serializers.CharField(help_text="English name.")
    position = serializers.IntegerField(help_text="Rank in the order of display.")
    description = serializers.CharField(allow_blank=True, help_text="One sentence in Chinese; may be empty.")
    description_en = serializers.CharField(allow_blank=True, help_text="The same in English; may be empty.")
    initiatives_url = serializers.URLField(help_text="The list of its initiatives.")


class PlacedSerializer(schema.ObjectSerializer):
    year = serializers.IntegerField(help_text="The year reported on.")
    report = serializers.CharField(help_text="`id` of the report.")
    position = serializers.IntegerField(help_text="Rank in printed order, from 1.")
    source_sha256 = serializers.CharField(help_text="SHA-256 of the chapter's text, UTF-8, as it was read.")
    districts = DistrictMentionSerializer(many=True, help_text="Districts it counts for.")
    zones = ZoneMentionSerializer(many=True, help_text="Zones it names.")
    themes = ThemeMentionSerializer(many=True, help_text="Its themes.")


class EvidenceSerializer(serializers.Serializer):
    """Words of the text that show which place a section is about.

    地区依据。
    """

    text = serializers.CharField(help_text="The words.")
    start = serializers.IntegerField(help_text="Where they begin in the chapter, in code points.")
    end = serializers.IntegerField(help_text="The position after their last character.")
    kind = serializers.CharField(help_text="How they name the place: heading, name or landmark.")


class SectionSerializer(PlacedSerializer):
    """One passage of a report about one or more places, as one published version. Its `id` is `year/slug`.

    章节：报告里写一个或几个地方的一段。id 形如 2023/xuhui。
    """

    slug = serializers.CharField(help_text="Its name within the year. Permanent.")
    districts = DistrictMentionSerializer(
        many=True, help_text="Districts it is about; none where it is about a zone."
    )
    zones = ZoneMentionSerializer(many=True, help_text="Zones it is about.")
    heading = serializers.CharField(help_text="Heading in Chinese.")
    heading_en = serializers.CharField(allow_blank=True, help_text="Heading in English; may be empty.")
    heading_printed = serializers.BooleanField(help_text="Whether the heading is printed in the source.")
    headline = serializers.CharField(
        allow_blank=True, help_text="First statement of the passage; may be empty."
    )
    headline_en = serializers.CharField(allow_blank=True, help_text="The same in English; may be empty.")
    summary_en = serializers.CharField(allow_blank=True, help_text="English abstract; may be empty.")
    body = serializers.CharField(
        help_text="The text as printed; anchors of its initiatives count from its start."
    )
    place_basis = serializers.ChoiceField(
        PlaceBasis.choices, help_text="Why it is held to be about its places."
    )
    evidence = EvidenceSerializer(many=True, help_text="The words that show it.")
    source_start = serializers.IntegerField(help_text="Where the body begins in the chapter, in code points.")
    source_end = serializers.IntegerField(help_text="The position after its last character.")
    initiatives = serializers.ListField(
        child=serializers.CharField(), help_text="`id`s of its initiatives and statements, in printed order."
    )


class QuantitySerializer(serializers.Serializer):
    """A figure in the words of an initiative.

    数量：原文里的一个数字。
    """

    text = serializers.CharField(help_text="The words, such as 1000亿元.")
    value = serializers.FloatField(help_text="The number, with 万 and 亿 multiplied out.")
    value_to = serializers.FloatField(allow_null=True, help_text="Upper end of a range, otherwise null.")
    unit = serializers.CharField(allow_blank=True, help_text="Unit in Chinese; empty for a bare number.")
    approximate = serializers.BooleanField(help_text="Whether the text says about, over or nearly.")
    qualifier = serializers.ChoiceField(
        Qualifier.choices, allow_null=True, help_text="What it is when not a plain amount."
    )
    start = serializers.IntegerField(help_text="Where the words begin in the section's body, in code points.")
    end = serializers.IntegerField(help_text="The position after their last character.")


class InitiativeSerializer(PlacedSerializer):
    """One doing, anchored to its clause: `exact` is the section's `body` from `start` to `end`.

    举措：报告里写到的一件事，对应原文一句。id 形如 2023-xuhui-03，永不改变。
    """

    section = serializers.CharField(help_text="`id` of its section.")
    section_heading = serializers.CharField(help_text="Heading of its section, in Chinese.")
    title = serializers.CharField(help_text="Our title, in Chinese.")
    title_en = serializers.CharField(allow_blank=True, help_text="Our title in English; may be empty.")
    kind = serializers.ChoiceField(InitiativeKind.choices, help_text="What sort of doing it is.")
    counted = serializers.BooleanField(help_text="False for a statement, which is shown but not counted.")
    status = serializers.ChoiceField(
        Status.choices,
        allow_null=True,
        help_text="How far the text says it has come; null where it does not say.",
    )
    month = serializers.IntegerField(allow_null=True, help_text="Month of the year, where the text names it.")
    exact = serializers.CharField(help_text="The clause, word for word.")
    start = serializers.IntegerField(help_text="Where it begins in the section's body, in code points.")
    end = serializers.IntegerField(help_text="The position after its last character.")
    prefix = serializers.CharField(allow_blank=True, help_text="Up to 32 characters before it.")
    suffix = serializers.CharField(allow_blank=True, help_text="Up to 32 characters after it.")
    organisations = serializers.ListField(
        child=serializers.CharField(), help_text="Organisations the clause names, in Chinese."
    )
    quantities = QuantitySerializer(many=True, help_text="Figures in the clause.")
