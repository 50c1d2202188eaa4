"""The looks every page must hold in: the narrowest common phone and a laptop, light and dark."""

import pytest

LOOKS = ["390-light", "390-dark", "1280-light", "1280-dark"]
in_every_look = pytest.mark.parametrize("look", LOOKS, indirect=True)
