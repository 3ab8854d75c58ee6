package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.GateOutputs;
import io.plumbline.eval.gate.ledger.GateRequest;
import io.plumbline.eval.gate.output.OutputSet;
import io.plumbline.eval.gate.output.OutputSetService;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.problem.ProblemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks the outputs from elsewhere that a gate is to evaluate.
final class OutputCheck {

    private static final Set<String> OF_CALLS = Set.of("latency", "tokens", "cost");

    private final OutputSetService outputs;

    OutputCheck(OutputSetService outputs) {
        this.outputs = outputs;
    }

    /// Returns the outputs of a request; null if it calls the candidate.
    ///
    /// @throws ProblemException 404; 400 if they are for another team or dataset version, or the suite
    ///     measures calls
    @Nullable
    GateOutputs check(GateRequest request, SuiteView suite) {
        if (request.outputs() == null) {
            return null;
        }
        OutputSet set = outputs.get(request.outputs());
        if (!set.team().equals(suite.team())) {
            throw invalid("belong to another team than the suite");
        }
        if (!set.dataset().equals(suite.document().dataset())) {
            throw invalid("are for the dataset " + set.dataset() + ": the suite uses another version now");
        }
        if (measuresCalls(suite.document())) {
            throw invalid("have no latency, tokens or cost, which the suite measures");
        }
        if (suite.document().stopsEarly()) {
            throw invalid("cannot stop early: evaluate them with a suite without earlyStop");
        }
        return new GateOutputs(set.id(), set.digest(), set.format().wireName(), set.sentBy(), set.source());
    }

    private static boolean measuresCalls(SuiteDocument document) {
        return document.ceilings() != null
                || document.metrics().stream()
                        .anyMatch(metric -> OF_CALLS.contains(metric.name())
                                || (metric.of() != null
                                        && metric.of().stream().anyMatch(part -> OF_CALLS.contains(part.name()))));
    }

    private static ProblemException invalid(String message) {
        return GateProblem.CANDIDATE_INVALID
                .because("These outputs cannot be evaluated.")
                .at("/outputs", message);
    }
}
