package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `./plumbline bench loop`, briefly: a start from nothing and the demo, which other tests go through as well. With
/// `verify --full`.
@Tag("full")
@ResourceLock(BenchRun.LOCK)
class BenchLoopE2ET {

    @TempDir
    private static Path folder;

    @Test
    void timesTheStartAndEachStepOfTheDemo() throws IOException {
        BenchRun run = BenchRun.of("loop", folder);
        List<Double> steps = new ArrayList<>();
        run.figures().forEach((name, seconds) -> {
            if (name.matches("demo: [a-z]\\. .*")) {
                steps.add(seconds);
            }
        });
        assertThat(run.figures().get("start: up --detach")).isBetween(1.0, 300.0);
        assertThat(steps)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(seconds -> assertThat(seconds).isPositive());
        assertThat(run.figures().get("demo: all steps"))
                .isCloseTo(steps.stream().mapToDouble(Double::doubleValue).sum(), offset(0.001));
        assertThat(run.output()).containsSubsequence("loop: ", "all steps");
    }
}
