package io.plumbline.registry.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The standing of a version with a suite, by its newest gate; for a prompt, by the worst of the newest gates on
/// each model, because a PASS on a better model does not compensate for a failure on another model in use.
///
/// For a prompt, results without a model count only until there is one with a model. Results on an archived model
/// do not count. If the suite has changed since a model's newest gate, an earlier pass no longer counts, but an
/// earlier failure does unless the version has passed the same or the current revision since.
///
/// @param revision revision of the suite of the newest gate; null if unknown
/// @param newest the newest gate on each model, the newest of all first
record SuiteStanding(Verdict verdict, @Nullable Integer revision, List<FinishedGate> newest) {

    SuiteStanding {
        newest = List.copyOf(newest);
    }

    /// @param gates of one version and one suite; empty if none counts
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

    /// Returns groups of gates, each in chronological order.
    private static Collection<List<FinishedGate>> groupedBy(
            List<FinishedGate> gates, Function<FinishedGate, Object> group) {
        return gates.stream()
                .sorted(FinishedGate.BY_AGE)
                .collect(Collectors.groupingBy(group))
                .values();
    }

    /// Returns the gate of the current revision, or all gates of earlier ones.
    private static List<FinishedGate> counting(List<FinishedGate> ofModel, @Nullable Integer revision) {
        List<FinishedGate> present = ofModel.stream()
                .filter(gate -> Objects.equals(gate.revision(), revision))
                .toList();
        return present.isEmpty() ? ofModel : present;
    }
}
