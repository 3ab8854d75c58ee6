package io.plumbline.console.gate;

import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Gate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Explains the state of the suites in a list of gates.
final class GateListConclusion {

    private static final int MOST_NAMED = 3;

    private GateListConclusion() {}

    /// @param newestFirst the gates shown
    /// @return null without gates
    static @Nullable Conclusion of(GateQuery query, List<Gate> newestFirst) {
        if (newestFirst.isEmpty()) {
            return null;
        }
        if (query.candidate() != null || query.outcome() != null) {
            return Conclusion.plain("Gates that match the filter.", null);
        }
        Map<String, Gate> newest = new LinkedHashMap<>();
        newestFirst.stream()
                .filter(gate -> gate.verdict() != null && gate.counts())
                .forEach(gate -> newest.putIfAbsent(gate.suite(), gate));
        long running = newestFirst.stream().filter(gate -> gate.isRunning()).count();
        String detail = running == 0
                ? null
                : Figures.count(running, "gate") + (running == 1 ? " has" : " have") + " not finished.";
        if (newest.isEmpty()) {
            return Conclusion.plain("None of these gates has a verdict that counts yet.", detail);
        }
        Set<String> behind = new LinkedHashSet<>();
        newest.forEach((suite, gate) -> {
            if (!"PASS".equals(gate.verdict())) {
                behind.add(suite);
            }
        });
        if (newest.size() == 1) {
            Gate only = newest.values().iterator().next();
            String said = "The newest verdict of " + only.suite() + " is " + only.verdict() + ".";
            return behind.isEmpty() ? Conclusion.good(said, detail) : Conclusion.warn(said, detail);
        }
        return behind.isEmpty()
                ? Conclusion.good(
                        "The newest verdict of each of the " + newest.size() + " suites shown is PASS.", detail)
                : Conclusion.warn(
                        "The newest verdict of " + behind.size() + " of " + newest.size()
                                + " suites shown is not PASS: " + named(behind) + ".",
                        detail);
    }

    private static String named(Set<String> suites) {
        List<String> first = suites.stream().limit(MOST_NAMED).toList();
        int others = suites.size() - first.size();
        return String.join(", ", first) + (others == 0 ? "" : " and " + others + " more");
    }
}
