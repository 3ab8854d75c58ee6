package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.baseline.BaselineBook;
import io.plumbline.eval.gate.baseline.BaselineBook.Blessed;
import io.plumbline.eval.gate.ledger.BaselineOrigin;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.sibling.Neighbours;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what a candidate is compared with when the request does not say: the version of the same model, or
/// of the same prompt, that was blessed for the suite or, where none was, that is in production.
public final class Baselines {

    private final Neighbours neighbours;
    private final GateStore gates;
    private final BaselineBook book;

    public Baselines(Neighbours neighbours, GateStore gates, BaselineBook book) {
        this.neighbours = neighbours;
        this.gates = gates;
        this.book = book;
    }

    /// The gate with its baseline, which is stored with it, so that a run that goes on compares with the
    /// same. Who asks for the gate may choose another baseline than that, but then the result does not count:
    /// else a worse version would pass against one that is worse still.
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

    /// What is in production of the same model or prompt; null when nothing is, or the candidate itself.
    private @Nullable Candidate inProduction(Candidate candidate) {
        boolean model = candidate.kind() == Candidate.Kind.MODEL;
        String name = Objects.requireNonNull(model ? candidate.model() : candidate.prompt());
        Integer version =
                (model ? neighbours.modelInProduction(name) : neighbours.promptInProduction(name)).orElse(null);
        if (version == null || version.equals(candidate.version())) {
            return null;
        }
        return model ? Candidate.ofModel(name, version) : new Candidate(candidate.model(), name, version, null);
    }
}
