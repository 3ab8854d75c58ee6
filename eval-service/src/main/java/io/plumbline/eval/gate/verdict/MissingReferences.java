package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.util.Locale;

/// Counts answered items that a metric could not score for lack of a reference, and makes its checks inconclusive
/// if too few remain: a verdict on half of the items is not one on all.
///
/// @param without number of items without a reference
/// @param answered number of answered items that are not too large
/// @param fewest minimum share with a reference
record MissingReferences(int without, int answered, double fewest) {

    private static final double ROUNDING = 1e-9;

    static MissingReferences of(MetricRule metric, SuiteDocument document, GateScores scores) {
        return new MissingReferences(
                scores.unreferenced(), scores.unreferenced() + scores.size(), document.minReferenced(metric));
    }

    boolean areTooMany() {
        return without > 0 && answered - without < fewest * answered - ROUNDING;
    }

    GateCheck applied(GateCheck check) {
        if (without == 0) {
            return check;
        }
        boolean decided = check.outcome().equals(CheckOutcome.PASS.name())
                || check.outcome().equals(CheckOutcome.FAIL.name());
        return decided && areTooMany() ? check.leftOpen(reason()) : check.saying(reason());
    }

    /// Returns an empty text if every item has a reference.
    String reason() {
        if (without == 0) {
            return "";
        }
        String found = String.format(Locale.ROOT, "%,d of %,d items have no reference and no score", without, answered);
        return areTooMany()
                ? found
                        + String.format(
                                Locale.ROOT,
                                "; %.4g %% must have one (`minReferenced`), so the result does not count.",
                                100 * fewest)
                : found + ".";
    }
}
