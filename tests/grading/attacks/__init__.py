"""Attacks on the grading engine: each is a notebook, and a check from outside of whether it reached its aim."""
