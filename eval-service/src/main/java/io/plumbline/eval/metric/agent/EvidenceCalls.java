package io.plumbline.eval.metric.agent;

import io.plumbline.eval.metric.AnswerEvidence;
import io.plumbline.eval.toolcall.ToolCall;
import io.plumbline.eval.toolcall.ToolSchema;
import io.plumbline.eval.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads calls, tools and names from evidence.
final class EvidenceCalls {

    private EvidenceCalls() {}

    /// Returns the calls; none for an answer without steps.
    static List<ToolCall> of(AnswerEvidence evidence) {
        Trace trace = evidence.trace();
        return trace == null ? List.of() : trace.calls();
    }

    /// Returns the suite's and the record's tools by name.
    static Map<String, ToolSchema> schemas(AnswerEvidence evidence) {
        List<Object> definitions = new ArrayList<>(evidence.tools());
        if (evidence.field("tools") instanceof List<?> own) {
            definitions.addAll(own);
        }
        return ToolSchema.byName(definitions);
    }

    /// Returns a list of names in the record; empty if missing.
    static List<String> names(AnswerEvidence evidence, String field) {
        return evidence.field(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
