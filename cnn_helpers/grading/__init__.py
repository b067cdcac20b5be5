"""Questions as data, feedback while a student works, and grading afterwards.

This room imports no other room but the ground (`checks`, `files`), so that an answer is never judged with the code
it is about. Its folders follow a submission's way: `assignments`, `values`, `relations`, `judging`, `running`
with its `sandbox` and `keras_models`, `class_files`, `handing_in`, `sanitising`, `recording`, `reporting`, and
`grading_a_class`, which calls them in turn. Notebooks import `feedback` alone.
"""

import sys

# nbformat imports jsonschema, which would build a grammar of web addresses (2 s). Only the checking of address formats
# needs it, and no notebook has one that is checked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
