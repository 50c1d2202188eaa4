"""Public pages of the record, by what they show. Every one is a GET page of published output."""
