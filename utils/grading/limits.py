"""What one submission may use; nbgrader_config.py may set each, as in `c.Limits.cell_seconds = 60`."""

from traitlets import Float, Integer
from traitlets.config import Configurable


class Limits(Configurable):
    """Limits of one submission's processes."""

    cell_seconds = Float(120, min=0.1, help="Wall-clock seconds for one cell").tag(config=True)
    submission_seconds = Float(900, min=0.1, help="Wall-clock seconds for all cells of a submission").tag(config=True)
    cell_cpu_seconds = Float(120, min=1, help="Processor seconds for one cell").tag(config=True)
    submission_cpu_seconds = Float(600, min=1, help="Processor seconds for all cells of a submission").tag(config=True)
    memory_mb = Integer(
        4096, min=64, help="Megabytes of memory for each process, beyond those of the warm interpreter"
    ).tag(config=True)
    processes = Integer(256, min=8, help="Processes and threads at a time").tag(config=True)
    disk_mb = Integer(256, min=1, help="Megabytes of files in all, which are held in memory").tag(config=True)
    file_mb = Integer(128, min=1, help="Megabytes of one file").tag(config=True)
    output_bytes = Integer(1_000_000, min=1000, help="Bytes of one cell's outputs; more is cut off").tag(config=True)
    message_mb = Integer(
        256, min=1, help="Megabytes of the values that a student's function returns in one call"
    ).tag(config=True)
    replays = Integer(
        3, min=0, help="How often a submission's cells are run again after its process had to be killed"
    ).tag(config=True)

    def as_dict(self):
        """The limits as a dict of name -> number."""
        return {name: getattr(self, name) for name in sorted(self.trait_names(config=True))}
