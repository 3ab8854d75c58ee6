package io.plumbline.registry.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
/// @param newest the newest gate on each model, the newest of all first
record SuiteStanding(Verdict verdict, @Nullable Integer revision, List<FinishedGate> newest) {

    SuiteStanding {
        newest = List.copyOf(newest);
    }

    /// @param gates of one version and one suite; empty when none of them counts
    static Optional<SuiteStanding> of(Collection<FinishedGate> gates) {
        boolean told = gates.stream().anyMatch(gate -> gate.model() != null);
        List<FinishedGate> counting = gates.stream()
                .filter(gate -> (gate.model() != null) == told && !gate.retired())
                .toList();
        if (counting.isEmpty()) {
            return Optional.empty();
        }
        List<FinishedGate> newest = groupedBy(counting, gate -> Optional.ofNullable(gate.model())).stream()
                .map(List::getLast)
                .sorted(FinishedGate.BY_AGE.reversed())
                .toList();
        Integer revision = newest.getFirst().revision();
        return Optional.of(new SuiteStanding(worst(counting, revision), revision, newest));
    }

    private static Verdict worst(List<FinishedGate> gates, @Nullable Integer revision) {
        List<FinishedGate> counting = new ArrayList<>();
        groupedBy(gates, gate -> Optional.ofNullable(gate.model())).forEach(ofModel -> {
            List<FinishedGate> byRevision = groupedBy(ofModel, gate -> Optional.ofNullable(gate.revision())).stream()
                    .map(List::getLast)
                    .toList();
            counting.addAll(counting(byRevision, revision));
        });
        return counting.stream().map(FinishedGate::verdict).reduce(Verdict.PASS, Verdict::worse);
    }

    /// Groups of gates, each from the oldest to the newest.
    private static Collection<List<FinishedGate>> groupedBy(
            List<FinishedGate> gates, Function<FinishedGate, Object> group) {
        return gates.stream()
                .sorted(FinishedGate.BY_AGE)
                .collect(Collectors.groupingBy(group))
                .values();
    }

    /// That of the present revision, or all of the earlier ones.
    private static List<FinishedGate> counting(List<FinishedGate> ofModel, @Nullable Integer revision) {
        List<FinishedGate> present = ofModel.stream()
                .filter(gate -> Objects.equals(gate.revision(), revision))
                .toList();
        return present.isEmpty() ? ofModel : present;
    }
}
