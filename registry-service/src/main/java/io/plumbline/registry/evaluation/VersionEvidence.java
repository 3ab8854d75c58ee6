package io.plumbline.registry.evaluation;

import io.plumbline.registry.suite.SuiteTimeline;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The evidence of gates for a version, now and at any earlier time. A suite's gate holds while its verdict is
/// PASS, the suite has not been revised since, and the approval of its revision is not revoked. Immutable.
public final class VersionEvidence {

    /// The evidence for a version without gates.
    public static final VersionEvidence NONE = new VersionEvidence(Map.of(), Map.of());

    /// Longer evidence is not listed.
    private static final int MAX_SUITES = 50;

    private final Map<String, List<FinishedGate>> gates;
    private final Map<String, SuiteTimeline> suites;

    /// @param gates of one version
    /// @param suites suite → the times of its newest revisions; a missing suite counts as unchanged
    static VersionEvidence of(Collection<FinishedGate> gates, Map<String, SuiteTimeline> suites) {
        Map<String, List<FinishedGate>> bySuite =
                gates.stream().collect(Collectors.groupingBy(FinishedGate::suite, TreeMap::new, Collectors.toList()));
        return new VersionEvidence(bySuite, suites);
    }

    private VersionEvidence(Map<String, List<FinishedGate>> gates, Map<String, SuiteTimeline> suites) {
        this.gates = gates;
        this.suites = suites;
    }

    /// A time from which gates no longer held.
    ///
    /// @param reason one sentence
    public record Lapse(Instant since, String reason) {

        public static final Comparator<Lapse> BY_TIME = Comparator.comparing(Lapse::since);

        Lapse notBefore(Instant time) {
            return since.isBefore(time) ? new Lapse(time, reason) : this;
        }
    }

    /// Returns a copy with the newest suite revisions.
    ///
    /// @param newest suite → revision, [SuiteTimeline#NONE] for a missing suite
    public VersionEvidence with(Map<String, Integer> newest, Instant now) {
        Map<String, SuiteTimeline> more = new HashMap<>(suites);
        newest.forEach((suite, revision) -> more.put(suite, timeline(suite).with(revision, now)));
        return new VersionEvidence(gates, more);
    }

    /// Returns suite → verdict, regardless of the suite's current revision.
    public Map<String, Verdict> verdicts() {
        return standings(SuiteStanding::verdict);
    }

    /// Returns suite → revision that the verdict refers to, if known.
    public Map<String, Integer> revisions() {
        return standings(SuiteStanding::revision);
    }

    /// Whether gates admit the version to production now.
    public boolean isGated(List<String> required) {
        return new GateRule(required).isSatisfiedBy(holding());
    }

    /// Returns the unmet requirements by suite.
    public List<GateRule.Missing> missing(List<String> required) {
        Map<String, Verdict> verdicts = verdicts();
        return new GateRule(required)
                .missing(holding()).stream()
                        .map(missing -> new GateRule.Missing(missing.suite(), verdicts.get(missing.suite())))
                        .toList();
    }

    /// Whether each required suite has held at some time; if none is required, any suite.
    public boolean wasGated(List<String> required) {
        return required.isEmpty()
                ? gates.keySet().stream().anyMatch(this::everHeld)
                : required.stream().allMatch(this::everHeld);
    }

    /// Returns since when required gates no longer hold: the earliest time at which one lapsed, or failed without
    /// ever having held; if no suite is required, the time at which the last one lapsed. Empty while they hold,
    /// and for a required suite that never ran.
    ///
    /// @param requiredSince since when a suite is required
    public Optional<Lapse> lapse(List<String> required, Function<String, Instant> requiredSince) {
        if (!required.isEmpty()) {
            return required.stream()
                    .flatMap(suite -> lapse(suite).map(lapse -> lapse.notBefore(requiredSince.apply(suite))).stream())
                    .min(Lapse.BY_TIME);
        }
        return isGated(required)
                ? Optional.empty()
                : gates.keySet().stream()
                        .filter(this::everHeld)
                        .flatMap(suite -> lapse(suite).stream())
                        .max(Lapse.BY_TIME);
    }

    /// Returns the newest gate of each required suite, for a prompt on each model; of every suite if none is
    /// required.
    public List<FinishedGate> newest(List<String> required) {
        return (required.isEmpty() ? gates.keySet() : required)
                .stream()
                        .flatMap(suite -> standing(suite, Instant.MAX).stream())
                        .flatMap(standing -> standing.newest().stream())
                        .limit(MAX_SUITES)
                        .toList();
    }

    private <T> Map<String, T> standings(Function<SuiteStanding, @Nullable T> value) {
        Map<String, T> values = new TreeMap<>();
        gates.keySet().forEach(suite -> {
            T found = standing(suite, Instant.MAX).map(value).orElse(null);
            if (found != null) {
                values.put(suite, found);
            }
        });
        return values;
    }

    /// Returns the verdicts of suites of which the gate's revision still counts.
    private Map<String, Verdict> holding() {
        Map<String, Verdict> verdicts = verdicts();
        verdicts.keySet().removeIf(suite -> !isOfCountingRevision(suite, Instant.MAX));
        return verdicts;
    }

    private boolean isOfCountingRevision(String suite, Instant at) {
        Integer revision = standing(suite, at).map(SuiteStanding::revision).orElse(null);
        return revision == null || timeline(suite).counts(revision, at);
    }

    private boolean held(String suite, Instant at) {
        return standing(suite, at)
                        .filter(standing -> standing.verdict() == Verdict.PASS)
                        .isPresent()
                && isOfCountingRevision(suite, at);
    }

    private boolean everHeld(String suite) {
        return times(suite).stream().anyMatch(at -> held(suite, at));
    }

    private Optional<Lapse> lapse(String suite) {
        if (held(suite, Instant.MAX)) {
            return Optional.empty();
        }
        Instant since = null;
        for (Instant at : times(suite).descendingSet()) {
            boolean said = standing(suite, at).isPresent();
            if (!said || held(suite, at)) {
                break;
            }
            since = at;
        }
        return since == null ? Optional.empty() : Optional.of(new Lapse(since, reason(suite, since)));
    }

    private String reason(String suite, Instant since) {
        Verdict verdict = standing(suite, since).map(SuiteStanding::verdict).orElse(Verdict.INCONCLUSIVE);
        if (verdict != Verdict.PASS) {
            return "A gate of the suite " + suite + " ended " + verdict + ".";
        }
        Integer revision = standing(suite, since).map(SuiteStanding::revision).orElse(null);
        return revision != null && timeline(suite).isRevoked(revision, since)
                ? "The approval of the suite " + suite + " in the gate's revision was revoked."
                : "The suite " + suite + " was revised, and its newest gate is of an earlier revision.";
    }

    /// Returns the times at which the standing with a suite may have changed.
    private NavigableSet<Instant> times(String suite) {
        return Stream.concat(
                        gates.getOrDefault(suite, List.of()).stream().map(FinishedGate::finishedAt),
                        timeline(suite).times())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<SuiteStanding> standing(String suite, Instant at) {
        return SuiteStanding.of(gates.getOrDefault(suite, List.of()).stream()
                .filter(gate -> !gate.finishedAt().isAfter(at))
                .toList());
    }

    private SuiteTimeline timeline(String suite) {
        return suites.getOrDefault(suite, SuiteTimeline.UNKNOWN);
    }
}
