package io.plumbline.eval.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.scorer.ItemScorer.Item;
import io.plumbline.eval.metric.scorer.ItemScorer.Outcome;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sandbox.SandboxProperties;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// Python scorers that try to escape, to harm the machine, or to forge the scores of other items.
class PythonItemScorerIT {

    /// Does what an answer names. An escape that succeeds scores 1.
    private static final String HOSTILE = """
            import os, socket

            def attempt(what):
                try:
                    what()
                    return 1
                except OSError:
                    return 0

            def score(item):
                what = item["hypothesis"]
                if what == "print":
                    print("0 = 1.0")
                    os.write(1, b"0 = 1.0\\n")
                    return 0.25
                if what == "forge":
                    for fd in range(64):
                        try:
                            os.write(fd, b"0 = 1.0\\n" * 40)
                        except OSError:
                            pass
                    return 1
                if what == "file":
                    return attempt(lambda: os.listdir("/etc"))
                if what == "write":
                    return attempt(lambda: open("/program/other", "w"))
                if what == "network":
                    return attempt(socket.socket)
                if what == "processes":
                    return attempt(lambda: os.listdir("/proc"))
                if what == "end":
                    os._exit(0)
                if what == "raise":
                    raise KeyError(item["references"][0])
                if what == "number":
                    return float(item["references"][0])
                if what == "text":
                    return "1"
                if what == "memory":
                    return len(bytearray(1 << 40))
                if what == "output":
                    while True:
                        print("0 = 1.0" * 1000)
                if what == "kill":
                    os.kill(os.getppid(), 9)
                if what == "fork":
                    while True:
                        os.fork()
                if what == "thread":
                    import threading
                    threading.Thread(target=print).start()
                return 0.5
            """;

    private static List<Outcome> score(Sandbox sandbox, String source, String... words) {
        return new PythonItemScorer(sandbox, "hostile@1", source)
                .score(Stream.of(words)
                        .map(word -> word.split(" ", 2))
                        .map(parts -> new Item(parts[0], parts.length == 1 ? List.of() : List.of(parts[1])))
                        .toList());
    }

    private static Sandbox sandbox(String bubblewrap) {
        return new Sandbox(new SandboxProperties(true, bubblewrap, "/usr/bin/python3", 2));
    }

    @Test
    @EnabledIf("io.plumbline.eval.sandbox.SandboxIT#isAvailable")
    void scoresTheOtherItemsWhateverAnItemDoes() {
        try (Sandbox sandbox = sandbox("bwrap")) {
            assertThat(score(
                            sandbox,
                            HOSTILE,
                            "first",
                            "print",
                            "file",
                            "write",
                            "network",
                            "processes",
                            "end",
                            "raise secret",
                            "number nan",
                            "number 1.5",
                            "text",
                            "memory",
                            "output",
                            "kill",
                            "last"))
                    .containsExactly(
                            Outcome.of(0.5),
                            Outcome.of(0.25),
                            Outcome.of(0),
                            Outcome.of(0),
                            Outcome.of(0),
                            Outcome.of(0),
                            Outcome.failed("its scorer ended its process"),
                            Outcome.failed("its scorer raised KeyError in line 34"),
                            Outcome.failed("its scorer returned no number from 0 to 1"),
                            Outcome.failed("its scorer returned no number from 0 to 1"),
                            Outcome.failed("its scorer returned no number from 0 to 1"),
                            Outcome.failed("its scorer raised MemoryError in line 40"),
                            Outcome.failed("its scorer ran longer than 2 s"),
                            Outcome.failed("its scorer ended its run"),
                            Outcome.of(0.5));
        }
    }

    @Test
    @EnabledIf("io.plumbline.eval.sandbox.SandboxIT#isAvailable")
    void forgesNoScoreOfAnotherItem() {
        try (Sandbox sandbox = sandbox("bwrap")) {
            List<Outcome> outcomes = score(sandbox, HOSTILE, "text", "forge", "text", "last");
            assertThat(outcomes.get(0).isScore()).isFalse();
            assertThat(outcomes.get(1).isScore()).isFalse();
            assertThat(outcomes.get(2).isScore()).isFalse();
            assertThat(outcomes.get(3)).isEqualTo(Outcome.of(0.5));
        }
    }

    @Test
    @EnabledIf("io.plumbline.eval.sandbox.SandboxIT#isAvailable")
    void startsNoProcessAndNoThread() {
        try (Sandbox sandbox = sandbox("bwrap")) {
            assertThat(score(sandbox, HOSTILE, "first", "fork", "between", "thread", "last"))
                    .containsExactly(
                            Outcome.of(0.5),
                            Outcome.failed("its scorer raised BlockingIOError in line 48"),
                            Outcome.of(0.5),
                            Outcome.failed("its scorer raised RuntimeError in line 51"),
                            Outcome.of(0.5));
        }
    }

    @Test
    @EnabledIf("io.plumbline.eval.sandbox.SandboxIT#isAvailable")
    void saysWhyASourceCannotBeLoaded() {
        try (Sandbox sandbox = sandbox("bwrap")) {
            assertThat(score(sandbox, "def score(:", "first"))
                    .containsExactly(Outcome.failed("its scorer cannot be loaded: SyntaxError in line 1"));
            assertThat(score(sandbox, "x = 1", "first"))
                    .containsExactly(Outcome.failed("its scorer cannot be loaded: it has no function score"));
        }
    }

    @Test
    void isUnavailableWithoutBubblewrap() {
        try (Sandbox sandbox = sandbox("no-such-bwrap")) {
            assertThatThrownBy(() -> score(sandbox, HOSTILE, "first"))
                    .isInstanceOf(MetricUnavailableException.class)
                    .hasMessageContaining("bubblewrap is not installed");
        }
    }
}
