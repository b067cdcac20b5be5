"""Right answers in forms that have to cross from the sandbox are right there too."""

import pytest

from .conftest import RIGHT, points, told

pytestmark = pytest.mark.sandbox

FORMS = {
    "long doubles": "np.asarray(2 * x, dtype=np.longdouble)",
    "big-endian": "np.asarray(2 * x, dtype='>f8')",
    "Fortran's order": "np.asfortranarray(2 * x)",
    "a masked array": "np.ma.masked_array(2 * x)",
    "a view": "np.repeat(2 * x, 2, axis=-1)[..., ::2]",
    "read-only": "np.frombuffer((2.0 * x).tobytes()).reshape(x.shape)",
}


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_in_any_form_comes_through(graded, form):
    executed = graded(double=f"import numpy as np\ndef double(x):\n    return {FORMS[form]}")
    assert points(executed) == RIGHT, told(executed)
    assert not executed.remarks
