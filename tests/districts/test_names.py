from districts.names import differences, found_names

G60 = ["G60科创走廊", "长三角G60科创走廊", "G60上海松江科创走廊"]


def test_the_longest_name_wins_where_one_holds_another():
    assert found_names("加快长三角G60科创走廊建设", G60) == ["长三角G60科创走廊"]


def test_names_come_in_the_order_of_the_text_and_once():
    text = "G60上海松江科创走廊……G60科创走廊……G60上海松江科创走廊"
    assert found_names(text, G60) == ["G60上海松江科创走廊", "G60科创走廊"]


def test_no_names_are_found_without_any():
    assert found_names("松江", []) == []


def test_what_differs_from_the_usual_name_is_told_apart():
    assert differences("G60上海松江科创走廊", "G60科创走廊") == [
        ("G60", False),
        ("上海松江", True),
        ("科创走廊", False),
    ]


def test_the_pieces_of_a_name_are_the_name():
    for name in G60:
        assert "".join(text for text, _ in differences(name, "G60科创走廊")) == name
