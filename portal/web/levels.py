"""Steps of the quantity ramp: map tiles, heat cells and legends share them."""

LEVELS = 5


def level(count: int | None) -> str:
    """Step of the map for a count: 1–2, 3, 4, 5, 6 and more. None means not listed, which is not zero."""
    if count is None:
        return "x"
    return str(max(min(count, 1), min(count - 1, LEVELS)))
