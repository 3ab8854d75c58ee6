package io.plumbline.eval.gate.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The candidate's outputs that a gate evaluates instead of calling it.
///
/// @param id of the stored outputs
/// @param digest of the stored outputs
/// @param sentBy user or API key that sent them
/// @param source what produced them, in the words of the sender
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateOutputs(
        UUID id,
        String digest,
        String format,
        String sentBy,
        @Nullable String source) {}
