package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateCheck;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.statistics.Outcome;
import io.plumbline.eval.suite.Caps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the run itself says to a verdict. Where a cap of the suite ended it, what was asked until then is no
/// sample of all, so nothing follows from it, however the checks look.
final class RunChecks {

    private RunChecks() {}

    static GateJudge.Judgement addedTo(GateJudge.Judgement judgement, Gate gate) {
        List<GateCheck> checks = new ArrayList<>(judgement.checks());
        if (gate.run().cached() > 0) {
            checks.add(cache(gate));
        }
        Halt halted = gate.run().halted();
        if (halted == null || !halted.isCap()) {
            return new GateJudge.Judgement(judgement.verdict(), List.copyOf(checks), judgement.findings());
        }
        checks.add(GateCheck.plain("caps", null, null, Outcome.INCONCLUSIVE.name(), true, reason(gate, halted)));
        return new GateJudge.Judgement(Outcome.INCONCLUSIVE, List.copyOf(checks), judgement.findings());
    }

    private static GateCheck cache(Gate gate) {
        return GateCheck.plain(
                "cache",
                gate.answered() == 0 ? null : (double) gate.run().cached() / gate.answered(),
                null,
                "SKIPPED",
                false,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d answers were given to earlier gates of the same versions; a ceiling on the cost"
                                + " counts them as they cost then, and the latency is that of the others.",
                        gate.run().cached(),
                        gate.answered()));
    }

    private static String reason(Gate gate, Halt halted) {
        Caps caps = gate.document().caps();
        String cap = caps == null
                ? ""
                : halted == Halt.COST ? " of " + caps.costUsd() + " USD" : " of " + caps.seconds() + " s";
        if (gate.document().judge() != null && gate.answered() >= gate.total()) {
            return "The run ended at its cap" + cap
                    + " while the answers were being judged, and what was judged is no sample of all.";
        }
        return String.format(
                Locale.ROOT,
                "The run ended at its cap%s: %,d of %,d calls were not made, and what was asked is no sample of all.",
                cap,
                gate.total() - gate.answered(),
                gate.total());
    }
}
