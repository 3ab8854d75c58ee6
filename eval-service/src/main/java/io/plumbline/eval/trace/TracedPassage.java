package io.plumbline.eval.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// A passage that the model received.
///
/// @param index the number by which the answer cites it, from 1
/// @param document id of its document
/// @param chunk id of the chunk
/// @param title file name of the document; null if unknown
/// @param text null if it is not known
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TracedPassage(
        int index,
        String document,
        String chunk,
        @Nullable String title,
        @Nullable String text) {}
