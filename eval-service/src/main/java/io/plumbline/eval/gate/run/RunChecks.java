package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateOutputs;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.ledger.RunState;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.verdict.GateJudge;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.Caps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The effect of the run on the verdict. If a cap of the suite or an outage ended it, the answers are no valid
/// sample, so nothing follows from them: deciding checks become inconclusive and still state their findings,
/// except checks on stored results of other tiers.
final class RunChecks {

    private static final String OPEN = "This result does not count: see the check ";

    private RunChecks() {}

    static GateJudge.Judgement addedTo(GateJudge.Judgement judgement, Gate gate) {
        Halt halted = gate.run().halted();
        GateJudge.Judgement said = judgement;
        List<GateCheck> checks = new ArrayList<>();
        if (halted != null && halted.leavesOpen()) {
            String name = halted.isCap() ? "caps" : "outage";
            said = judgement.leftOpen(OPEN + name + ".");
            checks.add(GateCheck.plain(name, null, null, CheckOutcome.INCONCLUSIVE.name(), true, reason(gate, halted)));
        }
        checks.addAll(said.checks());
        if (gate.outputs() != null) {
            checks.add(outputs(gate, gate.outputs()));
        } else if (gate.run().cached() > 0) {
            checks.add(cache(gate));
        }
        return new GateJudge.Judgement(said.verdict(), List.copyOf(checks), said.findings());
    }

    /// States where the candidate's answers are from: anyone who may run gates could have written them.
    private static GateCheck outputs(Gate gate, GateOutputs sent) {
        String source = sent.source() == null ? "" : ", from " + sent.source();
        return GateCheck.plain(
                "outputs",
                null,
                null,
                "SKIPPED",
                false,
                "The candidate was not called. Its outputs were produced elsewhere (" + sent.format() + source
                        + ") and sent by " + sent.sentBy() + "; digest " + sent.digest() + ". "
                        + (gate.document().admitsOutputs()
                                ? "The suite lets them count."
                                : "They do not count for a promotion, because the suite does not let them."));
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
                        "%,d of %,d answers are reused from earlier gates of the same versions. A ceiling on cost"
                                + " counts them at their original cost. Latency, also in metrics, is measured on"
                                + " the others.",
                        gate.run().cached(),
                        gate.answered()));
    }

    private static String reason(Gate gate, Halt halted) {
        String ended = halted.isCap() ? cap(gate, halted) : outage(gate);
        if (gate.document().hasJudges() && gate.answered() >= gate.total()) {
            return ended + " while the answers were being judged. The judged answers are not a sample of all.";
        }
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d calls were not made. The answers are not a sample of all.",
                ended,
                gate.total() - gate.answered(),
                gate.total());
    }

    private static String outage(Gate gate) {
        RunState.Trouble trouble = gate.run().trouble();
        String last = trouble == null ? "" : " (" + trouble.lastError() + ")";
        return "The run ended because a model stopped answering" + last;
    }

    private static String cap(Gate gate, Halt halted) {
        Caps caps = gate.document().caps();
        String cap = caps == null
                ? ""
                : halted == Halt.COST ? " of " + caps.costUsd() + " USD" : " of " + caps.seconds() + " s";
        return "The run ended at its cap" + cap;
    }
}
