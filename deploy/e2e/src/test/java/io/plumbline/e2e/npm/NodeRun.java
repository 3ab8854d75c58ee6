package io.plumbline.e2e.npm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The scripts of `src/test/npm` in a folder of their own, with the packages that their lock names.
final class NodeRun {

    private static final Path SCRIPTS = Path.of("src", "test", "npm").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "npm-clients").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofMinutes(8);
    private static final String MISSING =
            "The clients from npm take Node 20 or later and npm (on Debian the packages nodejs and npm): ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NodeRun() {}

    /// What came of a case.
    ///
    /// @param error what was wrong; empty when nothing was
    record Case(String client, String name, boolean isOk, String error) {

        static Case of(JsonNode line) {
            return new Case(
                    line.path("client").asString(),
                    line.path("case").asString(),
                    line.path("ok").asBoolean(),
                    line.path("error").asString(""));
        }
    }

    /// Installs what they need.
    ///
    /// @throws IllegalStateException when Node is not there, or npm's registry
    static NodeRun prepare() {
        require("node");
        require("npm");
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            Files.createDirectories(FOLDER);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of());
        return new NodeRun();
    }

    private static void require(String program) {
        try {
            new ProcessBuilder(program, "--version").start().waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(MISSING + "there is no " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Runs all cases.
    ///
    /// @throws IllegalStateException when they do not come to their end
    List<Case> run(Map<String, String> environment) {
        return execute(List.of("node", "run.mjs"), environment)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .map(Case::of)
                .toList();
    }

    private static String execute(List<String> command, Map<String, String> environment) {
        Path output = FOLDER.resolve(command.getFirst() + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end of " + command + ":\n" + Files.readString(output));
            }
            String said = Files.readString(output);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + ":\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
