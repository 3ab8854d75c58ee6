package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of the systems that a gate asks.
///
/// @param prompt the registered prompt to ask with, as `name@version`; null for the suite's own messages
/// @param bulkhead what its calls go to: see [Bulkheads]
/// @param variables the fields that this prompt declares; others it would refuse
/// @param digest of the versions that it is made of: `model` and `prompt`, as far as there are such
/// @param answering the same, of those parts alone on which answers depend
/// @param served how production would serve it, which is what is evaluated; null for a route
public record SystemUnderTest(
        Side side,
        Candidate candidate,
        @Nullable String prompt,
        String bulkhead,
        Set<String> variables,
        Map<String, String> digest,
        Map<String, String> answering,
        @Nullable Served served) {

    public SystemUnderTest {
        variables = Set.copyOf(variables);
        digest = Map.copyOf(digest);
        answering = Map.copyOf(answering);
    }
}
