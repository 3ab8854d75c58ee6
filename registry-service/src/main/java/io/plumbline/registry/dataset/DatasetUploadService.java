package io.plumbline.registry.dataset;

import io.plumbline.audit.UuidV7;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.dataset.file.DatasetProblem;
import io.plumbline.registry.dataset.file.FileScanner;
import io.plumbline.registry.dataset.file.FileScanner.FileSummary;
import io.plumbline.registry.dataset.file.RecordFile;
import io.plumbline.registry.dataset.file.RecordReader;
import io.plumbline.registry.dataset.file.RecordRedactor;
import io.plumbline.registry.dataset.file.RedactedCopy;
import io.plumbline.registry.dataset.file.UploadRedaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Stores uploads. A file is read twice: first to validate, count and digest it without a connection, then to
/// store it in one transaction. An invalid file therefore costs the database nothing and leaves nothing, and
/// neither pass holds more than a batch of records. The dataset is locked for its next number only after the
/// records are written.
@Service
class DatasetUploadService {

    /// Each upload holds a connection while it stores; requests need the others.
    private static final int MAX_AT_ONCE = 4;

    private static final Pattern LINE = Pattern.compile("/lines/(\\d+)(.*)");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatasetCatalog catalog;
    private final RecordStore records;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final TransactionTemplate transactions;
    private final GuardEngine guard =
            GuardEngine.standard(MiniLmEncoder.shared().onDemand());
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    DatasetUploadService(
            DatasetCatalog catalog,
            RecordStore records,
            AuditTrail trail,
            UuidV7 ids,
            PlatformTransactionManager transactionManager) {
        this.catalog = catalog;
        this.records = records;
        this.trail = trail;
        this.ids = ids;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// Stores a file as the next version of a dataset, which is created if missing.
    ///
    /// @throws ProblemException 400 `invalid-dataset`; 409 if the name belongs to another team; 429 if too many
    ///     uploads are running
    ///
    /// @param file gives the file; called only if the upload may run
    /// @param redaction null to store the records unchanged
    DatasetVersion upload(
            String name, @Nullable String team, Supplier<RecordFile> file, @Nullable UploadRedaction redaction) {
        return inPlace(() -> stored(new Target(name, team, null), file.get(), redaction));
    }

    /// Stores the records of the newest version, followed by more, as the next version.
    ///
    /// @param redaction applied to all records; null for that of the newest version
    /// @throws ProblemException 404 if there is no version; 400 `invalid-dataset` with the place in the added
    ///     records; 409 if another version was uploaded meanwhile; 429 if too many uploads are running
    DatasetVersion append(String name, List<Map<String, @Nullable Object>> added, @Nullable UploadRedaction redaction) {
        catalog.get(name);
        DatasetVersion base = catalog.newest(name)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("Upload the first version as a file."));
        return inPlace(() -> {
            Path joined = joined(base, added);
            try {
                return stored(
                        new Target(name, null, base),
                        RecordFile.lines(() -> Files.newInputStream(joined)),
                        redaction == null ? base.redaction() : redaction);
            } catch (ProblemException e) {
                throw inAddedRecords(e, base.records());
            } finally {
                delete(joined);
            }
        });
    }

    /// Where the records are stored.
    ///
    /// @param base the version that they extend; null for none
    private record Target(
            String name, @Nullable String team, @Nullable DatasetVersion base) {}

    private <T> T inPlace(Supplier<T> upload) {
        if (!places.tryAcquire()) {
            throw DatasetProblem.TOO_MANY_UPLOADS.because("Wait for other uploads to end and try again.");
        }
        try {
            return upload.get();
        } finally {
            places.release();
        }
    }

    /// Writes the records of a version and more into a private file, as JSONL.
    private Path joined(DatasetVersion base, List<Map<String, @Nullable Object>> added) {
        try {
            Path file = Files.createTempFile("plumbline-append", ".jsonl"); // readable by its owner alone
            try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
                transactions.executeWithoutResult(_ -> records.replay(base.getId(), lines::println));
                added.forEach(record -> lines.println(JSON.writeValueAsString(record)));
                if (lines.checkError()) {
                    throw new IOException("no space");
                }
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the records of a version", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the records of a version", e);
        }
    }

    /// Converts the lines of errors into places in the added records: `/lines/8/input` into `/records/0/input`.
    private static ProblemException inAddedRecords(ProblemException problem, long before) {
        if (problem.type() != DatasetProblem.INVALID_DATASET) {
            return problem;
        }
        ProblemException translated = DatasetProblem.INVALID_DATASET.because("Nothing was stored.");
        for (ProblemException.InputError error : problem.errors()) {
            Matcher line = LINE.matcher(error.pointer());
            translated.at(
                    line.matches()
                            ? "/records/" + (Long.parseLong(line.group(1)) - before - 1) + line.group(2)
                            : error.pointer(),
                    error.message());
        }
        return translated;
    }

    /// Checks a file, and compares it with the newest version.
    ///
    /// @param golden whether the dataset is to be golden; null if that stays
    /// @throws ProblemException as `upload`
    UploadCheck check(
            String name, Supplier<RecordFile> file, @Nullable UploadRedaction redaction, @Nullable Boolean golden) {
        return inPlace(() -> {
            boolean forGates = golden == null ? catalog.isGolden(name) : golden;
            FileSummary found;
            if (redaction == null) {
                found = scanned(file.get(), forGates, null);
            } else {
                try (RedactedCopy copy = new RedactedCopy(new RecordRedactor(guard, redaction.operator()))) {
                    found = scanned(file.get(), forGates, copy);
                }
            }
            Optional<DatasetVersion> newest = catalog.newest(name);
            return new UploadCheck(
                    found.records(),
                    found.digest(),
                    found.personalData(),
                    found.secrets(),
                    newest.map(DatasetVersion::number).orElse(0),
                    newest.map(version -> version.digest().equals(found.digest()))
                            .orElse(false));
        });
    }

    private DatasetVersion stored(Target target, RecordFile file, @Nullable UploadRedaction redaction) {
        boolean golden = catalog.isGolden(target.name());
        if (redaction == null) {
            FileSummary found = scanned(file, golden, null);
            return transactions.execute(_ -> store(target, file::read, found, null));
        }
        try (RedactedCopy copy = new RedactedCopy(new RecordRedactor(guard, redaction.operator()))) {
            FileSummary found = scanned(file, golden, copy);
            return transactions.execute(_ -> store(target, copy::replay, found, redaction));
        }
    }

    private FileSummary scanned(RecordFile file, boolean golden, @Nullable RedactedCopy copy) {
        FileScanner census = new FileScanner(guard, file, copy, golden);
        file.read(census);
        return census.result();
    }

    private DatasetVersion store(
            Target target,
            Consumer<RecordReader.Sink> source,
            FileSummary census,
            @Nullable UploadRedaction redaction) {
        Dataset dataset = catalog.findOrCreate(target.name(), target.team());
        UUID id = ids.next();
        RecordStore.Writer writer = records.writer(id, dataset.team());
        source.accept(writer);
        writer.flush();
        DatasetVersion version = catalog.register(id, dataset, census, redaction, target.base());
        AuditEntry entry = AuditEntry.of(DatasetAction.UPLOADED, dataset.team(), "dataset-version", target.name())
                .version(version.number())
                .with("records", census.records())
                .with("digest", census.digest())
                .with("personalData", census.personalData())
                .with("secrets", census.secrets());
        trail.append(redaction == null ? entry : entry.with("redaction", redaction.wireName()));
        return version;
    }
}
