package io.plumbline.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.e2e.DatasetForm;
import io.plumbline.e2e.RunningStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A stack with a process for each service, in a home and on ports of its own, whose processes can be killed and
/// stopped. Its journal is small, so that it is full soon, and its patience with providers is short.
final class FaultyStack implements AutoCloseable {

    static final List<String> SERVICES = List.of("governance", "registry", "gateway", "eval", "monitoring");
    /// What the supervisor is called in the records of the stack.
    static final String SUPERVISOR = "plumbline";
    static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(4);

    private static final Path HOME = Path.of("target", "faults-home").toAbsolutePath();
    private static final String PORT_BASE = "18600";
    private static final Duration LONGEST_COMMAND = Duration.ofMinutes(6);
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PLUMBLINE_HOME",
            HOME.toString(),
            "PLUMBLINE_PORT_BASE",
            PORT_BASE,
            "PLUMBLINE_GATEWAY_AUDIT_MAXPENDING",
            "1536KB",
            "PLUMBLINE_GATEWAY_AUDIT_SEGMENTSIZE",
            "256KB",
            "PLUMBLINE_GATEWAY_UPSTREAM_RESPONSETIMEOUT",
            RESPONSE_TIMEOUT.toSeconds() + "s");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final Thread stopAtTheEnd = new Thread(() -> run("down"));
    private final JsonNode credentials;

    private FaultyStack() {
        Runtime.getRuntime().addShutdownHook(stopAtTheEnd);
        succeed("down", "--purge");
        succeed("up", "--detach", "--processes");
        credentials = Question.JSON.readTree(HOME.resolve("credentials.json").toFile());
    }

    static FaultyStack start() {
        return new FaultyStack();
    }

    /// Keeps the logs for whoever wants to know.
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stopAtTheEnd);
        run("down");
    }

    // --- Commands

    String succeed(String... arguments) {
        RunningStack.Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    RunningStack.Ended run(String... arguments) {
        try {
            Files.createDirectories(HOME.getParent());
            Path output = Files.createTempFile(HOME.getParent(), "faults", ".txt");
            ProcessBuilder builder = new ProcessBuilder(RunningStack.command(arguments));
            builder.environment().putAll(ENVIRONMENT);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LONGEST_COMMAND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end of " + arguments[0] + ":\n" + Files.readString(output));
            }
            return new RunningStack.Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // --- Processes

    /// The process of that name, as the stack has it on record.
    ProcessHandle process(String name) {
        try {
            long pid = name.equals("postgres")
                    ? Long.parseLong(Files.readAllLines(HOME.resolve("data/postgres/postmaster.pid"))
                            .getFirst()
                            .strip())
                    : Question.JSON
                            .readTree(
                                    HOME.resolve("run").resolve(name + ".json").toFile())
                            .path("pid")
                            .asLong();
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether another process has taken the place of one that was killed.
    boolean isReplaced(String name, ProcessHandle killed) {
        try {
            ProcessHandle now = process(name);
            return now.pid() != killed.pid() && now.isAlive();
        } catch (RuntimeException e) {
            // Its record is being written.
            return false;
        }
    }

    /// Sends a signal to all processes of the database server.
    void signalPostgres(String signal) {
        ProcessHandle postmaster = process("postgres");
        List<String> pids = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .map(process -> Long.toString(process.pid()))
                .toList();
        try {
            // A backend may end in between, then kill says so.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + String.join(" ", pids))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isReady() {
        return SERVICES.stream().allMatch(this::isReady);
    }

    /// What each service says of its readiness: a status, or 0 when it says nothing.
    int readiness(String service) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(url(service) + "/actuator/health/readiness"))
                                    .timeout(Duration.ofSeconds(3))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private boolean isReady(String service) {
        return readiness(service) == 200;
    }

    // --- Requests of the administrator

    /// How something was refused, and after what time.
    record Refusal(int status, String problem, Duration took) {

        @Override
        public String toString() {
            return "%d %s after %d ms".formatted(status, problem, took.toMillis());
        }
    }

    /// Asks a service for something that it has in the database.
    Refusal refusal(String service, String path) {
        long began = System.nanoTime();
        Answer answer = get(service, path);
        return new Refusal(
                answer.status(), answer.body().path("type").asString(""), Duration.ofNanos(System.nanoTime() - began));
    }

    record Answer(int status, JsonNode body) {

        JsonNode expect(Integer... statuses) {
            assertThat(status).as("%s", body).isIn((Object[]) statuses);
            return body;
        }
    }

    Answer get(String service, String path) {
        return send(service, path, "GET", null);
    }

    Answer post(String service, String path, Map<String, ?> body) {
        return send(service, path, "POST", Question.JSON.writeValueAsString(body));
    }

    Answer put(String service, String path, Map<String, ?> body) {
        return send(service, path, "PUT", Question.JSON.writeValueAsString(body));
    }

    /// Uploads a file of lines as the next version of a dataset.
    Answer upload(String path, String team, String lines) {
        return exchange(request("registry", path)
                .header("Content-Type", DatasetForm.CONTENT_TYPE)
                .POST(DatasetForm.of(team, lines)));
    }

    private Answer send(String service, String path, String method, @Nullable String body) {
        return exchange(request(service, path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(URI.create(url(service) + path))
                .timeout(Duration.ofSeconds(60))
                .header(
                        "Authorization",
                        "Bearer " + credentials.path("adminApiKey").asString());
    }

    private Answer exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? Question.JSON.nullNode() : Question.JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String url(String service) {
        return credentials.path(service + "Url").asString();
    }

    URI gateway() {
        return URI.create(url("gateway"));
    }
}
