"""Questions as data, feedback while a student works, and grading afterwards.

This room stands alone: it imports no other room, so that an answer is never judged with the code it is about.
"""
