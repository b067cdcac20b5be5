"""Grading a whole class: submissions to workers, results to the gradebook, the tables and the pages."""
