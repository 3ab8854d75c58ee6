package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import io.plumbline.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The templates around `deploy/ci/eval-gate`: their shell is run as their runners would, with the variables
/// that they set; the runners themselves are not.
class CiTemplatesIT extends GateTests {

    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

    @TempDir
    private Path folder;

    @Test
    void declaresAnActionInputForEachScriptOption() throws Exception {
        Map<String, ?> action = yaml("github/action.yml");
        Set<String> inputs = new TreeSet<>(map(action.get("inputs")).keySet());
        assertThat(inputs).contains("url", "api-key");
        inputs.removeAll(Set.of("url", "api-key"));
        assertThat(inputs).isEqualTo(options());
        Map<String, ?> step = step(action);
        assertThat(map(step.get("env")).values().stream().map(Object::toString))
                .as("every input reaches the script as a variable, and none as text of the shell")
                .containsAll(inputs.stream()
                        .map(input -> "${{ inputs." + input + " }}")
                        .toList());
        assertThat(step.get("run").toString()).doesNotContain("${{");
    }

    /// A pull request that brings its own script, action or workflow would be its own judge.
    @Test
    void usesNothingFromThePullRequestInTheExampleWorkflow() throws Exception {
        Map<String, ?> workflow = yaml("github/example-workflow.yml");
        List<?> steps = (List<?>) map(map(workflow.get("jobs")).get("gate")).get("steps");
        List<String> used = steps.stream()
                .map(CiTemplatesIT::map)
                .filter(step -> step.containsKey("uses"))
                .map(step -> step.get("uses").toString())
                .toList();

        assertThat(used.getFirst()).matches("[\\w.-]+/[\\w.-]+/deploy/ci/github@[0-9a-f]{40}");
        assertThat(used).noneMatch(action -> action.startsWith("./") || action.startsWith("actions/checkout"));
        // YAML 1.1, as this parser reads it, takes `on` for true.
        assertThat(((Map<?, ?>) workflow.get("true")).keySet()).hasToString("[pull_request_target]");
        assertThat(map(map(workflow.get("jobs")).get("gate")))
                .as("a job that is skipped counts as passed")
                .doesNotContainKey("if");
    }

    /// Else nothing of a pull request would reach its gate.
    @Test
    void gatesTheVersionNamedByThePullRequest() throws Exception {
        Map<String, ?> workflow = yaml("github/example-workflow.yml");
        List<Map<String, ?>> steps = ((List<?>)
                        map(map(workflow.get("jobs")).get("gate")).get("steps"))
                .stream().<Map<String, ?>>map(CiTemplatesIT::map).toList();
        Map<String, ?> fetch = stepWith("run", "gh api", steps);
        Map<String, ?> gate = stepWith("uses", "/deploy/ci/github@", steps);

        assertThat(map(fetch.get("env")).get("HEAD")).hasToString("${{ github.event.pull_request.head.sha }}");
        String file = map(gate.get("with")).get("candidate").toString();
        assertThat(fetch.get("run").toString().strip())
                .doesNotContain("${{")
                .contains("/contents/" + file + "?ref=$HEAD")
                .endsWith(">" + file);
        assertThat(map(gate.get("with")).get("model").toString()).doesNotContain("@");
    }

    private static Map<String, ?> stepWith(String member, String text, List<Map<String, ?>> steps) {
        return steps.stream()
                .filter(step -> String.valueOf(step.get(member)).contains(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void runsTheShellOfTheAction() throws Exception {
        eval.model("action", 100);
        Path summary = folder.resolve("summary.md");
        ProcessBuilder builder = action();
        builder.environment()
                .putAll(Map.of(
                        "GATE_SUITE",
                        "faq",
                        "GATE_MODEL",
                        "action",
                        "GATE_CANDIDATE",
                        candidate("action@2"),
                        "GATE_COMMIT",
                        "feature/x",
                        "GATE_MARKDOWN",
                        folder.resolve("gate.md").toString(),
                        "GATE_SARIF",
                        folder.resolve("gate.sarif").toString(),
                        "GITHUB_ACTION_PATH",
                        ci("github").toString(),
                        "GITHUB_STEP_SUMMARY",
                        summary.toString()));

        assertThat(ended(builder)).isZero();
        assertThat(summary).content().startsWith("## ✅ PASS · faq").contains("feature/x");
        assertThat(folder.resolve("output")).content().contains("faq on action@2");
        assertThat(folder.resolve("gate.sarif")).exists();
    }

    private ProcessBuilder action() throws IOException, InterruptedException {
        ProcessBuilder builder =
                shell(step(yaml("github/action.yml")).get("run").toString());
        for (String input : options()) {
            builder.environment().put(variable(input), "");
        }
        builder.environment().put("GATE_TIMEOUT", "60");
        return builder;
    }

    private String candidate(String line) throws IOException {
        return Files.writeString(folder.resolve("eval-gate.candidate"), line + "\n")
                .toString();
    }

    @Test
    void passesTheFlagsOfTheActionToTheScript() throws Exception {
        eval.model("action-flags", 100);
        ProcessBuilder builder = action();
        builder.environment()
                .putAll(Map.of(
                        "GATE_SUITE", "faq",
                        "GATE_MODEL", "action-flags@2",
                        "GATE_BASELINE", "action-flags@1",
                        "GATE_INFORMATIONAL", "true",
                        "GATE_NO_CACHE", "true",
                        "GITHUB_ACTION_PATH", ci("github").toString(),
                        "GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString()));
        assertThat(ended(builder)).isZero();
        assertThat(folder.resolve("output")).content().contains("for information only");
    }

    @Test
    void failsTheActionWithTheGate() throws Exception {
        eval.model("action-bad", 30);
        ProcessBuilder builder = action();
        builder.environment()
                .putAll(Map.of(
                        "GATE_SUITE",
                        "faq",
                        "GATE_MODEL",
                        "action-bad@1",
                        "GITHUB_ACTION_PATH",
                        ci("github").toString(),
                        "GITHUB_STEP_SUMMARY",
                        folder.resolve("summary.md").toString()));
        assertThat(ended(builder)).isEqualTo(1);
    }

    @Test
    void runsTheShellOfTheGitLabTemplate() throws Exception {
        eval.model("gitlab", 100);
        Map<String, ?> job = gitlab();
        byte[] script = Files.readAllBytes(ci("eval-gate"));
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script));

        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
        Files.createSymbolicLink(folder.resolve("gate.md"), elsewhere);

        assertThat(ended(gitlab(job, digest))).isZero();
        assertThat(elsewhere).as("where a link of the change points").isEmptyFile();
        assertThat(folder.resolve("output")).content().contains("faq on gitlab@2");
        Map<String, ?> artifacts = map(job.get("artifacts"));
        assertThat(folder.resolve(map(artifacts.get("reports")).get("junit").toString()))
                .exists();
        for (Object path : (List<?>) artifacts.get("paths")) {
            assertThat(folder.resolve(path.toString())).exists();
        }
    }

    @Test
    void refusesAScriptOfAnotherDigestOnGitLab() throws Exception {
        assertThat(ended(gitlab(gitlab(), "0".repeat(64)))).isNotZero();
        assertThat(folder.resolve("output")).content().doesNotContain("gate ");
        assertThat(folder.resolve("gate.xml")).doesNotExist();
    }

    private static Map<String, ?> gitlab() throws IOException {
        return map(yaml("gitlab/eval-gate.gitlab-ci.yml").get(".eval-gate"));
    }

    private ProcessBuilder gitlab(Map<String, ?> job, String digest) throws IOException {
        ProcessBuilder builder = shell(((List<?>) job.get("script")).getFirst().toString());
        map(job.get("variables")).forEach((name, value) -> builder.environment().put(name, value.toString()));
        builder.environment()
                .putAll(Map.of(
                        "GATE_SUITE",
                        "faq",
                        "GATE_MODEL",
                        "gitlab",
                        "GATE_CANDIDATE",
                        candidate("gitlab@2"),
                        "EVAL_GATE_URL",
                        ci("eval-gate").toUri().toString(),
                        "EVAL_GATE_SHA256",
                        digest));
        return builder;
    }

    @Test
    void callsTheScriptWithValidOptionsInTheJenkinsfile() throws Exception {
        String file = Files.readString(ci("jenkins/Jenkinsfile"));
        Set<String> used = OPTION.matcher(file)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).contains("suite", "model", "junit");
        assertThat(options()).containsAll(used);
    }

    /// The options of the script but `--help`, as its usage tells them.
    private static Set<String> options() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", ci("eval-gate").toString(), "--help").start();
        String usage = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return OPTION.matcher(usage)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String variable(String input) {
        return "GATE_" + input.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private ProcessBuilder shell(String commands) {
        String key = eval.service.governance().apiKey(TEAM, Role.CI_PIPELINE);
        await("the key arrives")
                .untilAsserted(() -> eval.service
                        .client(key)
                        .get()
                        .uri("/api/v1/suites")
                        .exchange()
                        .expectStatus()
                        .isOk());
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PLUMBLINE_EVAL_URL", eval.service.url());
        builder.environment().put("PLUMBLINE_API_KEY", key);
        return builder;
    }

    private static int ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static Map<String, ?> step(Map<String, ?> action) {
        return map(((List<?>) map(action.get("runs")).get("steps")).getFirst());
    }

    private static Map<String, ?> yaml(String file) throws IOException {
        return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(ci(file))));
    }

    private static Map<String, ?> map(Object yaml) {
        return ((Map<?, ?>) yaml)
                .entrySet().stream()
                        .filter(entry -> entry.getValue() != null)
                        .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
    }

    private static Path ci(String file) {
        return Repository.root().resolve("deploy/ci").resolve(file);
    }
}
