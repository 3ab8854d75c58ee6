package io.plumbline.monitoring.drift;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.projection.ProjectionLag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Collects the texts of baselines and windows, and compares each complete window, about every ten seconds. Any
/// replica may evaluate a baseline, one at a time, by locking it. A step reads at most 50 calls, so no baseline
/// delays the others; a window reads no more calls than it needs, spread over its time.
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
    private static final Duration PAUSE_WITHOUT_VERSION = Duration.ofMinutes(1);
    private static final Duration PAUSE_WITHOUT_ENCODER = Duration.ofHours(1);

    private final DriftStore store;
    private final Sources sources;
    private final DriftComparison comparison;
    private final ProjectionLag lag;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final TextEncoder encoder = MiniLmEncoder.shared().onDemand();

    DriftEvaluation(
            DriftStore store,
            Sources sources,
            DriftComparison comparison,
            ProjectionLag lag,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.sources = sources;
        this.comparison = comparison;
        this.lag = lag;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The sources of texts, and the versions that served them.
    @Component
    record Sources(DriftCandidates candidates, GoldenRecords records, ServedVersions versions) {}

    @Scheduled(fixedDelayString = "PT1S")
    void run() {
        try {
            Tenancy.asWorker(() -> {
                while (store.hasWork() && lag.of(CALLS) <= MOST_BEHIND && evaluateNext()) {
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
        if (!encoder.isAvailable()) {
            store.postpone(baseline.name(), now.plus(PAUSE));
            return;
        }
        String digest = MiniLmEncoder.shared().digest();
        DriftState state = baseline.state();
        if (state != null && !state.encoder().equals(digest)) {
            store.evaluated(baseline.name(), state.outdated(), 0, now.plus(PAUSE_WITHOUT_ENCODER));
            comparison.refuse(baseline, state, now);
            return;
        }
        store.forgetErased(baseline.name());
        DriftState current = state == null ? first(baseline, digest) : usable(baseline, state, now);
        if (baseline.plan().against() == BaselineKind.PREVIOUS_VERSION) {
            current = withVersions(baseline, current, now);
            ServedVersions.Compared versions = Objects.requireNonNull(current.versions());
            if (versions.previous() == null) {
                store.evaluated(baseline.name(), current, 0, now.plus(PAUSE_WITHOUT_VERSION));
                return;
            }
        }
        boolean collecting = current.windowSince() == null;
        if (collecting && baseline.plan().against() == BaselineKind.DATASET) {
            collectRecords(baseline, current, now);
        } else {
            evaluate(baseline, current, now);
        }
    }

    /// A service that went back to the encoder of the baseline compares again.
    private DriftState usable(DriftStore.Due baseline, DriftState state, Instant now) {
        if (!state.encoderChanged()) {
            return state;
        }
        comparison.accept(baseline, now);
        return state.usable();
    }

    private static DriftState first(DriftStore.Due baseline, String digest) {
        Instant from = baseline.plan().from();
        return DriftState.first(digest, from == null ? baseline.updatedAt().minus(BEFORE) : from);
    }

    /// Returns the state with the versions to compare. When other versions serve, the baseline begins again.
    private DriftState withVersions(DriftStore.Due baseline, DriftState state, Instant now) {
        ServedVersions.Compared known = state.versions();
        if (known != null && known.previous() != null && known.isValid(now)) {
            return state;
        }
        DriftState first = first(baseline, state.encoder());
        ServedVersions.Compared found = sources.versions().find(baseline, first.position(), now);
        if (known == null || known.isSame(found)) {
            return state.comparing(found);
        }
        store.forget(baseline.name());
        comparison.resolve(baseline, now);
        return first.comparing(found);
    }

    private void collectRecords(DriftStore.Due baseline, DriftState state, Instant now) {
        GoldenRecords.Position read = state.records();
        if (read == null || !read.ended()) {
            GoldenRecords.Chosen chosen = sources.records().next(baseline.team(), baseline.plan(), read);
            int added = 0;
            for (GoldenRecords.Input input : chosen.inputs()) {
                float[] vector = vector(input.text());
                if (vector != null) {
                    UUID id = UUID.nameUUIDFromBytes(
                            (baseline.plan().dataset() + "#" + input.place()).getBytes(StandardCharsets.UTF_8));
                    store.add(baseline, new DriftStore.Sample(new DriftStore.Candidate(id, now, null), vector), true);
                    added++;
                }
            }
            long unread = chosen.withoutText() + (long) chosen.inputs().size() - added;
            store.evaluated(baseline.name(), state.read(chosen.next()), unread, now);
        } else if (store.count(baseline.name(), true) < GoldenRecords.LEAST_RECORDS) {
            store.evaluated(baseline.name(), state, 0, now.plus(AFTER_FAILURE));
        } else {
            begin(baseline, state, baseline.updatedAt(), now);
        }
    }

    private void begin(DriftStore.Due baseline, DriftState state, Instant since, Instant now) {
        store.evaluated(baseline.name(), state.window(since, since), 0, now);
    }

    private void evaluate(DriftStore.Due baseline, DriftState state, Instant now) {
        Instant since = state.windowSince();
        boolean collecting = since == null;
        DriftPlan plan = baseline.plan();
        int present = store.count(baseline.name(), collecting);
        int missing = (collecting ? plan.reference() : plan.window()) - present;
        Instant to = now.minus(SETTLING);
        if (missing > 0 && state.position().isBefore(to)) {
            List<DriftStore.Candidate> chosen = sources.candidates()
                    .find(
                            baseline,
                            version(state, collecting),
                            state.position(),
                            to,
                            Math.min(STEP, wanted(plan, since, missing, to)),
                            present);
            int added = add(baseline, chosen, collecting);
            boolean more = collecting && chosen.size() == STEP && added > 0;
            boolean soon = more || added == missing;
            store.evaluated(
                    baseline.name(),
                    state.at(more ? state.position() : to),
                    chosen.size() - added,
                    soon ? now : now.plus(PAUSE));
            // A previous version has no later calls, so fewer may be all.
            boolean complete = plan.against() == BaselineKind.PREVIOUS_VERSION
                    && collecting
                    && !more
                    && present + added >= GoldenRecords.LEAST_RECORDS;
            if (complete && !soon) {
                begin(baseline, state, to, now);
            }
            return;
        }
        if (missing > 0) {
            store.evaluated(baseline.name(), state, 0, now.plus(PAUSE));
        } else if (since == null) {
            Instant end = state.position().isAfter(baseline.updatedAt()) ? state.position() : baseline.updatedAt();
            begin(baseline, state, end, now);
        } else if (since.plus(Duration.ofMinutes(plan.minutes())).isAfter(now)) {
            store.evaluated(baseline.name(), state, 0, now.plus(PAUSE));
        } else {
            comparison.compare(baseline, state, now);
            store.evaluated(baseline.name(), state.window(now.minus(SETTLING), now), 0, now.plus(PAUSE));
        }
    }

    private static ServedVersions.@Nullable Version version(DriftState state, boolean collecting) {
        ServedVersions.Compared versions = state.versions();
        if (versions == null) {
            return null;
        }
        return collecting ? versions.previous() : versions.current();
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
    private int add(DriftStore.Due baseline, List<DriftStore.Candidate> chosen, boolean reference) {
        Map<UUID, String> found = sources.candidates()
                .texts(baseline, chosen.stream().map(DriftStore.Candidate::call).toList());
        int added = 0;
        for (DriftStore.Candidate candidate : chosen) {
            String text = found.get(candidate.call());
            float[] vector = text == null ? null : vector(text);
            if (vector != null) {
                store.add(baseline, new DriftStore.Sample(candidate, vector), reference);
                added++;
            }
        }
        return added;
    }

    /// Returns the vector of the first 128 tokens; null for a text without tokens, and while the encoder is
    /// overloaded.
    private float @Nullable [] vector(String text) {
        try {
            Encoding encoding = encoder.encode(text, () -> false);
            return encoding.windows() == 0 ? null : encoding.window(0).mean(TextEncoder.LAYERS);
        } catch (EncoderUnavailableException e) {
            return null;
        }
    }
}
