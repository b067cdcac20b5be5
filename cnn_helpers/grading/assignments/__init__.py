"""Assignments: declared in `solutions/NAME/`, published to students, released as notebooks."""
