"""The sandbox around the student's process.

    routes.py        which way this machine allows
    namespaces.py    the full way: user, mount, PID, network, IPC and UTS namespaces
    weaker.py        the way without them: Landlock, and a user of its own if root starts it
    filesystem.py    the one view of files that is left
    landlock.py  seccomp.py  privileges.py  limits.py
    probe.py         what is promised, tried with canaries: only this decides whether grading goes on

What a mechanism is called, or whether it is there, decides nothing.
"""
