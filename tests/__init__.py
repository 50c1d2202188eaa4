"""The tests mirror the modules; tests/browser holds what needs a real browser and a real server."""
