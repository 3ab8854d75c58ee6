package io.plumbline.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the GitHub action makes of its inputs, with a script in place of `deploy/ci/eval-gate` that says what it was
/// given.
class EvalGateActionTest {

    @TempDir
    private Path folder;

    @Test
    void passesEachSliceUnchangedToTheScript() throws Exception {
        assertThat(given(Map.of("GATE_SLICE", "german\n\n  vip customers\n$(id) `id` \"x\" \\n $HOME\nLINES\n*\n")))
                .containsExactly(
                        "--suite",
                        "faq",
                        "--model",
                        "bot@2",
                        "--timeout",
                        "60",
                        "--slice",
                        "german",
                        "--slice",
                        "  vip customers",
                        "--slice",
                        "$(id) `id` \"x\" \\n $HOME",
                        "--slice",
                        "LINES",
                        "--slice",
                        "*");
    }

    @Test
    void passesNoSliceIfNoneIsNamed() throws Exception {
        assertThat(given(Map.of())).doesNotContain("--slice");
    }

    private List<String> given(Map<String, String> inputs) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("eval-gate"), "printf '%s\\n' \"$@\"\n");
        Path action = Files.createDirectories(folder.resolve("github"));
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", script()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environmentOf().keySet().forEach(name -> environment.put(name.toString(), ""));
        environment.putAll(Map.of("GATE_SUITE", "faq", "GATE_MODEL", "bot@2", "GATE_TIMEOUT", "60"));
        environment.put("GITHUB_ACTION_PATH", action.toString());
        environment.putAll(inputs);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }

    private static String script() throws IOException {
        return step().get("run").toString();
    }

    private static Map<?, ?> environmentOf() throws IOException {
        return (Map<?, ?>) step().get("env");
    }

    private static Map<?, ?> step() throws IOException {
        String text = Files.readString(Repository.root().resolve("deploy/ci/github/action.yml"));
        Map<?, ?> action = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return (Map<?, ?>) ((List<?>) ((Map<?, ?>) action.get("runs")).get("steps")).getFirst();
    }
}
