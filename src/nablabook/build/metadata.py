"""What a notebook's metadata say of it: keys that the build and the grader write, and others read."""

#: Whose notebook it is; of a cell, what its checks may use.
BUILT = "nablabook"
#: What the grader put right in a submission.
REPAIRED = "nablabook_repaired"
