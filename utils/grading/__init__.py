"""Grading a class: student code runs locked away, the test cells run elsewhere, nbgrader keeps the record.

    parent    nbgrader's own process, or `python -m utils.grading`: holds gradebook, files, hidden tests; runs no student code
    student   a child of a warm interpreter in a sandbox: has the student's cells only, then answers calls
    checker   another child of it, trusted: runs the test cells, and calls the student's functions over a socket

    limits      what one submission may use
    sandbox     the warm interpreter behind bubblewrap, as the parent sees it; the probe that it holds
    warm        the program inside: imports TensorFlow once and forks the two children
    isolation   how the student's child locks itself away
    student, checker, wire     the two children and the messages between them
    job         what is executed of a submission, and the store of what came out
    preprocess  nbgrader's preprocessors, switched on by nbgrader_config.py
    feedback    the pages that students get
    batch       one chapter of a class, in one go; `python -m utils.grading` shows it
"""
