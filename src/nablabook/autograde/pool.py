"""Local worker processes behind a `concurrent.futures.Executor`, and a class of submissions sent through them."""

from __future__ import annotations

import itertools
import os
import signal
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import suppress

from nablabook.autograde import server, work
from nablabook.autograde.work import Done, Job, Setting

#: How often a submission may be under way while a worker dies, before it is given up.
DEATHS = 2


class Pool:
    """Workers that grade. A worker that dies takes no submission along: they are tried again."""

    def __init__(self, setting: Setting, workers: int) -> None:
        self.setting, self.workers = setting, workers
        self._context = server.context()
        self._executor = self._start()

    def results(self, jobs: Iterable[Job]) -> Iterator[Done]:
        """What became of each job, in the order in which they end. Few are under way, so that few lie about."""
        fresh = iter(jobs)
        again: deque[Job] = deque()
        deaths: Counter[str] = Counter()
        running: dict[Future, Job] = {}
        while True:
            self._feed(running, fresh, again)
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            suspects = []
            for future in ended:
                job = running.pop(future)
                error = future.exception()
                if error is None:
                    yield future.result()
                elif isinstance(error, BrokenExecutor):
                    suspects.append(job)
                else:
                    yield Done(job.student, why_not=f"{type(error).__name__}: {error}".splitlines()[0])
            if not suspects:
                continue
            suspects += running.values()
            running.clear()
            self._executor.shutdown(cancel_futures=True)
            self._executor = self._start()
            for job in suspects:
                deaths[job.student] += 1
                if deaths[job.student] < DEATHS:
                    again.append(job)
                else:
                    yield Done(job.student, why_not="the grader's own process died each time: is there enough memory?")

    def _feed(self, running: dict[Future, Job], fresh: Iterator[Job], again: deque[Job]) -> None:
        """Keep the workers busy. A job that was under way when a worker died runs by itself, so that a death is told
        from a neighbour's."""
        if again:
            if not running:
                job = again.popleft()
                running[self._executor.submit(work.grade, job)] = job
            return
        for job in itertools.islice(fresh, 2 * self.workers - len(running)):
            running[self._executor.submit(work.grade, job)] = job

    def close(self) -> None:
        """Once all is done: end the workers."""
        self._executor.shutdown()

    def stop(self) -> None:
        """In the middle of it: have the workers drop what they do, clear up after it and end."""
        while not self._pids.empty():
            with suppress(ProcessLookupError):
                os.kill(self._pids.get(), signal.SIGTERM)
        self._executor.shutdown(cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        self._pids = self._context.SimpleQueue()
        about = (self.setting, self._pids, self.workers, self._context.Value("i", 0))
        return ProcessPoolExecutor(self.workers, mp_context=self._context, initializer=work.start, initargs=about)
