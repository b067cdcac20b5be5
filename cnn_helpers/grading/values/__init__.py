"""Values that questions, answers and results are made of, and how they are compared, described and sent."""
