# Runs a registered scorer on a list of items from the standard input, in a worker process that is replaced when it
# ends or takes too long. The worker has no standard output: only this process writes the results, so nothing that a
# scorer prints can pass for a score. One line an item: its position and `= number` or `! reason`.
import base64
import json
import os
import resource
import select
import signal
import struct
import sys
import time

SOURCE = base64.b64decode("@SOURCE@").decode("utf-8")
FILE = "scorer.py"
START_SECONDS = 5.0
ITEM_SECONDS = 2.0
MOST_RESTARTS = 10
REPLY = struct.Struct(">Bd80s")
READY, SCORE, FAILED = 0, 1, 2


def described(error):
    try:
        name = "".join(c for c in type(error).__name__ if c.isascii() and (c.isalnum() or c == "_"))[:60]
        line = error.lineno if isinstance(error, SyntaxError) else None
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == FILE:
                line = trace.tb_lineno
            trace = trace.tb_next
        return "%s in line %d" % (name or "an error", line) if isinstance(line, int) else name or "an error"
    except BaseException:
        return "an error"


def read_all(fd, size):
    data = b""
    while len(data) < size:
        part = os.read(fd, size - len(data))
        if not part:
            os._exit(0)
        data += part
    return data


def work(requests, results):
    null = os.open("/dev/null", os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    for fd in range(3, 64):
        if fd not in (requests, results):
            try:
                os.close(fd)
            except OSError:
                pass
    # No further process or thread: a copy of this process would read requests and write results as well.
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))

    def reply(kind, number, text):
        os.write(results, REPLY.pack(kind, number, text.encode("ascii", "replace")[:80]))

    module = {"__name__": "scorer", "__builtins__": __builtins__}
    try:
        exec(compile(SOURCE, FILE, "exec"), module)
        score = module.get("score")
        if not callable(score):
            reply(FAILED, 0.0, "it has no function score")
            os._exit(0)
    except BaseException as error:
        reply(FAILED, 0.0, described(error))
        os._exit(0)
    reply(READY, 0.0, "")
    while True:
        size = struct.unpack(">I", read_all(requests, 4))[0]
        item = json.loads(read_all(requests, size))
        try:
            value = score(item)
            if not isinstance(value, (int, float)):
                reply(FAILED, 0.0, "returned no number from 0 to 1")
            else:
                reply(SCORE, float(value), "")
        except BaseException as error:
            reply(FAILED, 0.0, "raised " + described(error))


class Ended(Exception):
    pass


class TooSlow(Exception):
    pass


class Broken(Exception):
    pass


class Worker:
    def __init__(self):
        down, up = os.pipe(), os.pipe()
        self.process = os.fork()
        if self.process == 0:
            try:
                work(down[0], up[1])
            finally:
                os._exit(0)
        os.close(down[0])
        os.close(up[1])
        self.requests, self.results = down[1], up[0]
        os.set_blocking(self.requests, False)

    def receive(self, seconds):
        end = time.monotonic() + seconds
        data = b""
        while len(data) < REPLY.size:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.results], [], [], left)[0]:
                raise TooSlow()
            part = os.read(self.results, REPLY.size - len(data))
            if not part:
                raise Ended()
            data += part
        kind, number, text = REPLY.unpack(data)
        if kind not in (READY, SCORE, FAILED):
            raise Broken()
        # The worker is not trusted: a line break in its text would begin the result of another item.
        return kind, number, "".join(chr(c) for c in text if 32 <= c < 127)

    def score(self, item):
        if select.select([self.results], [], [], 0)[0]:
            raise Broken()  # a reply to no request
        data = json.dumps(item).encode("ascii")
        data = struct.pack(">I", len(data)) + data
        end = time.monotonic() + ITEM_SECONDS
        while data:
            left = end - time.monotonic()
            if left <= 0 or not select.select([], [self.requests], [], left)[1]:
                raise TooSlow()
            try:
                data = data[os.write(self.requests, data):]
            except BrokenPipeError:
                raise Ended()
        return self.receive(max(0.001, end - time.monotonic()))

    def stop(self):
        os.close(self.requests)
        os.close(self.results)
        try:
            os.kill(self.process, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.process, 0)


def tell(position, text):
    os.write(1, ("%d %s\n" % (position, text)).encode("ascii", "replace"))


def start():
    worker = Worker()
    try:
        kind, _, text = worker.receive(START_SECONDS)
        reason = None if kind == READY else "cannot be loaded: " + text
    except TooSlow:
        reason = "cannot be loaded: it takes too long"
    except (Ended, Broken):
        reason = "cannot be loaded: it ends its process"
    if reason is None:
        return worker, None
    worker.stop()
    return None, reason


def main():
    items = json.loads(sys.stdin.buffer.read())
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    worker, reason = start()
    restarts = 0
    for position, item in enumerate(items):
        attempts = 0
        while worker is not None and attempts < 2:
            attempts += 1
            failure = None
            try:
                kind, number, text = worker.score(item)
                tell(position, "= %r" % number if kind == SCORE else "! " + (text or "returned nothing"))
                break
            except Broken:
                pass
            except TooSlow:
                failure = "ran longer than %d s" % ITEM_SECONDS
            except Ended:
                failure = "ended its process"
            worker.stop()
            restarts += 1
            if restarts > MOST_RESTARTS:
                worker, reason = None, "failed too often"
            else:
                worker, reason = start()
            if failure is not None:
                tell(position, "! " + failure)
                break
        else:
            tell(position, "! " + (reason or "broke the rules of its results"))


main()
