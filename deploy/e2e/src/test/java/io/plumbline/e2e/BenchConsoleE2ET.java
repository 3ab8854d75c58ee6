package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `./plumbline bench console`, briefly, with few calls on a stack of its own. With `verify --full`.
@Tag("full")
@ResourceLock(BenchRun.LOCK)
class BenchConsoleE2ET {

    @TempDir
    private static Path folder;

    @Test
    void measuresEveryPageAndKeepsThemSmall() throws IOException {
        BenchRun run = BenchRun.of("console", folder);
        assertThat(run.figures())
                .hasSizeGreaterThan(200)
                .containsKeys("/: p95", "/calls: p95", "/calls/{id}: HTML", "/audit/{id}: with CSS and JavaScript");
        assertThat(run.figures().get("all pages: with more than 150 kB")).isZero();
        assertThat(run.output()).containsSubsequence("console: ", "all pages");
    }
}
