package io.plumbline.audit.verification;

import io.plumbline.audit.expiry.LostPayloads;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Verifies the whole log in one pass over a snapshot: each event matches its leaf, leaves have no gaps and yield
/// every fixed root, checkpoints are signed, and no event is outside the log. It also verifies that nothing hides
/// an event: that columns, subjects and payloads match the bytes, and that the schema's safeguards are in place.
/// It detects a changed row, whatever rights the attacker had, and locates it as precisely as the change permits.
/// An event changed together with its leaf is located to its batch.
///
/// The database alone cannot show whether the end of the log was removed together with all references to it. Pass
/// externally stored checkpoints to detect that.
///
/// It runs in its own read-only transaction under a role that sees every team (a worker in `audit_read`).
/// Thread-safe.
public final class AuditVerification {
    /// Maximum number of findings of each kind in a report; all are counted.
    public static final int MAX_FINDINGS = 100;

    private final String origin;
    private final List<NoteVerifier> verifiers;
    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    /// @param origin name of the log
    /// @param verifiers keys whose signatures count: the current key and its predecessors
    public AuditVerification(DataSource dataSource, String origin, List<NoteVerifier> verifiers) {
        this.origin = origin;
        this.verifiers = List.copyOf(verifiers);
        this.jdbc = JdbcClient.create(dataSource);
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setReadOnly(true);
    }

    public VerificationReport verify() {
        return verify(List.of());
    }

    /// @param remembered signed checkpoints stored outside the database
    /// @throws IllegalArgumentException if one belongs to another log or is not signed by a known key
    public VerificationReport verify(List<SignedNote> remembered) {
        List<Checkpoint> trusted = remembered.stream().map(this::trusted).toList();
        return Objects.requireNonNull(snapshot.execute(status -> {
            LogReader log = new LogReader(jdbc);
            Findings findings = new Findings(MAX_FINDINGS);
            FixedRoots roots = new FixedRoots(log, origin, verifiers, trusted, findings);
            PayloadCheck payloads = new PayloadCheck(log, new LostPayloads(jdbc));
            return new VerificationPass(log, roots, payloads, new Safeguards(jdbc), findings).run();
        }));
    }

    private Checkpoint trusted(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin) || verifiers.stream().noneMatch(verifier -> verifier.verifies(note))) {
            throw new IllegalArgumentException("The remembered checkpoint is not a signed one of the log " + origin);
        }
        return checkpoint;
    }
}
