package io.plumbline.governance.policy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A draft, and the calls to try it on.
///
/// @param draft the document that is to be tried
/// @param from calls of this time or later; a day before `to` unless given
/// @param to calls before this time; now unless given
/// @param allCalls whether calls count that another policy has guarded
record DryRunRequest(
        @Valid @NotNull PolicyRequest draft,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Boolean allCalls) {}
