"""What a teacher reads of a graded class: report.html, and CSV files for Canvas and Moodle."""
