package io.plumbline.bench.figure;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The figures of one run of `bench`, as stored in a file.
///
/// @param format [#FORMAT]; a file of another format is rejected rather than misread
/// @param brief  whether the run was only a functional check; such figures are not comparable
public record Report(int format, Instant time, boolean brief, Machine machine, List<Result> results) {

    public static final int FORMAT = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public Report {
        results = List.copyOf(results);
    }

    /// @throws CannotContinue if it is not such a file
    public static Report read(Path file) {
        try {
            Report report = JSON.readValue(Files.readString(file), Report.class);
            if (report.format() != FORMAT) {
                throw new CannotContinue("%s has format %d; this Plumbline compares with format %d."
                        .formatted(file, report.format(), FORMAT));
            }
            return report;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new CannotContinue("%s is not a file that ./plumbline bench wrote.".formatted(file), e);
        }
    }

    /// @throws CannotContinue if the file cannot be written
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new CannotContinue("The figures could not be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }

    public Optional<Result> of(String benchmark) {
        return results.stream()
                .filter(result -> result.benchmark().equals(benchmark))
                .findFirst();
    }

    /// In one line, for people: time and machine.
    public String text() {
        return "%s, %s%s".formatted(time, machine.text(), brief ? ", brief" : "");
    }
}
