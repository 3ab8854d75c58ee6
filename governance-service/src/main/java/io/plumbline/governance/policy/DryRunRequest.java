package io.plumbline.governance.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A draft, and the calls to apply it to.
///
/// @param draft the document to try
/// @param from include calls at or after this time; default: a day before `to`
/// @param to include calls before this time; default: now
/// @param allCalls whether to include calls guarded by another policy
record DryRunRequest(
        @Valid @NotNull PolicyRequest draft,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean allCalls) {}
