package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.suite.document.HarmTierRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The measurements of bias, hallucination and toxicity that a suite's limits are compared with.
public interface HarmMeasurements {

    /// A figure of a measurement, against a limit of the suite.
    record Bounded(HarmLimit limit, HarmFigure figure, CheckOutcome outcome) {}

    /// A measurement of the candidate.
    ///
    /// @param partial why it can fail a gate but not pass it; null if it can do both
    record Measured(
            UUID measurement,
            String name,
            Instant finishedAt,
            List<Bounded> figures,
            @Nullable String partial) {}

    /// Returns the measurements of the rule's kind, name and prompts, of any age and size, newest first.
    List<Measured> of(String team, Candidate candidate, HarmTierRule rule);
}
