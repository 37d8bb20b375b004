"""A hub for the accounts of this machine, as `make classroom` starts it."""

import os
import pwd
import socket
from pathlib import Path

c = get_config()  # noqa: F821  (traitlets hands it to this file)
load_subconfig("keras_course.py", path=str(Path(__file__).parent))  # noqa: F821  (and this)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def private_home(spawner):
    """Many systems make homes that everybody can read."""
    home = Path(pwd.getpwnam(spawner.user.name).pw_dir)
    home.chmod(home.stat().st_mode & 0o700)


c.JupyterHub.bind_url = os.environ["KERAS_COURSE_ADDRESS"]
c.JupyterHub.hub_port = free_port()
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{free_port()}"
program = Path(__file__).parent / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy"
c.ConfigurableHTTPProxy.command = [str(program), "--log-level", "error"]

# Whoever has an account and is in one of these groups logs in with the account's password.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {"keras-students", "keras-instructors"}
c.PAMAuthenticator.admin_groups = {"keras-instructors"}

c.JupyterHub.spawner_class = "localprocess"
c.Spawner.pre_spawn_hook = private_home
c.Spawner.start_timeout = 120  # a class that arrives at once

c.Application.log_level = "ERROR"
