"""The course's figures in a notebook, beside those that a reader draws."""

import nbformat
from nbclient import NotebookClient

CELLS = (
    "import matplotlib.pyplot as plt\nimport numpy as np\nfrom cnn_helpers import plots",
    "plots.show_images([np.zeros((4, 4, 3))], ['black'])",
    "figure, axes = plt.subplots()\naxes.plot([1, 2]);",
)


def test_a_readers_own_figures_appear_after_one_of_the_courses():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, kernel_name="python3").execute()
    shown = [[set(output.get("data", {})) for output in cell.outputs] for cell in notebook.cells]
    assert [["image/png" in data for data in outputs] for outputs in shown] == [[], [True], [True]]
