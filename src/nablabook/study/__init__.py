"""Self-study: a learner's own copies of the released notebooks, and JupyterLab on them."""
