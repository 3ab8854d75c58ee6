package io.plumbline.gateway.pipeline.call;

import io.plumbline.clients.registry.Passage;
import io.plumbline.guardrails.spotlight.Spotlight;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call whose request the guards let pass.
///
/// @param form checks the form of its answer
/// @param passages of a knowledge base that the request contains
/// @param question the user's, which the passages precede in the request; null without passages
/// @param spotlight removes the marks of third-party texts from the answer; null if nothing is marked
public record GuardedCall(
        ResolvedCall resolved,
        OutputSchemaCheck form,
        List<Passage> passages,
        @Nullable String question,
        @Nullable Spotlight spotlight) {

    /// Creates a call whose request contains only what its client sent.
    public GuardedCall(ResolvedCall resolved, OutputSchemaCheck form) {
        this(resolved, form, List.of(), null, null);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "GuardedCall[" + resolved.account().id() + "]";
    }
}
