package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.report.CheckScale;
import io.plumbline.eval.page.Conclusion;
import io.plumbline.eval.page.Figures;
import io.plumbline.eval.statistics.check.CheckOutcome;
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
            case QUEUED -> Conclusion.plain("Queued.", null);
            case RUNNING -> Conclusion.plain("Running: " + stage(gate) + ".", null);
            case ERROR -> Conclusion.bad("The gate could not run. It has no verdict.", gate.error());
            case CANCELLED -> Conclusion.plain("The gate was cancelled. It has no verdict.", null);
            case DONE -> verdict(gate);
        };
    }

    private static String stage(Gate gate) {
        if (gate.total() == 0) {
            return "reading its items";
        }
        if (gate.answered() < gate.total()) {
            return String.format(Locale.ROOT, "%,d", gate.answered()) + " of " + Figures.count(gate.total(), "answer")
                    + " received";
        }
        return "all " + Figures.count(gate.total(), "answer") + " received, "
                + (gate.document().judge() == null ? "scoring" : "scoring and judging");
    }

    private static Conclusion verdict(Gate gate) {
        String candidate = gate.candidate().label();
        List<GateCheck> deciding = gate.checks().stream()
                .filter(check -> check.blocking() && !check.outcome().equals(SKIPPED))
                .toList();
        List<GateCheck> failed = of(CheckOutcome.FAIL, deciding);
        if (gate.verdict() == CheckOutcome.FAIL) {
            return Conclusion.bad(
                    candidate + " failed: "
                            + (failed.isEmpty() ? "see the checks." : share(failed, deciding) + " failed."),
                    failed.isEmpty() ? null : why(failed.getFirst()));
        }
        List<GateCheck> open = of(CheckOutcome.INCONCLUSIVE, deciding);
        if (gate.verdict() != CheckOutcome.PASS) {
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

    private static List<GateCheck> of(CheckOutcome outcome, List<GateCheck> checks) {
        return checks.stream()
                .filter(check -> check.outcome().equals(outcome.name()))
                .toList();
    }

    private static String share(List<GateCheck> some, List<GateCheck> all) {
        return some.size() + " of " + Figures.count(all.size(), "blocking check");
    }

    private static String why(GateCheck check) {
        CheckRow row = CheckRow.of(check);
        return row.getName() + ": " + row.getReason();
    }

    /// Returns the check whose interval ends closest to its bound, in widths of the interval.
    private static @Nullable String closest(List<GateCheck> passed) {
        return passed.stream()
                .filter(check -> room(check) < Double.MAX_VALUE)
                .min(Comparator.comparingDouble(GateConclusion::room))
                .map(check -> "Closest to its limit was " + why(check))
                .orElse(null);
    }

    private static double room(GateCheck check) {
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
