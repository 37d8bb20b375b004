"""nbgrader's gradebook, at the pace of a large class.

nbgrader opens it eleven times for one hand-in, commits after every cell, and looks for a hand-in's cells among those of
all students. Here the gradebook stays open, a hand-in is one transaction, and what is looked for has an index.
"""

import contextlib

from nbgrader.api import Comment, Grade, Gradebook, SubmittedNotebook
from sqlalchemy import Index
from sqlalchemy.orm import Session, scoped_session, sessionmaker

# By these nbgrader finds the parts of a submission; it has no index for them, on no database.
_INDEXES = tuple(
    Index(f"{column.table.name}_by_{column.name}", column)
    for column in (SubmittedNotebook.assignment_id, Grade.notebook_id, Comment.notebook_id)
)


class _Session(Session):
    """A session whose commits wait for `end`, but for that as nbgrader knows it: what it has read is read anew."""

    def commit(self):
        self.flush()
        self.expire_all()

    def end(self):
        super().commit()


@contextlib.contextmanager
def opened(coursedir):
    """Yield the course's Gradebook with indexes; within, each Gradebook that nbgrader opens is this one.

    What is written is lost without `transaction`.

    Args:
        coursedir: nbgrader.coursedir.CourseDirectory.
    """
    gradebook = Gradebook(coursedir.db_url, coursedir.course_id)
    for index in _INDEXES:
        index.create(gradebook.engine, checkfirst=True)
    gradebook.db.remove()
    gradebook.db = scoped_session(sessionmaker(bind=gradebook.engine, class_=_Session))
    own = {name: getattr(Gradebook, name) for name in ("__init__", "close")}
    Gradebook.__init__ = lambda self, *arguments, **options: vars(self).update(vars(gradebook))
    Gradebook.close = lambda self: None
    try:
        yield gradebook
    finally:
        for name, function in own.items():
            setattr(Gradebook, name, function)
        gradebook.close()


@contextlib.contextmanager
def transaction(gradebook):
    """Within, all that is written to the `opened` gradebook is one transaction: it gets there whole, or not at all."""
    session = gradebook.db()
    try:
        yield
        session.end()
    finally:
        session.close()
