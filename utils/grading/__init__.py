"""Grading a class: student code runs locked away, the test cells run elsewhere, nbgrader keeps the record.

    parent    nbgrader's process, or `python -m utils.grading`: holds gradebook, files, hidden tests; no student code
    student   a child of a warm interpreter in a sandbox: has the student's cells only, then answers calls
    checker   another child of it, trusted: runs the test cells, and calls the student's functions over a socket

    limits      what one submission may use
    sandbox     the warm interpreter behind bubblewrap, as the parent sees it; the probe that it holds
    warm        the program inside: imports TensorFlow once and forks the two children
    isolation   how the student's child locks itself away
    student, checker, wire     the two children and the messages between them
    collect     what is taken of a shared exchange
    handin      what a hand-in may be, before anything looks into it
    job         what is executed of a submission, and the store of what came out
    preprocess  nbgrader's preprocessors, switched on by nbgrader_config.py
    feedback    the pages that students get; harmless, what is left in them of a student's notebook
    formgrader  the same for the pages that nbgrader's formgrader shows to an instructor
    batch       one chapter of a class, in one go; `python -m utils.grading` shows it
    gradebook, backup   nbgrader's gradebook at the pace of a large class, and its copy
    pool, cluster       where the work is done: on this machine, on a Dask cluster
"""
