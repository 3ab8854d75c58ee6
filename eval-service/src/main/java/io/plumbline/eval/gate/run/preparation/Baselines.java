package io.plumbline.eval.gate.run.preparation;

import io.plumbline.eval.gate.baseline.BaselineLookup;
import io.plumbline.eval.gate.baseline.BaselineLookup.Blessed;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.sibling.SiblingServices;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the default baseline of a candidate: the version of the same model or prompt approved as the suite's
/// baseline, else the one in production.
public final class Baselines {

    private final SiblingServices siblings;
    private final GateStore gates;
    private final BaselineLookup book;

    public Baselines(SiblingServices siblings, GateStore gates, BaselineLookup book) {
        this.siblings = siblings;
        this.gates = gates;
        this.book = book;
    }

    /// Returns the gate with its baseline, which is stored so that a resumed run uses the same. The requester may
    /// choose another baseline, but then the result does not count; otherwise a worse version could pass against
    /// an even worse one.
    public Gate fill(Gate gate) {
        Candidate candidate = gate.candidate();
        if (candidate.kind() == Candidate.Kind.ROUTE || gate.total() > 0) {
            return gate;
        }
        Optional<Blessed> blessed = book.of(gate.team(), gate.suite(), candidate);
        Candidate found = blessed.map(Blessed::baseline).orElseGet(() -> inProduction(candidate));
        Candidate usual = found == null ? null : found.under(candidate.route());
        Candidate asked = gate.baseline();
        if (asked != null && asked.route() == null) {
            asked = asked.under(candidate.route());
        }
        Candidate baseline = asked == null ? usual : asked;
        if (baseline == null) {
            return gate;
        }
        BaselineOrigin usually = blessed.map(Blessed::origin).orElse(BaselineOrigin.PRODUCTION);
        gates.setBaseline(gate.id(), baseline, baseline.equals(usual) ? usually : BaselineOrigin.REQUESTED);
        return gates.find(gate.id()).orElseThrow();
    }

    /// Returns the production version of the same model or prompt; null if there is none, or it is the candidate
    /// itself.
    private @Nullable Candidate inProduction(Candidate candidate) {
        boolean model = candidate.kind() == Candidate.Kind.MODEL;
        String name = Objects.requireNonNull(model ? candidate.model() : candidate.prompt());
        Integer version = (model ? siblings.modelInProduction(name) : siblings.promptInProduction(name)).orElse(null);
        if (version == null || version.equals(candidate.version())) {
            return null;
        }
        return model ? Candidate.ofModel(name, version) : new Candidate(candidate.model(), name, version, null);
    }
}
