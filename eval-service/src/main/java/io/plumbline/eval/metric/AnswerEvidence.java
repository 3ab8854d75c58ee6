package io.plumbline.eval.metric;

import io.plumbline.eval.trace.Trace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a system came to an answer, and the record with what is expected.
///
/// @param trace null if unknown
/// @param record fields of the record; empty if unknown
/// @param tools definitions of the tools that the suite offered
public record AnswerEvidence(@Nullable Trace trace, Map<String, Object> record, List<Map<String, Object>> tools) {

    /// For a text of unknown origin.
    public static final AnswerEvidence NONE = new AnswerEvidence(null, Map.of(), List.of());

    /// Returns a field of the record; null if missing.
    public @Nullable Object field(String name) {
        return record.get(name);
    }
}
