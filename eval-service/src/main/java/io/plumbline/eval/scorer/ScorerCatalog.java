package io.plumbline.eval.scorer;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.metric.MetricUnavailableException;
import io.plumbline.eval.metric.scorer.ItemScorer;
import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.kit.webhook.WebhookSecret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Registers scorers. A suite names a version, so a new version changes no suite. Before a version is stored, it
/// scores an empty answer, outside any transaction.
@Service
class ScorerCatalog {

    private final ScorerStore store;
    private final ScorerSecrets secrets;
    private final ItemScorers scorers;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    ScorerCatalog(
            ScorerStore store,
            ScorerSecrets secrets,
            ItemScorers scorers,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.secrets = secrets;
        this.scorers = scorers;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// A version of a scorer.
    ///
    /// @param created whether it is new
    record Put(ScorerVersion version, boolean created) {}

    /// What the trial of a scorer showed.
    ///
    /// @param stated the version that it stated; null if none
    private record Trial(@Nullable String stated) {}

    /// Registers a version. A definition equal to the newest version adds none.
    ///
    /// @param always whether an equal definition adds a version too
    /// @throws ProblemException 400 for a definition that cannot be a scorer; 409 if the name belongs to another
    ///     team; 503 if this machine cannot run it
    Put put(String name, @Nullable String team, ScorerSpec spec, @Nullable String secret, boolean always) {
        String owner = Callers.current().teamFor(Permission.SUITE_WRITE, team);
        Optional<ScorerVersion> newest = newestOf(name, owner);
        if (!always && newest.filter(version -> isSame(version, spec)).isPresent()) {
            return new Put(withSecret(newest.get(), secret), false);
        }
        if (newest.isEmpty()) {
            requireFree(name, owner, spec);
        }
        Trial trial = trial(name, spec, secret);
        try {
            return new Put(
                    Objects.requireNonNull(transactions.execute(_ -> insert(name, owner, spec, secret, trial))), true);
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    private static ProblemException taken() {
        return RequestProblem.CONFLICT.because(
                "This name is taken, or another version was registered meanwhile. Try again or choose another.");
    }

    /// Refuses the name of a scorer that the caller cannot see. Only the unique index knows these names, so it inserts
    /// a first version and rolls back.
    private void requireFree(String name, String owner, ScorerSpec spec) {
        try {
            transactions.executeWithoutResult(status -> {
                status.setRollbackOnly();
                store.insert(version(name, owner, 1, spec, null), spec);
            });
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    /// Previews the changes of [#put]. Stores and calls nothing.
    DocumentDiff diff(String name, @Nullable String team, ScorerSpec spec) {
        String owner = Callers.current().teamFor(Permission.SUITE_WRITE, team);
        Optional<ScorerVersion> newest = newestOf(name, owner);
        if (newest.isEmpty()) {
            requireFree(name, owner, spec);
            return DocumentDiff.of(0, null, spec.tree(owner));
        }
        ScorerVersion version = newest.get();
        ScorerSpec before = Objects.requireNonNull(transactions.execute(_ -> store.stored(name, version.version())))
                .orElseThrow()
                .spec();
        return DocumentDiff.of(version.version(), before.tree(owner), spec.tree(owner));
    }

    private static boolean isSame(ScorerVersion version, ScorerSpec spec) {
        return version.type() == spec.kind() && version.digest().equals(spec.digest());
    }

    private Optional<ScorerVersion> newestOf(String name, String owner) {
        Optional<ScorerVersion> newest = Objects.requireNonNull(transactions.execute(_ -> store.newest(name)));
        if (newest.isPresent() && !newest.get().team().equals(owner)) {
            throw RequestProblem.CONFLICT.because("It belongs to another of your teams.");
        }
        return newest;
    }

    private ScorerVersion withSecret(ScorerVersion version, @Nullable String secret) {
        if (secret != null && version.type() == ScorerKind.HTTP) {
            transactions.executeWithoutResult(_ -> store(version, secret));
        }
        return version;
    }

    private void store(ScorerVersion version, String secret) {
        if (secrets.put(version.name(), version.team(), secret)) {
            trail.append(AuditEntry.of(ScorerAction.SECRET_REPLACED, version.team(), "scorer", version.name()));
        }
    }

    /// Lets the scorer score an empty answer.
    private Trial trial(String name, ScorerSpec spec, @Nullable String secret) {
        scorers.requireAvailable(spec.kind());
        AtomicReference<@Nullable String> stated = new AtomicReference<>();
        try {
            ItemScorer scorer = scorers.of(
                    name, spec, () -> secretOf(name, secret), text -> stated.set(text.isEmpty() ? null : text));
            String error =
                    scorer.score(List.of(ItemScorer.Item.EMPTY)).getFirst().error();
            if (error != null) {
                throw refused(spec, error);
            }
            return new Trial(stated.get());
        } catch (WasmProgram.Failure e) {
            throw refused(spec, "its module " + e.getMessage());
        } catch (MetricUnavailableException e) {
            throw refused(spec, String.valueOf(e.getMessage()));
        }
    }

    private Optional<WebhookSecret> secretOf(String name, @Nullable String secret) {
        return secret == null
                ? Objects.requireNonNull(transactions.execute(_ -> secrets.find(name)))
                : Optional.of(new WebhookSecret(secret));
    }

    private static ProblemException refused(ScorerSpec spec, String reason) {
        String member = switch (spec.kind()) {
            case WASM -> "/module";
            case HTTP -> "/http";
            case PYTHON -> "/source";
        };
        return RequestProblem.INVALID_REQUEST
                .because("The scorer did not score the empty answer of the trial.")
                .at(member, reason);
    }

    private ScorerVersion insert(String name, String owner, ScorerSpec spec, @Nullable String secret, Trial trial) {
        Optional<ScorerVersion> newest = newestOf(name, owner);
        ScorerVersion version =
                version(name, owner, newest.map(ScorerVersion::version).orElse(0) + 1, spec, trial.stated());
        store.insert(version, spec);
        trail.append(AuditEntry.of(ScorerAction.REGISTERED, owner, "scorer", name)
                .version(version.version())
                .with("kind", version.type().name())
                .with("digest", version.digest())
                .withIfPresent(
                        "host",
                        spec.http() == null
                                ? null
                                : URI.create(spec.http().url()).getHost()));
        if (secret != null && spec.kind() == ScorerKind.HTTP) {
            store(version, secret);
        }
        return version;
    }

    private ScorerVersion version(String name, String owner, int number, ScorerSpec spec, @Nullable String stated) {
        return new ScorerVersion(
                ids.next(),
                owner,
                name,
                number,
                spec.kind(),
                spec.digest(),
                spec.bytes(),
                spec.source(),
                spec.http(),
                stated,
                Callers.current().id(),
                clock.instant());
    }

    /// Whether a scorer has a secret for its calls.
    boolean hasSecret(String name) {
        return Boolean.TRUE.equals(transactions.execute(_ -> secrets.has(name)));
    }

    /// @throws ProblemException 404
    ScorerVersion newest(String name) {
        return Objects.requireNonNull(transactions.execute(_ -> store.newest(name)))
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No scorer with this name exists that you can access."));
    }

    /// @throws ProblemException 404
    ScorerVersion get(String name, int number) {
        return store.find(name, number)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such version exists that you can access."));
    }

    /// Lists the newest version of each scorer by name.
    Page<ScorerVersion> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(store.all(after, paging.size() + 1), paging, version -> Cursor.of(version.name()));
    }

    /// Lists the versions of a scorer, newest first.
    ///
    /// @throws ProblemException 404 without a version
    Page<ScorerVersion> versions(String name, Paging paging) {
        Integer before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(null);
        List<ScorerVersion> rows = store.list(name, before, paging.size() + 1);
        if (rows.isEmpty() && before == null) {
            throw RequestProblem.NOT_FOUND.because("No scorer with this name exists that you can access.");
        }
        return Page.of(rows, paging, version -> Cursor.of(version.version()));
    }
}
