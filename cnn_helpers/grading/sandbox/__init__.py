"""Where students' code runs: a forked Jupyter kernel that sees, keeps and reaches nothing but its own job.

`bubblewrap` gives a view of the file system without secrets; inside it a `zygote` has imported what the
assignment needs and forks one child a job; the child's `isolation` takes away all that is left to take.
"""
