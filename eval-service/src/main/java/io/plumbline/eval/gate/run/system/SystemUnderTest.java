package io.plumbline.eval.gate.run.system;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of the systems of a gate.
///
/// @param prompt the registered prompt, as `name@version`; null for the suite's own messages
/// @param bulkhead target of its calls: see [Bulkheads]
/// @param variables the fields that this prompt declares; it refuses others
/// @param digest digests of its versions: `model` and `prompt`, if any
/// @param answering the same, of only the parts that affect answers
/// @param served its production configuration, which is evaluated; null for a route
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
