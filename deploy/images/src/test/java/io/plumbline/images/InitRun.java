package io.plumbline.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.standalone.layout.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs init on a folder in place of a deployment's volumes: its input, and its results.
final class InitRun {

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    InitRun(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("handover/postgres"));
        for (Service service : Service.values()) {
            Files.createDirectories(handed(service));
        }
    }

    /// Sets a variable for later runs.
    void tell(String variable, String value) {
        environment.put(variable, value);
    }

    /// The files handed to a service.
    Path handed(Service service) {
        return folder.resolve("handover").resolve(service.id());
    }

    /// A successful run.
    ///
    /// @return its output
    String run(String word) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(run(out, List.of(word))).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    /// @return its exit status
    int run(List<String> words) {
        return run(new ByteArrayOutputStream(), words);
    }

    private int run(ByteArrayOutputStream out, List<String> words) {
        return new InitCommand(folder, environment, new PrintStream(out, true, StandardCharsets.UTF_8)).run(words);
    }
}
