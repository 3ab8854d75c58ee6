package io.plumbline.registry.promotion;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.evaluation.Verdict;
import io.plumbline.registry.evaluation.VersionEvidence;
import io.plumbline.registry.suite.SuiteTimeline;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Ensures that passed gates refer to the current suites: loosening a suite, passing it and tightening it again
/// proves nothing. It asks eval-service because the registry's knowledge may be seconds old, and holds no
/// connection meanwhile.
@Component
public class SuiteRevisions {

    private final EvalClient eval;
    private final Clock clock;

    SuiteRevisions(EvalClient eval, Clock clock) {
        this.eval = eval;
        this.clock = clock;
    }

    /// Returns the evidence for a version according to the current suite revisions.
    ///
    /// @throws ProblemException 503 if eval-service is unavailable
    public VersionEvidence now(Asset asset, VersionEvidence evidence) {
        Map<String, Verdict> verdicts = evidence.verdicts();
        Map<String, Integer> newest = new HashMap<>();
        for (String suite : evidence.revisions().keySet()) {
            boolean matters = asset.requiredSuites().isEmpty()
                    ? verdicts.get(suite) == Verdict.PASS
                    : asset.suitesInForce().contains(suite);
            if (matters) {
                newest.put(suite, revisionOf(suite));
            }
        }
        return evidence.with(newest, clock.instant());
    }

    private int revisionOf(String suite) {
        try {
            return eval.suite(suite).revision();
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND)) {
                return SuiteTimeline.NONE;
            }
            throw e;
        }
    }
}
