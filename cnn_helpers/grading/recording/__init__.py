"""Writing down what was judged: nbgrader's gradebook, the graded notebooks, and the pages a student reads."""
