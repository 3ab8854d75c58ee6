package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.eval.EvalUnderTest;
import io.plumbline.kit.security.Role;
import io.plumbline.testkit.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs `deploy/ci/eval-gate` as a pipeline does.
class EvalGateScriptIT {

    private static EvalUnderTest eval;
    private static String key;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        eval = EvalUnderTest.shared();
        eval.suite("faq", document("faq@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        eval.suite("tiny", document("tiny@1", "[{\"name\": \"exactMatch\", \"floor\": 0.8}]"));
        key = eval.service.governance().apiKey(TEAM, Role.CI_PIPELINE);
        await("the key arrives")
                .untilAsserted(() -> eval.service
                        .client(key)
                        .get()
                        .uri("/api/v1/suites")
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    private record Ran(int status, String output) {}

    @Test
    void exitsWithZeroForAPassAndWritesTheReports() throws Exception {
        eval.model("good", 100);
        Path junit = folder.resolve("junit.xml");
        Path markdown = folder.resolve("report.md");
        Path sarif = folder.resolve("report.sarif");
        Path html = folder.resolve("report.html");
        Path json = folder.resolve("report.json");

        Ran ran = run(
                "--suite",
                "faq",
                "--model",
                "good@2",
                "--baseline",
                "good@1",
                "--informational",
                "--commit",
                "abc123",
                "--junit",
                junit.toString(),
                "--markdown",
                markdown.toString(),
                "--sarif",
                sarif.toString(),
                "--html",
                html.toString(),
                "--json",
                json.toString());

        assertThat(ran.output()).contains("| exactMatch.floor | PASS |", "\nPASS\n", "for information only");
        assertThat(ran.status()).isZero();
        assertThat(junit)
                .content()
                .startsWith("<?xml")
                .contains("name=\"exactMatch.floor\"")
                .contains("abc123");
        assertThat(markdown).content().startsWith("## ✅ PASS · faq").contains("abc123");
        assertThat(sarif).content().startsWith("{").contains("\"results\" : [ ]");
        assertThat(html).content().startsWith("<!doctype html>").contains("abc123");
        assertThat(json).content().startsWith("{").contains("\"items\":[");
    }

    @Test
    void exitsWithTwoIfTheRequesterChoseTheBaseline() throws Exception {
        eval.model("chosen", 100);
        assertThat(run("--suite", "faq", "--model", "chosen@2", "--baseline", "chosen@1"))
                .satisfies(ran -> {
                    assertThat(ran.output()).contains("\nPASS\n", "for information only");
                    assertThat(ran.status()).isEqualTo(2);
                });
        assertThat(run("--suite", "faq", "--model", "chosen@2").output()).doesNotContain("for information only");
        assertThat(run("--suite", "faq", "--model", "chosen@2", "--slice", "odd", "--slice", "even")
                        .output())
                .contains("120 of 120 calls, 0 errors, 0 from the cache", "only a part of the suite");
    }

    @Test
    void ignoresTheCacheOnRequest() throws Exception {
        eval.model("again", 100);
        run("--suite", "faq", "--model", "again@1");
        assertThat(run("--suite", "faq", "--model", "again@1").output()).contains("120 from the cache");
        assertThat(run("--suite", "faq", "--model", "again@1", "--no-cache").output())
                .contains("120 of 120 calls, 0 errors, 0 from the cache");
    }

    @Test
    void printsTheChecksWithoutMarkdownEscapes() throws Exception {
        eval.suite(
                "brackets", document("faq@1", "[{\"name\": \"exactMatch\", \"as\": \"exact_match\", \"floor\": 0.8}]"));
        eval.model("tabled", 100);
        Ran ran = run("--suite", "brackets", "--model", "tabled@1");
        assertThat(ran.output())
                .contains("| exact_match.floor | PASS |")
                .doesNotContain("&#60;")
                .doesNotContain("| Slice |")
                .doesNotContain("\\_");
    }

    @Test
    void exitsWithTwoIfAReportCannotBeWritten() throws Exception {
        eval.model("unwritten", 100);
        Ran ran = run("--suite", "faq", "--model", "unwritten@1", "--html", folder + "/absent/report.html");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).contains("cannot write");
    }

    @Test
    void printsItsProgressInLines() throws Exception {
        eval.model("told", 100);
        assertThat(run("--suite", "faq", "--model", "told@1").output())
                .contains("120 of 120 calls, 0 errors, 0 from the cache, 0.12 USD\n");
    }

    /// On a terminal, which `script` makes.
    @Test
    void drawsABarOnATerminal() throws Exception {
        eval.model("drawn", 100);
        Process process = start(
                List.of("--suite", "faq", "--model", "drawn@1"),
                command -> List.of("script", "-qec", String.join(" ", command), "/dev/null"));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .contains("\r\033[K[##############################] 120 of 120 calls")
                .contains("PASS");
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void exitsWithOneForAFailure() throws Exception {
        eval.model("bad", 30);
        Ran ran = run("--suite", "faq", "--model", "bad@1");
        assertThat(ran.output()).contains("| exactMatch.floor | FAIL |");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void exitsWithTwoIfInconclusive() throws Exception {
        eval.model("few", 100);
        Ran ran = run("--suite", "tiny", "--model", "few@1");
        assertThat(ran.output()).contains("INCONCLUSIVE");
        assertThat(ran.status()).isEqualTo(2);
    }

    @Test
    void exitsWithTwoAndTheReasonOfARefusal() throws Exception {
        assertThat(run("--suite", "absent", "--model", "good@1")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.output()).contains("HTTP 404").contains("No suite with this name exists");
        });
        assertThat(run("--suite", "faq", "--model", "absent@7").output())
                .contains("/candidate no such model version in this team")
                .doesNotContain("{");
        assertThat(run().output()).contains("usage: ", "--suite is required");
        for (String[] arguments : new String[][] {
            {"--suite", "faq"},
            {"--suite", "faq", "--model", "good"},
            {"--suite", "faq\",\"x\":\"", "--model", "good@1"},
            {"--suite", "faq", "--model", "good@1", "--nonsense"},
            {"--suite", "faq", "--model"}
        }) {
            assertThat(run(arguments).status()).as(String.join(" ", arguments)).isEqualTo(2);
        }
    }

    @Test
    void evaluatesAPromptOnAModel() throws Exception {
        eval.model("host", 0);
        eval.registry.prompt(TEAM, "greeting", 1, "input");
        eval.gateway.model(
                "registry:host@1",
                call -> io.plumbline.eval.FakeGateway.Said.text(EvalUnderTest.answer(
                        call.path("plumbline").path("variables").path("input").asString())));
        assertThat(run("--suite", "faq", "--prompt", "greeting@1", "--model", "host@1"))
                .satisfies(ran -> assertThat(ran.status()).as(ran.output()).isZero());
    }

    @Test
    void hidesTheKeyFromTheProcessListAndTheEnvironmentOfChildren() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "slow", 1, 0);
        eval.gateway.model("registry:slow@1", call -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return EvalUnderTest.rightFor(100, call);
        });
        Process process = start(List.of("--suite", "faq", "--model", "slow@1"));
        try {
            ProcessHandle curl = await("curl waits for the gate")
                    .until(
                            () -> process.toHandle()
                                    .descendants()
                                    .filter(child -> commandLine(child).contains("/events"))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            assertThat(commandLine(curl)).contains("curl").doesNotContain(key);
            assertThat(commandLine(process.toHandle())).doesNotContain(key);
            assertThat(Files.readString(Path.of("/proc", String.valueOf(curl.pid()), "environ")))
                    .doesNotContain(key);
        } finally {
            release.countDown();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void timesOut() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        eval.registry.model(TEAM, "endless", 1, 0);
        eval.gateway.model("registry:endless@1", call -> {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return EvalUnderTest.rightFor(100, call);
        });
        Ran ran = run("--suite", "tiny", "--model", "endless@1", "--timeout", "2");
        release.countDown();
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).contains("no verdict within 2 seconds");
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static Ran run(String... arguments) throws Exception {
        Process process = start(List.of(arguments));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private static Process start(List<String> arguments) throws IOException {
        return start(arguments, UnaryOperator.identity());
    }

    private static Process start(List<String> arguments, UnaryOperator<List<String>> wrapped) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", Repository.root().resolve("deploy/ci/eval-gate").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(wrapped.apply(command)).redirectErrorStream(true);
        builder.environment().put("PLUMBLINE_EVAL_URL", eval.service.url() + "/");
        builder.environment().put("PLUMBLINE_API_KEY", key);
        builder.environment().remove("GITHUB_SHA");
        builder.environment().remove("CI_COMMIT_SHA");
        return builder.start();
    }
}
