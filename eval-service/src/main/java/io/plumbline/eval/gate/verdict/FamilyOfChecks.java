package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.statistics.multiplicity.Holm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Treats the checks of a gate as one family: more checks make a false FAIL more likely. So a FAIL of several
/// blocking checks must survive Holm's correction, else it is INCONCLUSIVE; the probability of a false FAIL of
/// the gate stays that of one check. A PASS needs no correction because all checks must pass.
final class FamilyOfChecks {

    private FamilyOfChecks() {}

    /// @param confidence confidence of the two-sided intervals
    static List<GateCheck> adjusted(List<GateCheck> checks, double confidence) {
        List<Integer> family = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            if (checks.get(i).blocking() && checks.get(i).pValue() != null) {
                family.add(i);
            }
        }
        List<GateCheck> adjusted = new ArrayList<>(checks);
        if (family.size() > 1) {
            double[] pValues = Holm.adjust(
                    family.stream().mapToDouble(i -> pValue(checks.get(i))).toArray());
            for (int rank = 0; rank < pValues.length; rank++) {
                int place = family.get(rank);
                GateCheck check = checks.get(place);
                if (check.outcome().equals(CheckOutcome.FAIL.name()) && pValues[rank] > (1 - confidence) / 2) {
                    adjusted.set(place, open(check, pValues[rank], pValues.length));
                }
            }
        }
        return List.copyOf(adjusted);
    }

    private static double pValue(GateCheck check) {
        Double value = check.pValue();
        return value == null ? 1 : value;
    }

    private static GateCheck open(GateCheck check, double pValue, int checks) {
        return check.leftOpen(String.format(
                Locale.ROOT,
                "But one of %d checks can look like this by chance (p = %.2g after Holm's correction):"
                        + " more items are needed.",
                checks,
                pValue));
    }
}
