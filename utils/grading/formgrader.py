"""nbgrader's formgrader shows submissions without their scripts.

`Harmless` and the templates beside this file, which nbgrader_config.py switches on, make the page of a submission safe.
As an extension of Jupyter's server this module guards the other files of a submission, which the formgrader serves too.
"""

import base64
import hashlib
import re
import secrets

from nbconvert.preprocessors import Preprocessor
from tornado.web import OutputTransform

from .harmless import harmless


def _hash(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


# The formgrader's own scripts, and nothing from elsewhere. Two of them stand in attributes, which a nonce cannot mark.
PAGE = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; "
    f"script-src-attr 'unsafe-hashes' {_hash('toggle_name(true);')} {_hash('toggle_name(false);')}; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
FILE = "default-src 'none'; sandbox; frame-ancestors 'none'"


class Harmless(Preprocessor):
    """Makes a submission harmless before the formgrader shows it."""

    def preprocess(self, nb, resources):
        """The harmless notebook, and for its page a policy with a nonce that no student can know."""
        resources["nonce"] = secrets.token_urlsafe()
        resources["policy"] = PAGE.format(nonce=resources["nonce"])
        return harmless(nb), resources


class FilePolicy(OutputTransform):
    """Confines what a student handed in beside the notebook, such as an HTML page, if a browser opens it."""

    def __init__(self, request):
        self.confines = re.search(r"/formgrader/submissions/(?!components/)[^/]+/.", request.path)

    def transform_first_chunk(self, status_code, headers, chunk, finishing):
        """Set the header, in place of the server's."""
        if self.confines:
            headers["Content-Security-Policy"] = FILE
        return status_code, headers, chunk


def _jupyter_server_extension_points():
    return [{"module": __name__}]


def _load_jupyter_server_extension(server):
    server.web_app.add_transform(FilePolicy)
