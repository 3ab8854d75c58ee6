package io.plumbline.console.gate;

import io.plumbline.clients.eval.CheckScale;
import io.plumbline.console.evaluation.Conclusion;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Check;
import io.plumbline.console.gate.GateClient.Gate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Explains the state of a gate.
final class GateConclusion {

    private static final String SKIPPED = "SKIPPED";

    private GateConclusion() {}

    static Conclusion of(Gate gate) {
        return switch (gate.status()) {
            case "QUEUED" -> Conclusion.plain("Queued.", null);
            case "RUNNING" -> Conclusion.plain("Running: " + stage(gate) + ".", null);
            case "ERROR" -> Conclusion.bad("The gate could not run. It has no verdict.", gate.error());
            case "CANCELLED" -> Conclusion.plain("The gate was cancelled. It has no verdict.", null);
            default -> verdict(gate);
        };
    }

    private static String stage(Gate gate) {
        if (gate.run().total() == 0) {
            return "reading its items";
        }
        if (gate.run().asked() < gate.run().total()) {
            return String.format(Locale.ROOT, "%,d", gate.run().asked()) + " of "
                    + Figures.count(gate.run().total(), "answer") + " received";
        }
        return "all " + Figures.count(gate.run().total(), "answer") + " received, "
                + (gate.judgeServedConfiguration() == null ? "scoring" : "scoring and judging");
    }

    private static Conclusion verdict(Gate gate) {
        String candidate = gate.candidate().label();
        List<Check> deciding = gate.checks().stream()
                .filter(check -> check.blocking() && !check.outcome().equals(SKIPPED))
                .toList();
        List<Check> failed = of("FAIL", deciding);
        if ("FAIL".equals(gate.verdict())) {
            return Conclusion.bad(
                    candidate + " failed: "
                            + (failed.isEmpty() ? "see the checks." : share(failed, deciding) + " failed."),
                    failed.isEmpty() ? null : why(failed.getFirst()));
        }
        List<Check> open = of("INCONCLUSIVE", deciding);
        if (!"PASS".equals(gate.verdict())) {
            return Conclusion.warn(
                    candidate + ": inconclusive. "
                            + (open.isEmpty() ? "No check decided." : share(open, deciding) + " undecided."),
                    open.isEmpty() ? null : why(open.getFirst()));
        }
        return Conclusion.good(
                candidate + " passed: "
                        + (deciding.size() == 1
                                ? "the blocking check passed."
                                : "all " + deciding.size() + " blocking checks passed."),
                closest(deciding));
    }

    private static List<Check> of(String outcome, List<Check> checks) {
        return checks.stream().filter(check -> check.outcome().equals(outcome)).toList();
    }

    private static String share(List<Check> some, List<Check> all) {
        return some.size() + " of " + Figures.count(all.size(), "blocking check");
    }

    private static String why(Check check) {
        CheckRow row = CheckRow.of(check);
        return row.getName() + ": " + row.getReason();
    }

    /// Returns the check whose interval ends closest to its bound, in widths of the interval.
    private static @Nullable String closest(List<Check> passed) {
        return passed.stream()
                .filter(check -> room(check) < Double.MAX_VALUE)
                .min(Comparator.comparingDouble(GateConclusion::room))
                .map(check -> "Closest to its limit was " + why(check))
                .orElse(null);
    }

    private static double room(Check check) {
        Double low = check.ciLow();
        Double high = check.ciHigh();
        Double threshold = check.threshold();
        if (low == null || high == null || threshold == null) {
            return Double.MAX_VALUE;
        }
        double room = CheckScale.of(check.name()).isCeiling() ? threshold - high : low - threshold;
        return high > low ? room / (high - low) : Double.MAX_VALUE;
    }
}
