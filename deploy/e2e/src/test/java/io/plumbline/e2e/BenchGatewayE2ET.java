package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// `./plumbline bench gateway`, briefly: what it measures, and that it leaves nothing running. It has a home and ports
/// of its own and asserts no speed, so it may run beside the other tests.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(BenchRun.LOCK)
@Tag("full")
class BenchGatewayE2ET {

    @TempDir
    private static Path folder;

    private static BenchRun run;

    @BeforeAll
    static void measure() throws IOException {
        run = BenchRun.of("gateway", folder);
    }

    @Test
    void measuresCallsDirectByTheBarestProxyAndThroughTheGateway() {
        Map<String, Double> figures = run.figures();
        for (String shape : List.of("plain, 1", "plain, 16", "20 chunks, 16", "400 chunks, 64")) {
            double direct = figures.get("%s at a time, direct: calls".formatted(shape));
            double bare = figures.get("%s at a time, bare proxy: CPU".formatted(shape));
            for (String policy : List.of("none", "deterministic")) {
                String group = "%s at a time, %s: ".formatted(shape, policy);
                double through = figures.get(group + "calls");
                double cpu = figures.get(group + "CPU");
                assertThat(through).as(group).isPositive();
                assertThat(cpu).as(group).isPositive();
                assertThat(figures.get(group + "calls / direct")).isCloseTo(through / direct, offset(1e-9));
                assertThat(figures.get(group + "CPU / bare proxy")).isCloseTo(cpu / bare, offset(1e-9));
                assertThat(figures).containsKey(group + "added latency, p99");
            }
        }
    }

    @Test
    void leavesNothingBehind() {
        assertThat(BenchRun.STACK.resolve("run")).doesNotExist();
        assertThat(BenchRun.STACK.resolve("data")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(BenchRun.STACK.toString())))
                .isEmpty();
    }
}
