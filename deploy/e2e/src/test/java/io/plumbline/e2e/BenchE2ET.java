package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `./plumbline bench`, briefly, with the benchmark that needs no stack: what it prints and keeps. It asserts no speed,
/// so it may run beside the other tests.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(BenchRun.LOCK)
class BenchE2ET {

    @TempDir
    private static Path folder;

    private static BenchRun run;

    @BeforeAll
    static void measure() throws IOException {
        run = BenchRun.of("guardrails", folder);
    }

    @Test
    void printsATable() {
        assertThat(run.output()).containsSubsequence("guardrails: ", "512 tokens", "ms", "The figures are in");
    }

    @Test
    void keepsEveryFigure() {
        assertThat(run.figures()).hasSizeGreaterThan(10);
        assertThat(run.figures().values()).allMatch(figure -> figure > 0);
    }

    @Test
    void namesNoHost() throws IOException {
        assertThat(run.json())
                .contains("\"cores\"", "\"jdk\"")
                .doesNotContain(InetAddress.getLocalHost().getHostName());
    }
}
