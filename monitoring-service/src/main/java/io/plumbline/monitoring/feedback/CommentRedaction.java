package io.plumbline.monitoring.feedback;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Redacts personal data and secrets in comments, and in texts for training, irreversibly. Text that could
/// not be inspected is not stored.
public final class CommentRedaction {

    private static final Map<String, Object> REDACT = Map.of("action", "redact");
    private static final String REMOVED = "[removed: could not be checked for personal data]";

    private final GuardEngine engine;
    private final GuardPolicy policy;

    CommentRedaction(GuardEngine engine) {
        this.engine = engine;
        this.policy = PolicyDocument.read(Map.of(
                "stages",
                Map.of("input", Map.of("pii", REDACT, "secret", REDACT)),
                "timeoutMs",
                GuardPolicy.LONGEST_TIMEOUT_MS));
    }

    /// Returns the redacted text; null for null.
    public @Nullable String apply(@Nullable String words) {
        if (words == null) {
            return null;
        }
        Inspection inspection = engine.inspect(Stage.INPUT, words, policy);
        return inspection.failures().isEmpty() ? inspection.text() : REMOVED;
    }
}
