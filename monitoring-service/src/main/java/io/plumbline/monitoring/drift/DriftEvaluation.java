package io.plumbline.monitoring.drift;

import io.plumbline.audit.UuidV7;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSeverity;
import io.plumbline.monitoring.alert.Alerts;
import io.plumbline.monitoring.projection.ProjectionLag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Collects the texts of baselines and windows, and compares each complete window, about every ten seconds. Any replica
/// may evaluate a baseline, one at a time, by locking it. A step reads at most 50 calls, so no baseline delays the
/// others; a window reads no more calls than it needs, spread over its time.
@Component
class DriftEvaluation {

    private static final Logger log = LoggerFactory.getLogger(DriftEvaluation.class);

    /// The gateway's events, and their projection, arrive shortly after their calls.
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final Duration BEFORE = Duration.ofDays(14);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final long MOST_BEHIND = 1_000;
    private static final String CALLS = "calls";
    private static final int STEP = 50;
    private static final int EXEMPLARS = 5;
    private static final String ENCODER = "all-MiniLM-L6-v2-q8";

    private final DriftStore store;
    private final CallTexts texts;
    private final Alerts alerts;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;
    private final TextEncoder encoder = MiniLmEncoder.shared().onDemand();

    DriftEvaluation(
            DriftStore store,
            CallTexts texts,
            Alerts alerts,
            ProjectionLag lag,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.store = store;
        this.texts = texts;
        this.alerts = alerts;
        this.lag = lag;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        try {
            Tenancy.asWorker(() -> {
                while (lag.of(CALLS) <= MOST_BEHIND && evaluateNext()) {
                    log.atTrace().log("Baseline is evaluated");
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Drift is not evaluated");
        }
    }

    /// A baseline that fails, for example because a stored content was altered, waits and delays no other.
    private boolean evaluateNext() {
        Instant now = clock.instant();
        AtomicReference<@Nullable String> name = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transactions.execute(_ -> store.due(now)
                    .map(baseline -> {
                        name.set(baseline.name());
                        evaluate(baseline, now);
                        return true;
                    })
                    .orElse(false)));
        } catch (RuntimeException e) {
            String failed = name.get();
            if (failed == null) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("baseline", failed)
                    .addKeyValue("reason", e.getMessage())
                    .log("Baseline cannot be evaluated now");
            transactions.executeWithoutResult(_ -> store.postpone(failed, now.plus(AFTER_FAILURE)));
            return true;
        }
    }

    private void evaluate(DriftStore.Due baseline, Instant now) {
        DriftState state = baseline.state();
        if (state != null && !state.encoder().equals(ENCODER)) {
            store.restart(baseline.name()); // vectors of another encoder cannot be compared
            state = null;
        }
        store.forgetErased(baseline.name());
        evaluate(baseline, state == null ? first(baseline) : state, now);
    }

    private static DriftState first(DriftStore.Due baseline) {
        Instant from = baseline.plan().from();
        return new DriftState(ENCODER, from == null ? baseline.updatedAt().minus(BEFORE) : from, null);
    }

    private void evaluate(DriftStore.Due baseline, DriftState state, Instant now) {
        if (!encoder.isAvailable()) {
            store.evaluated(baseline.name(), state, 0, now.plus(PAUSE));
            return;
        }
        Instant since = state.windowSince();
        boolean collecting = since == null;
        DriftPlan plan = baseline.plan();
        int present = store.count(baseline.name(), collecting);
        int missing = (collecting ? plan.reference() : plan.window()) - present;
        Instant to = now.minus(SETTLING);
        if (missing > 0 && state.position().isBefore(to)) {
            List<DriftStore.Candidate> candidates =
                    store.candidates(baseline, state.position(), to, Math.min(STEP, wanted(plan, since, missing, to)));
            int added = add(baseline, candidates, collecting);
            boolean more = collecting && candidates.size() == STEP && added > 0;
            DriftState next = new DriftState(ENCODER, more ? state.position() : to, since);
            boolean soon = more || added == missing;
            store.evaluated(baseline.name(), next, candidates.size() - added, soon ? now : now.plus(PAUSE));
            return;
        }
        if (missing > 0) {
            store.evaluated(baseline.name(), state, 0, now.plus(PAUSE));
        } else if (since == null) {
            Instant end = state.position().isAfter(baseline.updatedAt()) ? state.position() : baseline.updatedAt();
            store.evaluated(baseline.name(), new DriftState(ENCODER, end, end), 0, now);
        } else if (since.plus(Duration.ofMinutes(plan.minutes())).isAfter(now)) {
            store.evaluated(baseline.name(), state, 0, now.plus(PAUSE));
        } else {
            compare(baseline, now);
            store.evaluated(baseline.name(), new DriftState(ENCODER, now.minus(SETTLING), now), 0, now.plus(PAUSE));
        }
    }

    /// Returns how many calls to read: a window spreads its calls over its time.
    private static int wanted(DriftPlan plan, @Nullable Instant since, int missing, Instant to) {
        if (since == null) {
            return missing;
        }
        long left = Duration.between(to, since.plus(Duration.ofMinutes(plan.minutes())))
                .toSeconds();
        long steps = Math.max(1, left / PAUSE.toSeconds());
        return (int) Math.max(1, Math.ceilDiv(missing, steps));
    }

    /// Returns how many calls had a text.
    private int add(DriftStore.Due baseline, List<DriftStore.Candidate> candidates, boolean reference) {
        Map<UUID, String> found = texts.of(
                baseline, candidates.stream().map(DriftStore.Candidate::call).toList());
        int added = 0;
        for (DriftStore.Candidate candidate : candidates) {
            String text = found.get(candidate.call());
            float[] vector = text == null ? null : vector(text);
            if (vector != null) {
                store.add(baseline, new DriftStore.Sample(candidate, vector), reference);
                added++;
            }
        }
        return added;
    }

    /// Returns the vector of the first 128 tokens; null for a text without tokens, and while the encoder is overloaded.
    private float @Nullable [] vector(String text) {
        try {
            Encoding encoding = encoder.encode(text, () -> false);
            return encoding.windows() == 0 ? null : encoding.window(0).mean(TextEncoder.LAYERS);
        } catch (EncoderUnavailableException e) {
            return null;
        }
    }

    private void compare(DriftStore.Due baseline, Instant now) {
        List<DriftStore.Sample> window = store.samples(baseline.name(), false);
        DriftTest test = DriftTest.of(vectors(store.samples(baseline.name(), true)), vectors(window));
        double level = baseline.plan().level();
        DriftStatistics statistics = test.statistics(level);
        DriftResult result = new DriftResult(
                ids.next(),
                baseline.team(),
                baseline.name(),
                baseline.plan().route(),
                baseline.plan().text(),
                window.getFirst().call().at(),
                window.getLast().call().at(),
                window.size(),
                statistics.pValue() <= level,
                level,
                statistics,
                Arrays.stream(test.newest(EXEMPLARS))
                        .mapToObj(i -> window.get(i).call().call())
                        .toList());
        store.store(result, UuidV7.instantOf(result.id()));
        store.forgetWindow(baseline.name());
        AlertKey key = DriftRules.alertKey(baseline.name(), result.text());
        if (result.drift()) {
            alerts.raise(alert(result, key, now), facts(result));
        } else {
            alerts.resolve(key, now);
        }
    }

    private static float[][] vectors(List<DriftStore.Sample> samples) {
        return samples.stream().map(DriftStore.Sample::vector).toArray(float[][]::new);
    }

    private Alert alert(DriftResult result, AlertKey key, Instant now) {
        DriftStatistics statistics = result.statistics();
        return Alert.firing(
                ids.next(),
                result.team(),
                key,
                AlertSeverity.TICKET,
                new Alert.AlertText(
                        "The %s of the route %s have drifted"
                                .formatted(result.text() == DriftText.INPUT ? "inputs" : "answers", result.route()),
                        String.format(
                                Locale.ROOT,
                                "%d calls until %s differ from the baseline %s: squared discrepancy %.4f, p = %.2g, AUC of a"
                                        + " classifier %.2f, stability index %.2f.",
                                result.calls(),
                                result.to(),
                                result.baseline(),
                                statistics.mmd(),
                                statistics.pValue(),
                                statistics.auc(),
                                statistics.psi()),
                        Map.of(
                                "comparison", result.id().toString(),
                                "mmd", statistics.mmd(),
                                "pValue", statistics.pValue(),
                                "auc", statistics.auc(),
                                "psi", statistics.psi(),
                                "calls", result.calls())),
                now);
    }

    private static Map<String, Object> facts(DriftResult result) {
        return Map.of(
                "route", result.route(),
                "metric", result.text() + "_DRIFT",
                "comparison", result.id().toString(),
                "pValue", result.statistics().pValue());
    }
}
