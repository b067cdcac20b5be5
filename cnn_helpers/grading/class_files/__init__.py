"""What lies in a class folder: its submissions, roster, tables, lock and settings."""
