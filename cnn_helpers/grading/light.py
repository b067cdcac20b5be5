"""Import this before nbformat: jsonschema, which it imports, would build a grammar of web addresses (2 s).

Only the checking of address formats needs it, and no notebook has one that is checked.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)
