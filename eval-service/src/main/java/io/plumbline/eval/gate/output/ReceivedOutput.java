package io.plumbline.eval.gate.output;

import org.jspecify.annotations.Nullable;

/// An output for a record of the dataset.
///
/// @param record the `id` of the record, or its position from 0 if it has none
/// @param repeat from 0
/// @param output null on an error
/// @param error null for an output
public record ReceivedOutput(
        String record,
        int repeat,
        @Nullable String output,
        @Nullable String error) {}
