"""What a wrong answer has to do with the right one: relations that name a mistake which nobody foresaw.

`found.told_of` tries them, from sure to vague, on all wrong answers to a question's public cases. A relation is a
function of a `Pair`: it gives what holds between the two answers, as {name: sentence}; nothing when nothing does.
"""
