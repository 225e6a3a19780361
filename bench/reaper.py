"""Run one command and report what it and all processes that it started cost, including servers that outlive it.

``python -S -I reaper.py OUT COMMAND...`` writes a line of JSON to its standard output, and what the command prints into the
files OUT and OUT.err. It imports next to nothing: its own size would count as the command's.
"""

import os
import resource
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def main() -> None:
    out, *command = sys.argv[1:]
    if sys.platform == "linux":
        # Orphaned descendants become children of this process, so that it can wait for them.
        import ctypes  # noqa: PLC0415 - only here

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    began = time.monotonic()
    child = os.fork()
    if not child:
        for fd, path in ((1, out), (2, f"{out}.err")):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), fd)
        os.execv(command[0], command)
    status, wall = 0, 0.0
    while True:
        try:
            pid, ended = os.wait()
        except ChildProcessError:
            break
        if pid == child:
            status, wall = os.waitstatus_to_exitcode(ended), time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f'{{"status": {status}, "wall": {wall}, "cpu": {used.ru_utime + used.ru_stime}}}')


if __name__ == "__main__":
    main()
