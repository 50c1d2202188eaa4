"""Pages of districts and zones. What the record says comes from ``initiatives``; pages show plain data."""
