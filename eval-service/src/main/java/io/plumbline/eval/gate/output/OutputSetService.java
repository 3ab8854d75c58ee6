package io.plumbline.eval.gate.output;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Receives outputs for the dataset version of a suite. A file is stored whole or not at all.
@Service
public class OutputSetService {

    /// Each holds a connection while it is stored.
    private static final int MAX_AT_ONCE = 2;

    private static final int MAX_OUTPUTS = 1_000_000;
    private static final int BATCH = 500;

    private final OutputSetStore store;
    private final SuiteCatalog suites;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    OutputSetService(
            OutputSetStore store,
            SuiteCatalog suites,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.suites = suites;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// @throws ProblemException 404 if there is no such suite that the caller may run; 400 `invalid-outputs`;
    ///     429 if too many are running
    OutputSet receive(String suiteName, OutputFormat format, @Nullable String source, InputStreamSource file) {
        SuiteView suite = suites.get(suiteName);
        if (!Callers.current().may(Permission.GATE_RUN, suite.team())) {
            throw RequestProblem.NOT_FOUND.because("No suite with this name exists that you can run.");
        }
        if (!places.tryAcquire()) {
            throw OutputProblem.TOO_MANY_OUTPUT_UPLOADS.because("Wait for other uploads to end and try again.");
        }
        try {
            return Objects.requireNonNull(transactions.execute(_ -> store(suite, format, source, file)));
        } catch (DuplicateKeyException e) {
            throw OutputProblem.INVALID_OUTPUTS.because(
                    "Nothing was stored. A record has two outputs of the same repeat.");
        } finally {
            places.release();
        }
    }

    private OutputSet store(SuiteView suite, OutputFormat format, @Nullable String source, InputStreamSource file) {
        UUID id = ids.next();
        Batches batches = new Batches(id, suite.team());
        try (InputStream stream = file.getInputStream()) {
            new OutputReader(format, batches::add).read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an upload that was received", e);
        }
        batches.flush();
        if (batches.count == 0) {
            throw OutputProblem.INVALID_OUTPUTS.because("The file has no outputs.");
        }
        OutputSet set = new OutputSet(
                id,
                suite.team(),
                suite.document().dataset(),
                format,
                source,
                batches.count,
                "sha256:" + HexFormat.of().formatHex(batches.digest.digest()),
                Callers.current().id(),
                clock.instant());
        store.insert(set);
        trail.append(AuditEntry.of(OutputAction.RECEIVED, set.team(), "output-set", id.toString())
                .with("dataset", set.dataset())
                .with("format", format.wireName())
                .with("outputs", set.outputs())
                .with("digest", set.digest()));
        return set;
    }

    /// @throws ProblemException 404
    public OutputSet get(UUID id) {
        return store.find(id)
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No outputs with this id exist that you can access."));
    }

    /// Collects outputs into batches. Not thread-safe.
    private final class Batches {

        private final UUID set;
        private final String team;
        private final MessageDigest digest = sha256();
        private final List<ReceivedOutput> batch = new ArrayList<>(BATCH);
        private int count;

        Batches(UUID set, String team) {
            this.set = set;
            this.team = team;
        }

        void add(ReceivedOutput output) {
            if (++count > MAX_OUTPUTS) {
                throw OutputProblem.INVALID_OUTPUTS.because("A file may hold " + MAX_OUTPUTS + " outputs at most.");
            }
            Map<String, Object> canonical = new HashMap<>();
            canonical.put("id", output.record());
            canonical.put("repeat", output.repeat());
            canonical.put(
                    output.output() == null ? "error" : "output",
                    Objects.requireNonNullElse(output.output(), Objects.requireNonNullElse(output.error(), "")));
            try {
                digest.update(CanonicalJson.bytes(canonical));
            } catch (IllegalArgumentException e) {
                throw OutputProblem.INVALID_OUTPUTS.because("Output " + count + " has an unpaired surrogate.");
            }
            digest.update((byte) '\n');
            batch.add(output);
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                store.insert(set, team, batch);
                batch.clear();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
