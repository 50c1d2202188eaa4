"""The benchmark: ``python3 dev.py bench``. It measures ratios within one run and asserts nothing."""
