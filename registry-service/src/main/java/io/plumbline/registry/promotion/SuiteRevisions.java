package io.plumbline.registry.promotion;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.evaluation.GateRule;
import io.plumbline.registry.evaluation.Verdict;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Sees to it that gates which passed were of the suites as they are now: who loosens a suite, lets a version
/// pass and tightens the suite again has passed nothing. Asks eval-service, and holds no connection meanwhile.
@Component
class SuiteRevisions {

    private final EvalClient eval;

    SuiteRevisions(EvalClient eval) {
        this.eval = eval;
    }

    /// @param newest suite → verdict of its newest gate
    /// @param revisions suite → revision that this gate was of
    /// @throws ProblemException 409 `gate-required` when a required suite has changed since, or every suite that
    ///     was passed where none is required; 503 when eval-service is away
    void check(Asset asset, Map<String, Verdict> newest, Map<String, Integer> revisions) {
        List<String> passed = newest.entrySet().stream()
                .filter(gate -> gate.getValue() == Verdict.PASS)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        boolean anyWillDo = asset.requiredSuites().isEmpty();
        List<String> asked = anyWillDo ? passed : asset.requiredSuites();
        List<String> changed = asked.stream()
                .filter(suite -> revisions.containsKey(suite) && isOutdated(suite, revisions.get(suite)))
                .toList();
        if (anyWillDo ? changed.size() == passed.size() : !changed.isEmpty()) {
            throw PromotionProblem.GATE_REQUIRED
                    .because("The suite has changed since its gate: let the version pass it as it is now.")
                    .with(
                            "missing",
                            changed.stream()
                                    .map(suite -> new GateRule.Missing(suite, newest.get(suite)))
                                    .toList());
        }
    }

    private boolean isOutdated(String suite, int revision) {
        try {
            return eval.suite(suite).revision() != revision;
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return true;
            }
            throw e;
        }
    }
}
