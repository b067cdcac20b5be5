"""Speed tables, printed by `python -m tests.benchmarks [NAME ...]`: one module a table, nothing asserted."""
