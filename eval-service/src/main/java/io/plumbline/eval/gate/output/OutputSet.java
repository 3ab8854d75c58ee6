package io.plumbline.eval.gate.output;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Outputs for the records of a dataset version, which no caller can change.
///
/// @param dataset `name@version`
/// @param source what produced them, in the words of the sender
/// @param outputs their number, including errors
/// @param digest over the outputs in file order, each as canonical JSON (RFC 8785) followed by a line feed:
///     `sha256:` and 64 hexadecimal digits
/// @param sentBy user or API key that sent them
public record OutputSet(
        UUID id,
        String team,
        String dataset,
        OutputFormat format,
        @Nullable String source,
        int outputs,
        String digest,
        String sentBy,
        Instant createdAt) {}
