package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.scorer.RegisteredScorer;
import io.plumbline.eval.metric.scorer.RegisteredScorers;
import io.plumbline.eval.metric.scorer.WasmProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Finds registered scorers for metrics. Each look-up asks the database whether the caller can see the scorer, and
/// which version its service stated last: another one has another signature, and none of the scores kept before. So has
/// one that is stated again after another one, because scores of both may have been kept.
/// Thread-safe.
@Service
class ScorerDirectory implements RegisteredScorers {

    private static final int MOST_MODULES = 8;
    private static final int MOST_SCORERS = 16;
    private static final Pattern REFERENCE = Pattern.compile("([^@]{1,63})@([1-9][0-9]{0,8})");

    private final ScorerStore store;
    private final ScorerSecrets secrets;
    private final ItemScorers scorers;
    private final TransactionTemplate transactions;
    private final Map<String, WasmProgram> programs = bounded(MOST_MODULES);
    private final Map<Known, RegisteredScorer> known = bounded(MOST_SCORERS);

    ScorerDirectory(
            ScorerStore store,
            ScorerSecrets secrets,
            ItemScorers scorers,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.secrets = secrets;
        this.scorers = scorers;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// A version of a scorer, with the version that its service stated and how often that changed.
    private record Known(UUID id, String stated, int changes) {}

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public Optional<WasmProgram> module(String digest) {
        return Objects.requireNonNull(transactions.execute(_ -> store.module(digest)))
                .map(module -> {
                    synchronized (programs) {
                        return programs.computeIfAbsent(digest, _ -> WasmProgram.of(module));
                    }
                });
    }

    @Override
    public Optional<Metric> version(String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Objects.requireNonNull(
                        transactions.execute(_ -> store.stored(parts.group(1), Integer.parseInt(parts.group(2)))))
                .map(stored -> {
                    Known key =
                            new Known(stored.version().id(), stored.version().statedOrNone(), stored.changes());
                    synchronized (known) {
                        return known.computeIfAbsent(key, _ -> metric(stored));
                    }
                });
    }

    private static String stated(ScorerStore.Stored stored) {
        return stored.version().statedOrNone() + (stored.changes() == 0 ? "" : "|changes:" + stored.changes());
    }

    private RegisteredScorer metric(ScorerStore.Stored stored) {
        ScorerVersion version = stored.version();
        AtomicReference<String> last = new AtomicReference<>(version.statedOrNone());
        return new RegisteredScorer(
                new RegisteredScorer.Identity(
                        version.reference(),
                        version.digest(),
                        stated(stored),
                        stored.spec().costPerItem(),
                        version.type() == ScorerKind.HTTP),
                scorers.of(
                        version.reference(),
                        stored.spec(),
                        () -> Objects.requireNonNull(transactions.execute(_ -> secrets.find(version.name()))),
                        stated -> {
                            if (!stated.equals(last.getAndSet(stated))) {
                                transactions.executeWithoutResult(
                                        _ -> store.state(version.id(), stated.isEmpty() ? null : stated));
                            }
                        }));
    }
}
