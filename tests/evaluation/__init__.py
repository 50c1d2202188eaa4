"""Measures what importing makes of chapters whose sections and initiatives are known."""
