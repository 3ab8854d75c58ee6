package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./plumbline bench NAME --brief`, which has ended well.
///
/// @param output  what it printed
/// @param json    what it kept
/// @param figures the same, by `GROUP: NAME`: what the first round had
record BenchRun(String output, String json, Map<String, Double> figures) {

    /// A home of its own, beside that of the other tests.
    static final Path HOME = Path.of("target", "bench-home").toAbsolutePath();

    /// Where it had its stack.
    static final Path STACK = HOME.resolve("bench").resolve("stack");

    /// Two must not run at a time, as they have one home, nor beside what counts what no service had the time for.
    static final String LOCK = "the machine";

    /// @param folder where to keep the figures
    static BenchRun of(String name, Path folder) throws IOException {
        Path file = folder.resolve(name + ".json");
        RunningStack.Ended ended = RunningStack.runAt(HOME, "bench", name, "--brief", "--json", file.toString());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        String json = Files.readString(file);
        Map<String, Double> figures = new TreeMap<>();
        for (JsonNode result : JsonMapper.builder().build().readTree(json).path("results")) {
            assertThat(result.path("benchmark").asString()).isEqualTo(name);
            for (JsonNode figure : result.path("figures")) {
                figures.put(
                        figure.path("group").asString() + ": "
                                + figure.path("name").asString(),
                        figure.path("rounds").path(0).asDouble());
            }
        }
        return new BenchRun(ended.output(), json, figures);
    }
}
