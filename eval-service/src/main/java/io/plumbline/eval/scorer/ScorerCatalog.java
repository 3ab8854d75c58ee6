package io.plumbline.eval.scorer;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.metric.scorer.WasmModules;
import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Registers scorers, and finds modules for metrics. A suite names a module by its digest, so a new version
/// changes no suite.
@Service
class ScorerCatalog implements WasmModules {

    private static final int CACHED = 8;

    private final ScorerStore store;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;
    /// Parsed modules. Each look-up still asks the database whether the caller can see the module.
    private final Map<String, WasmProgram> programs = new ConcurrentHashMap<>();

    ScorerCatalog(
            ScorerStore store,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// Registers the next version.
    ///
    /// @throws ProblemException 400 for a module that cannot be a scorer; 409 if the name belongs to another team
    ScorerVersion register(String name, @Nullable String team, byte[] module) {
        try {
            WasmProgram.of(module).score("{\"hypothesis\":\"\",\"references\":[]}");
        } catch (WasmProgram.Failure e) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The module cannot be a scorer.")
                    .at("", String.valueOf(e.getMessage()));
        }
        try {
            return Objects.requireNonNull(transactions.execute(_ -> insert(name, team, module)));
        } catch (DuplicateKeyException e) {
            throw RequestProblem.CONFLICT.because(
                    "This name is taken, or another version was registered meanwhile. Try again or choose another.");
        }
    }

    private ScorerVersion insert(String name, @Nullable String team, byte[] module) {
        Optional<ScorerVersion> newest = store.newest(name);
        String owner = Callers.current().teamFor(Permission.SUITE_WRITE, team);
        if (newest.isPresent() && !newest.get().team().equals(owner)) {
            throw RequestProblem.CONFLICT.because("It belongs to another of your teams.");
        }
        ScorerVersion version = new ScorerVersion(
                ids.next(),
                owner,
                name,
                newest.map(ScorerVersion::version).orElse(0) + 1,
                digest(module),
                module.length,
                Callers.current().id(),
                clock.instant());
        store.insert(version, module);
        trail.append(AuditEntry.of(ScorerAction.REGISTERED, owner, "scorer", name)
                .version(version.version())
                .with("digest", version.digest()));
        return version;
    }

    /// @throws ProblemException 404
    ScorerVersion get(String name, int number) {
        return store.find(name, number)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such version exists that you can access."));
    }

    /// @throws ProblemException 404 without a version
    Page<ScorerVersion> list(String name, Paging paging) {
        Integer before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(null);
        List<ScorerVersion> rows = store.list(name, before, paging.size() + 1);
        if (rows.isEmpty() && before == null) {
            throw RequestProblem.NOT_FOUND.because("No scorer " + name + " exists that you can access.");
        }
        return Page.of(rows, paging, version -> Cursor.of(version.version()));
    }

    @Override
    public Optional<WasmProgram> find(String digest) {
        return Objects.requireNonNull(transactions.execute(_ -> store.module(digest)))
                .map(module -> {
                    if (programs.size() > CACHED) {
                        programs.clear();
                    }
                    return programs.computeIfAbsent(digest, _ -> WasmProgram.of(module));
                });
    }

    private static String digest(byte[] module) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(module));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
