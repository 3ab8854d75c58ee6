package io.plumbline.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.testkit.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `deploy/ci/eval-gate` makes of a service that does not give its reports, or breaks off: the verdict that
/// it has said is what the pipeline ends by.
class EvalGateReportsTest {

    private static final String MARKDOWN = "## FAIL\n\n| Check | Outcome |\n|---|---|\n| exactMatch.floor | FAIL |\n";
    private static final int BROKEN_OFF = -1;
    private static final int NEVER = -2;

    @TempDir
    private Path folder;

    private HttpServer server;

    /// What is answered to the next requests for the gate, and for a report; 200 when there is nothing left.
    private final Queue<Integer> gates = new ConcurrentLinkedQueue<>();

    private final Queue<Integer> reports = new ConcurrentLinkedQueue<>();

    /// Of all reports from then on.
    private volatile int always = 200;

    private volatile String verdict = "FAIL";

    /// To the request that opens the gate.
    private volatile int opened = 202;

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/events")) {
            write(exchange, 200, "event: end\n\n");
        } else if (path.endsWith("/report")) {
            asked.incrementAndGet();
            Integer next = reports.poll();
            write(exchange, next == null ? always : next, MARKDOWN);
        } else if (exchange.getRequestMethod().equals("POST")) {
            write(exchange, opened, "{\"id\":\"g-1\",\"status\":\"QUEUED\"}");
        } else {
            Integer next = gates.poll();
            write(
                    exchange,
                    next == null ? 200 : next,
                    "{\"id\":\"g-1\",\"status\":\"DONE\",\"verdict\":\"" + verdict + "\",\"counts\":true}");
        }
    }

    private void write(HttpExchange exchange, int status, String body) throws IOException {
        if (status == NEVER) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean broken = status == BROKEN_OFF;
        exchange.sendResponseHeaders(broken ? 200 : status, broken ? bytes.length + 100 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"FAIL, 503, 1", "FAIL, 429, 1", "FAIL, 404, 1", "FAIL, -1, 1", "PASS, 503, 0", "INCONCLUSIVE, 503, 2"})
    void exitsByTheVerdictIfNoReportIsAvailable(String said, int status, int exit) throws Exception {
        verdict = said;
        always = status;
        Path junit = Files.writeString(folder.resolve("gate.xml"), "of an earlier run");

        Ran ran = run("--junit", junit.toString());

        assertThat(ran.status()).as(ran.output()).isEqualTo(exit);
        assertThat(ran.output())
                .contains("\n" + said + "\n", "warning: no report as application/xml: ")
                .doesNotContain("| exactMatch.floor");
        assertThat(junit).doesNotExist();
        assertThat(names()).isEmpty();
    }

    @Test
    void retriesATransientReportAndKeepsNoPartialOne() throws Exception {
        reports.addAll(List.of(503, BROKEN_OFF, 429, 200, 500));
        Path junit = folder.resolve("gate.xml");

        Ran ran = run("--junit", junit.toString());

        assertThat(ran.status()).as(ran.output()).isEqualTo(1);
        assertThat(ran.output()).contains("| exactMatch.floor | FAIL |").doesNotContain("warning");
        assertThat(junit).hasContent(MARKDOWN);
        assertThat(names()).containsExactly("gate.xml");
    }

    @Test
    void retriesATruncatedVerdict() throws Exception {
        gates.addAll(List.of(BROKEN_OFF, 503));
        assertThat(run().status()).isEqualTo(1);
        assertThat(gates).isEmpty();
    }

    @Test
    void callsNothingIfAReportCannotBeWritten() throws Exception {
        Ran ran = run("--junit", folder + "/absent/gate.xml");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.output()).contains("cannot write").doesNotContain("gate g-1");
    }

    @Test
    void writesNoReportWithoutAVerdict() throws Exception {
        opened = 400;
        Files.writeString(folder.resolve("gate.md"), "of an earlier run");

        Ran ran = run("--sarif", folder + "/gate.sarif", "--markdown", folder + "/gate.md");

        assertThat(ran.status()).as(ran.output()).isEqualTo(2);
        assertThat(ran.output()).contains("the gate was refused: HTTP 400");
        assertThat(names()).isEmpty();
    }

    @Test
    @Timeout(60)
    void boundsTheTotalWaitForReports() throws Exception {
        always = NEVER;
        environment.put("EVAL_GATE_REPORT_SECONDS", "1");

        Ran ran = run("--junit", folder + "/gate.xml", "--html", folder + "/gate.html");

        assertThat(ran.status()).as(ran.output()).isEqualTo(1);
        assertThat(ran.output())
                .contains("\nFAIL\n", "warning: no report as application/xml: ", "warning: no report as text/html: ");
        assertThat(names()).isEmpty();
    }

    @Test
    void writesAReportEvenIfTheOutputIsAFile() throws Exception {
        Path log = folder.resolve("log");

        assertThat(start(ProcessBuilder.Redirect.to(log.toFile()), "--markdown", "/dev/stdout")
                        .waitFor())
                .isEqualTo(1);

        assertThat(log)
                .content()
                .startsWith("gate g-1")
                .containsOnlyOnce("\nFAIL\n")
                .contains("/gates/g-1\n" + MARKDOWN);
        assertThat(Path.of("/dev/stdout")).isSymbolicLink();
    }

    /// `mktemp` names a folder that is not there, which is for curl as a disk that is full.
    @Test
    void requestsAnUnwritableReportOnce() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Path mktemp = Files.writeString(tools.resolve("mktemp"), "#!/bin/sh\necho '" + tools + "/absent'\n");
        assertThat(mktemp.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", tools + ":" + System.getenv("PATH"));

        Ran ran = run("--junit", folder + "/gate.xml");

        assertThat(ran.status()).as(ran.output()).isEqualTo(1);
        assertThat(ran.output()).contains("no report as application/xml: it cannot be written to");
        assertThat(asked).as("and for the table of the checks").hasValue(2);
        assertThat(names()).containsExactly("tools");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private record Ran(int status, String output) {}

    private Ran run(String... arguments) throws IOException, InterruptedException {
        Process process = start(ProcessBuilder.Redirect.PIPE, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private Process start(ProcessBuilder.Redirect into, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                Repository.root().resolve("deploy/ci/eval-gate").toString(),
                "--suite",
                "faq",
                "--model",
                "bot@2",
                "--timeout",
                "60"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(into);
        builder.environment()
                .put(
                        "PLUMBLINE_EVAL_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort());
        builder.environment().put("PLUMBLINE_API_KEY", "plk_key");
        builder.environment().put("EVAL_GATE_PAUSE", "0");
        builder.environment().putAll(environment);
        return builder.start();
    }
}
