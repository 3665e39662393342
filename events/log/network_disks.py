"""Whether a file lies on a disk of this computer or on one reached over the network."""

from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "lustre",
        "fuse.sshfs",
        "fuse.glusterfs",
        "fuse.ceph",
    }
)
MOUNTS = Path("/proc/mounts")


def network_disk_of(path: Path, mounts: Path = MOUNTS) -> str | None:
    """The kind of network file system that holds the path, or None; None too where the system does not tell."""
    if not mounts.is_file():
        return None
    kind = _kind_of_disk(path.parent.resolve(), mounts.read_text(errors="replace"))
    return kind if kind in NETWORK_FILE_SYSTEMS else None


def _kind_of_disk(directory: Path, mount_table: str) -> str:
    nearest, kind = Path("/"), ""
    for line in mount_table.splitlines():
        _, point, found, *_ = line.split(" ")
        place = Path(point.replace("\\040", " "))
        if directory.is_relative_to(place) and len(place.parts) >= len(nearest.parts):
            nearest, kind = place, found
    return kind
