package io.plumbline.registry.finetuning;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.DatasetCatalog;
import io.plumbline.registry.finetuning.plan.TrainingForm;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import io.plumbline.registry.finetuning.plan.TrainingRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads dataset versions as training material.
@Component
class TrainingData {

    /// The most records of one version that a job reads.
    static final int MOST = 500_000;

    private static final int MAX_FAULTS = 20;

    private final DatasetCatalog datasets;
    private final JsonMapper json;

    TrainingData(DatasetCatalog datasets, JsonMapper json) {
        this.datasets = datasets;
        this.json = json;
    }

    /// Reads all records of a version, and reports the first 20 that are not suitable by their lines.
    ///
    /// @param pointer where the version is named in the request
    /// @return the characters of the records that are suitable
    /// @throws ProblemException 409 if the policy blocks the version
    @Transactional(readOnly = true)
    long check(String version, TrainingMethod method, String pointer, ProblemException problem) {
        VersionReference reference = VersionReference.parse(version);
        if (!datasets.has(reference)) {
            problem.at(pointer, "is not a version of one of your datasets");
            return 0;
        }
        datasets.requireUsable(reference);
        DatasetCatalog.AuditedVersion found = datasets.audited(reference);
        if (found.records() > MOST) {
            problem.at(pointer, "has more than " + MOST + " records");
            return 0;
        }
        Census census = new Census(method, pointer, problem);
        datasets.first(found.id(), MOST, census::add);
        return census.characters;
    }

    /// Counts records. Not thread-safe.
    private static final class Census {

        private final TrainingMethod method;
        private final String pointer;
        private final ProblemException problem;
        private int line;
        private int faults;
        private long characters;

        private Census(TrainingMethod method, String pointer, ProblemException problem) {
            this.method = method;
            this.pointer = pointer;
            this.problem = problem;
        }

        private void add(JsonNode record) {
            line++;
            String fault = TrainingRecord.fault(record, method).orElse(null);
            if (fault == null) {
                characters += TrainingRecord.of(record, method)
                        .line(TrainingForm.TRL)
                        .toString()
                        .length();
            } else if (faults++ < MAX_FAULTS) {
                problem.at(pointer, "line " + line + " " + fault);
            }
        }
    }

    /// Writes the records of a version to a new file, which the caller deletes.
    @Transactional(readOnly = true)
    Path file(UUID version, TrainingMethod method, TrainingForm form) {
        try {
            Path file = Files.createTempFile("plumbline-training", ".jsonl");
            try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                datasets.first(version, MOST, record -> write(record, method, form, writer));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonNode record, TrainingMethod method, TrainingForm form, BufferedWriter writer) {
        try {
            writer.write(
                    json.writeValueAsString(TrainingRecord.of(record, method).line(form)));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the id of a version.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    UUID id(String version) {
        return datasets.audited(VersionReference.parse(version)).id();
    }
}
