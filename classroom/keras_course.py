"""The course on any JupyterHub: which server its users get, with which settings.

`make classroom` puts this file beside the environment that it names; The Littlest JupyterHub reads it from there.
"""

import os
from pathlib import Path

c = get_config()  # noqa: F821  (traitlets hands it to this file)

folder = Path(__file__).resolve().parent
programs = str(folder / "env" / "bin")


def settings(spawner):
    """JUPYTER_CONFIG_PATH: an admin of the hub is an instructor and has the formgrader."""
    role = "instructor" if spawner.user.admin else "student"
    return os.pathsep.join(str(folder / "settings" / name) for name in (role, "course"))


c.Spawner.cmd = [f"{programs}/jupyterhub-singleuser"]
c.Spawner.default_url = "/lab"
c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": settings,
    "KERAS_COURSE_EXCHANGE": str(folder / "exchange"),
    "KERAS_COURSE_DATA": str(folder / "data"),
    "PATH": os.pathsep.join([programs, "/usr/local/bin", "/usr/bin", "/bin"]),
}
c.SystemdSpawner.extra_paths = [programs]  # The Littlest JupyterHub's spawner; it would put its own before PATH
