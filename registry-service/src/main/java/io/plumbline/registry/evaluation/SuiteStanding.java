package io.plumbline.registry.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a version stands with a suite: by its newest gate, and of a prompt by the worst of the newest on each
/// model, for a PASS on a better model makes up for nothing on another that is in use.
///
/// Of a prompt, results that do not say on which model they were count only until there is one that does, and
/// those on a model that is archived do not count. Where the suite has changed since a model's newest gate, what
/// passed before says nothing any more; what did not pass under some revision, and has not passed under the same
/// one or the present one, still does.
///
/// @param revision of the suite that the newest gate was of; null where it was not told
record SuiteStanding(Verdict verdict, @Nullable Integer revision) {

    /// Suite → standing.
    ///
    /// @param gates of one version
    static Map<String, SuiteStanding> of(Collection<FinishedGate> gates) {
        Map<String, SuiteStanding> standings = new TreeMap<>();
        gates.stream()
                .collect(Collectors.groupingBy(FinishedGate::suite))
                .forEach((suite, its) -> ofSuite(its).ifPresent(standing -> standings.put(suite, standing)));
        return standings;
    }

    private static Optional<SuiteStanding> ofSuite(List<FinishedGate> gates) {
        boolean told = gates.stream().anyMatch(gate -> gate.model() != null);
        List<FinishedGate> counting = gates.stream()
                .filter(gate -> (gate.model() != null) == told && !gate.retired())
                .toList();
        return counting.stream()
                .max(FinishedGate.BY_AGE)
                .map(newest -> new SuiteStanding(worst(counting, newest.revision()), newest.revision()));
    }

    private static Verdict worst(List<FinishedGate> gates, @Nullable Integer revision) {
        List<FinishedGate> counting = new ArrayList<>();
        gates.stream()
                .collect(Collectors.groupingBy(gate -> Optional.ofNullable(gate.model())))
                .values()
                .forEach(ofModel -> counting.addAll(counting(ofModel, revision)));
        return counting.stream().map(FinishedGate::verdict).reduce(Verdict.PASS, Verdict::worse);
    }

    /// That of the present revision, or all of the earlier ones.
    private static List<FinishedGate> counting(List<FinishedGate> ofModel, @Nullable Integer revision) {
        List<FinishedGate> present = ofModel.stream()
                .filter(gate -> Objects.equals(gate.revision(), revision))
                .toList();
        return present.isEmpty() ? ofModel : present;
    }
}
