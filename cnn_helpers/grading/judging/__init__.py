"""Points for one function by what it answers, wherever it runs."""
