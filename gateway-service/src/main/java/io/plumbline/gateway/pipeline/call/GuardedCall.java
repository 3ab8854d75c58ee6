package io.plumbline.gateway.pipeline.call;

import io.plumbline.guardrails.spotlight.Spotlight;
import org.jspecify.annotations.Nullable;

/// A call whose request the guards let pass.
///
/// @param form checks the form of its answer
/// @param spotlight removes the marks of third-party texts from the answer; null if nothing is marked
public record GuardedCall(
        ResolvedCall resolved,
        OutputSchemaCheck form,
        @Nullable Spotlight spotlight) {}
