package io.plumbline.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole stack, in a home and on ports of its own, as `./plumbline demo` starts it: started once for all
/// tests of this JVM, stopped when it ends.
public final class RunningStack {

    private static final String MAIN = "io.plumbline.standalone.Standalone";
    private static final String BENCH = "io.plumbline.bench.Bench";
    private static final Duration LONGEST = Duration.ofMinutes(6);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Two stacks fit on one machine only if one of them gets other ports.
    private static final String PORT_BASE =
            Objects.requireNonNullElse(System.getenv("PLUMBLINE_TEST_PORT_BASE"), "18080");
    private static final Path HOME = Path.of("target", "e2e-home").toAbsolutePath();

    /// The folder that connectors may read.
    public static final Path HANDBOOKS = Path.of("target", "e2e-handbooks").toAbsolutePath();

    private static @Nullable RunningStack instance;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String story;
    private final JsonNode credentials;

    private RunningStack() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("down")));
        run("down", "--purge");
        story = tell();
        credentials = JSON.readTree(HOME.resolve("credentials.json").toFile());
    }

    public static synchronized RunningStack get() {
        if (instance == null) {
            instance = new RunningStack();
        }
        return instance;
    }

    /// What the first telling of the demo said.
    String story() {
        return story;
    }

    /// Tells the demo, and gives back what it said.
    ///
    /// @throws IllegalStateException when it does not end well
    String tell() {
        Ended ended = run("demo");
        if (ended.exitCode() != 0) {
            throw new IllegalStateException("the demo ended with " + ended.exitCode() + ":\n" + ended.output());
        }
        return ended.output();
    }

    /// How a command ended.
    public record Ended(int exitCode, String output) {}

    /// Runs a command of `./plumbline` as the script does.
    public static Ended run(String... arguments) {
        return runAt(HOME, arguments);
    }

    /// The same for another home than this stack's.
    static Ended runAt(Path home, String... arguments) {
        try {
            Files.createDirectories(home.getParent());
            return run(home, new ProcessBuilder(command(arguments)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The command that `./plumbline` ends in, with its options for the JVM.
    public static List<String> command(String... arguments) {
        List<String> words = List.of(arguments);
        boolean measures = !words.isEmpty() && words.getFirst().equals("bench");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + BuiltLib.FOLDER.resolve((measures ? "bench" : "tool") + ".options"),
                "-cp",
                BuiltLib.FOLDER + "/*",
                measures ? BENCH : MAIN));
        command.addAll(measures ? words.subList(1, words.size()) : words);
        return command;
    }

    /// Runs a process that knows where this stack is.
    static Ended run(ProcessBuilder builder) {
        return run(HOME, builder);
    }

    private static Ended run(Path home, ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile(home.getParent(), "output", ".txt");
            Map<String, String> environment = builder.environment();
            environment.put("PLUMBLINE_HOME", home.toString());
            environment.put("PLUMBLINE_PORT_BASE", PORT_BASE);
            environment.put(
                    "PLUMBLINE_REGISTRY_CONNECTORS_FOLDERS_0",
                    Files.createDirectories(HANDBOOKS).toString());
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "no end of " + builder.command().getLast() + ":\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static Path home() {
        return HOME;
    }

    /// A member of `credentials.json`.
    public String credential(String name) {
        return credentials.path(name).asString();
    }

    public String url(String service) {
        return credential(service + "Url");
    }

    /// Asks as the administrator.
    public JsonNode get(String service, String path) {
        return JSON.readTree(text(service, path, "application/json"));
    }

    /// Asks as the administrator, for a text.
    String text(String service, String path, String accept) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url(service) + path))
                .header("Authorization", "Bearer " + credential("adminApiKey"))
                .header("Accept", accept)
                .build());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
