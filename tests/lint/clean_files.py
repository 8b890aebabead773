"""Which files were clean when they were last looked at, by the hash of all that decides."""
import hashlib
import pathlib
import re
import subprocess
import time

INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
UNUSED_S = 60 * 24 * 3600  # what no tree has asked for since is forgotten


class CleanFiles:
    def __init__(self, cache, root):
        self.folder = cache / "clean"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.hashes = {}
        packages = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "clang-tidy*", "libstdc++*-dev", "libc6-dev", "libeigen3-dev",
                                   "libyaml-cpp-dev"], capture_output=True, check=False).stdout
        asked = [line for line in (root / ".clang-tidy").read_bytes().splitlines() if not line.lstrip().startswith(b"#")]
        self.rules = b"\n".join(asked) + packages
        for entry in self.folder.iterdir():
            if entry.stat().st_mtime < time.time() - UNUSED_S:
                entry.unlink(missing_ok=True)

    def knows(self, command):
        entry = self.folder / self.key(command)
        if not entry.exists():
            return False
        entry.touch()
        return True

    def remember(self, command):
        (self.folder / self.key(command)).touch()

    def key(self, command):
        """Independent of where the tree lies, so that every clone profits."""
        text = hashlib.sha256(self.rules + command["command"].replace(str(self.root), "").encode())
        for file in sorted(self.reached(pathlib.Path(command["file"]).relative_to(self.root))):
            text.update(str(file).encode() + self.content(file)[0])
        return text.hexdigest()

    def reached(self, file):
        """The file, and all of ours that it includes, directly or not."""
        found, open_ends = {file}, [file]
        while open_ends:
            for name in self.content(open_ends.pop())[1]:
                if name not in found and (self.root / name).is_file():
                    found.add(name)
                    open_ends.append(name)
        return found

    def content(self, file):
        """(hash, what it includes): read once."""
        if file not in self.hashes:
            text = (self.root / file).read_bytes()
            self.hashes[file] = (hashlib.sha256(text).digest(), [pathlib.Path(name.decode()) for name in INCLUDE.findall(text)])
        return self.hashes[file]
