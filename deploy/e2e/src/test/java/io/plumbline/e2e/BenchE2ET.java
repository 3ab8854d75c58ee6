package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./plumbline bench`, briefly: what it prints and keeps, and that it leaves nothing running. It has a home and
/// ports of its own and asserts no speed, so it may run beside the other tests, but not beside the barrage of the
/// clean room, which counts what no service has had the time for.
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the machine")
class BenchE2ET {

    private static final Path HOME = Path.of("target", "bench-home").toAbsolutePath();
    private static final Path STACK = HOME.resolve("bench").resolve("stack");

    @TempDir
    private static Path folder;

    private static RunningStack.Ended ended;
    private static String json;
    private static Map<String, Double> figures;

    @BeforeAll
    static void measure() throws IOException {
        Path file = folder.resolve("figures.json");
        ended = RunningStack.runAt(HOME, "bench", "loop", "gateway", "--brief", "--json", file.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        json = Files.readString(file);
        figures = new TreeMap<>();
        for (JsonNode result : JsonMapper.builder().build().readTree(json).path("results")) {
            for (JsonNode figure : result.path("figures")) {
                String name = "%s: %s: %s"
                        .formatted(
                                result.path("benchmark").asString(),
                                figure.path("group").asString(),
                                figure.path("name").asString());
                figures.put(name, figure.path("rounds").path(0).asDouble());
            }
        }
    }

    @Test
    void timesTheStartAndEachStepOfTheDemo() {
        List<Double> steps = new ArrayList<>();
        figures.forEach((name, seconds) -> {
            if (name.matches("loop: demo: [a-z]\\. .*")) {
                steps.add(seconds);
            }
        });
        assertThat(figures.get("loop: start: up --detach")).isBetween(1.0, 300.0);
        assertThat(steps)
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(seconds -> assertThat(seconds).isPositive());
        assertThat(figures.get("loop: demo: all steps"))
                .isCloseTo(steps.stream().mapToDouble(Double::doubleValue).sum(), offset(0.001));
    }

    @Test
    void measuresCallsDirectByTheBarestProxyAndThroughTheGateway() {
        for (String shape : List.of("plain, 1", "plain, 16", "20 chunks, 16", "400 chunks, 64")) {
            double direct = figures.get("gateway: %s at a time, direct: calls".formatted(shape));
            double bare = figures.get("gateway: %s at a time, bare proxy: CPU".formatted(shape));
            for (String policy : List.of("none", "deterministic")) {
                String group = "gateway: %s at a time, %s: ".formatted(shape, policy);
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
    void printsATableForEach() {
        assertThat(ended.output())
                .containsSubsequence("loop: ", "all steps", "gateway: ", "plain, 16 at a time", "µs/request");
    }

    @Test
    void namesNoHost() throws IOException {
        assertThat(json)
                .contains("\"cores\"", "\"jdk\"")
                .doesNotContain(InetAddress.getLocalHost().getHostName());
    }

    @Test
    void leavesNothingBehind() {
        assertThat(STACK.resolve("run")).doesNotExist();
        assertThat(STACK.resolve("data")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(STACK.toString())))
                .isEmpty();
    }
}
