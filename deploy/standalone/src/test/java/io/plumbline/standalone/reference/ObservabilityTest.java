package io.plumbline.standalone.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The Prometheus rules and the dashboard use metrics that exist, and each rule has a runbook.
class ObservabilityTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path FOLDER = ROOT.resolve("deploy/observability");
    private static final Path RULES = FOLDER.resolve("prometheus/plumbline.rules.yaml");
    private static final Pattern METRIC = Pattern.compile("\\b(?:plumbline|gen_ai)_[a-z_]*[a-z]\\b");

    private static Set<String> metrics(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void usesMetricsAndLabelsThatExist() throws IOException {
        Set<String> known = metrics(ROOT.resolve("docs/reference/telemetry.md"));
        for (Path file : new Path[] {RULES, FOLDER.resolve("grafana/plumbline.json")}) {
            assertThat(known).as(file.toString()).containsAll(metrics(file));
        }
    }

    @Test
    void namesARunbookInEachRule() throws IOException {
        String runbooks = Files.readString(ROOT.resolve("docs/guides/runbooks.md"));
        Set<String> anchors = runbooks.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        JsonNode rules = YAMLMapper.builder()
                .build()
                .readTree(Files.readString(RULES))
                .path("groups")
                .path(0)
                .path("rules");
        assertThat(rules.size()).isGreaterThan(10);
        for (JsonNode rule : rules) {
            String runbook = rule.path("annotations").path("runbook_url").asString();
            assertThat(runbook).startsWith("docs/guides/runbooks.md#");
            assertThat(anchors).contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(rule.path("labels").path("severity").asString()).isIn("critical", "warning");
        }
    }

    @Test
    void passesPrometheussOwnTests() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not here");
        Process process = new ProcessBuilder("promtool", "test", "rules", "plumbline.rules.test.yaml")
                .directory(FOLDER.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
