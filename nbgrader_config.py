"""nbgrader's configuration for this course: stock, and commented.

Every stock `nbgrader` command and the Formgrader page read this file when they are started in this folder.
https://nbgrader.readthedocs.io/en/stable/configuration/config_options.html lists all options.
"""

c = get_config()  # noqa: F821 (traitlets puts it there)

# The course's name, as the exchange and the Formgrader show it.
c.CourseDirectory.course_id = "nablabook"

# Files that never travel from one stage to the next: caches would go to every student, and into every submission.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "*.pyc",
    ".*_cache",
    "*_cache",
    ".DS_Store",
    "Thumbs.db",
    "feedback",
]

# What stands in the place of an answer. A comment and no `raise`: a student need not delete a line before a cell of
# numbers runs, and the checks tell an empty function ("Not started") from a wrong one.
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
c.ClearSolutions.text_stub = "YOUR ANSWER HERE"

# Grading: the student's cells run in one process, the tests with torch in another; what is graded comes from source/.
# The other names are nbgrader's own lists. To have all of nbgrader's own grading back, remove both lists.
c.Autograde.sanitize_preprocessors = [
    "nablabook.grading.preprocessors.Repair",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nablabook.grading.preprocessors.ExecuteApart",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# What is handed in may be no notebook, or come with links to other people's files: it gets a verdict all the same, and
# the links are moved to submitted/STUDENT/.not-graded instead of being followed.
c.Autograde.exporter_class = "nablabook.grading.handed_in.HandedIn"
c.Autograde.pre_convert_hook = "nablabook.grading.handed_in.set_aside"
# The Formgrader shows what students wrote in your own session: no script in it may run.
c.HTMLExporter.filters = {"markdown2html": "nablabook.feedback.marking.markdown"}

# Seconds for one cell of a submission, and for the whole notebook. A cell that runs longer is stopped and earns
# nothing; the rest is graded all the same.
c.ExecuteApart.cell_timeout = 10
c.ExecuteApart.notebook_timeout = 120
# Bytes of text and of pictures that a cell may put out.
c.ExecuteApart.text_limit = 200_000
c.ExecuteApart.picture_limit = 2_000_000
# What a submission may take besides: megabytes of memory (a process), of one file and of all files, processes and
# threads, seconds of processor time.
c.ExecuteApart.memory_limit = 1024
c.ExecuteApart.file_limit = 32
c.ExecuteApart.scratch_limit = 64
c.ExecuteApart.processes_limit = 8
c.ExecuteApart.processor_limit = 60
# Submissions run in a sandbox; where `nablabook doctor` says that there can be none, grading refuses. This insists:
# whatever this account may read or change, a submission then may too.
# c.ExecuteApart.unconfined = True
# Notebooks that `nablabook build` did not make: refused in a line, unless this lets nbgrader run them its own way.
# c.ExecuteApart.stock_for_others = True

# What `nbgrader validate` runs, it runs in one kernel; the first cell imports torch, which alone takes seconds there.
c.Execute.timeout = 15
# Kernels warn that they talk without encryption, on a machine that nobody else listens on.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]
# Wide enough for the sentence that names a mistake.
c.Validator.width = 400

# No figure or print of a submission needs more than this.
c.LimitOutput.max_lines = 1000
c.LimitOutput.max_traceback = 100

# The gradebook is a SQLite file here, gradebook.db. For PostgreSQL:
# c.CourseDirectory.db_url = "postgresql://user:password@host/database"

# Handing out and collecting through an exchange folder that all students can reach:
# c.Exchange.root = "/srv/nbgrader/exchange"

# What students get back: a page of ours, for the command line and for the Formgrader's button. nbgrader's own page
# shows the source of the hidden tests. To have it back, remove the two lines. Don't set HTMLExporter.template_name:
# the Formgrader's marking view takes its template from there too.
c.GenerateFeedback.exporter_class = "nablabook.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = ["nablabook.feedback.ReadGrades"]
