package io.plumbline.registry.dataset;

import io.plumbline.audit.UuidV7;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.dataset.file.DatasetFormat;
import io.plumbline.registry.dataset.file.DatasetProblem;
import io.plumbline.registry.dataset.file.FileScanner;
import io.plumbline.registry.dataset.file.FileScanner.FileSummary;
import io.plumbline.registry.dataset.file.RecordReader;
import io.plumbline.registry.dataset.file.RecordRedactor;
import io.plumbline.registry.dataset.file.RedactedCopy;
import io.plumbline.registry.dataset.file.UploadRedaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores uploads. A file is read twice: first to validate, count and digest it without a connection, then to
/// store it in one transaction. An invalid file therefore costs the database nothing and leaves nothing, and
/// neither pass holds more than a batch of records. The dataset is locked for its next number only after the
/// records are written.
@Service
class DatasetUploadService {

    /// Each upload holds a connection while it stores; requests need the others.
    private static final int MAX_AT_ONCE = 4;

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
    /// @param redaction null to store the records unchanged
    DatasetVersion upload(
            String name,
            @Nullable String team,
            DatasetFormat format,
            InputStreamSource file,
            @Nullable UploadRedaction redaction) {
        if (!places.tryAcquire()) {
            throw DatasetProblem.TOO_MANY_UPLOADS.because("Wait for other uploads to end and try again.");
        }
        try {
            return redaction == null ? asItIs(name, team, format, file) : redacted(name, team, format, file, redaction);
        } finally {
            places.release();
        }
    }

    private DatasetVersion asItIs(String name, @Nullable String team, DatasetFormat format, InputStreamSource file) {
        FileScanner census = new FileScanner(guard, null);
        read(format, file, census);
        FileSummary found = census.result();
        return transactions.execute(_ -> store(name, team, sink -> read(format, file, sink), found, null));
    }

    private DatasetVersion redacted(
            String name,
            @Nullable String team,
            DatasetFormat format,
            InputStreamSource file,
            UploadRedaction redaction) {
        try (RedactedCopy copy = new RedactedCopy(new RecordRedactor(guard, redaction.operator()))) {
            FileScanner census = new FileScanner(guard, copy);
            read(format, file, census);
            FileSummary found = census.result();
            return transactions.execute(_ -> store(name, team, copy::replay, found, redaction));
        }
    }

    private DatasetVersion store(
            String name,
            @Nullable String team,
            Consumer<RecordReader.Sink> source,
            FileSummary census,
            @Nullable UploadRedaction redaction) {
        Dataset dataset = catalog.findOrCreate(name, team);
        UUID id = ids.next();
        RecordStore.Writer writer = records.writer(id, dataset.team());
        source.accept(writer);
        writer.flush();
        DatasetVersion version = catalog.register(id, dataset, census, redaction);
        AuditEntry entry = AuditEntry.of(DatasetAction.UPLOADED, dataset.team(), "dataset-version", name)
                .version(version.number())
                .with("records", census.records())
                .with("digest", census.digest())
                .with("personalData", census.personalData())
                .with("secrets", census.secrets());
        trail.append(redaction == null ? entry : entry.with("redaction", redaction.wireName()));
        return version;
    }

    private static void read(DatasetFormat format, InputStreamSource file, RecordReader.Sink sink) {
        try (InputStream stream = file.getInputStream()) {
            format.reader().read(stream, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an upload that was received", e);
        }
    }
}
