package io.plumbline.simulator.answer;

import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The limits of an answer.
///
/// @param maxTokens never exceeded, tool calls included
/// @param stops sequences before which the text ends
public record Limits(int maxTokens, List<String> stops) {
    public Limits {
        stops = List.copyOf(stops);
    }

    Reply apply(Draft draft) {
        String stop = firstStop(draft.text());
        String text = stop == null
                ? draft.text()
                : draft.text().substring(0, draft.text().indexOf(stop));
        List<String> pieces = SimulatedTokens.pieces(text);
        if (pieces.size() > maxTokens) {
            String cut = String.join("", pieces.subList(0, maxTokens));
            return new Reply(cut, List.of(), Reply.Ending.LENGTH, null, maxTokens);
        }
        if (stop != null) {
            return new Reply(text, List.of(), Reply.Ending.STOP_SEQUENCE, stop, pieces.size());
        }
        return withCalls(text, draft.calls(), pieces.size());
    }

    /// Tool calls up to the token limit: the last one may be torn, as from a real model.
    private Reply withCalls(String text, List<SimulatedToolCall> calls, int tokens) {
        List<SimulatedToolCall> made = new ArrayList<>();
        int used = tokens;
        for (SimulatedToolCall call : calls) {
            int left = maxTokens - used - SimulatedTokens.count(call.name());
            if (left <= 0) {
                return new Reply(text, made, Reply.Ending.LENGTH, null, used);
            }
            List<String> pieces = SimulatedTokens.pieces(call.arguments());
            used += SimulatedTokens.count(call.name()) + Math.min(left, pieces.size());
            if (pieces.size() > left) {
                made.add(new SimulatedToolCall(call.name(), String.join("", pieces.subList(0, left))));
                return new Reply(text, made, Reply.Ending.LENGTH, null, used);
            }
            made.add(call);
        }
        return new Reply(text, made, made.isEmpty() ? Reply.Ending.STOP : Reply.Ending.TOOL_CALLS, null, used);
    }

    private @Nullable String firstStop(String text) {
        String first = null;
        int earliest = Integer.MAX_VALUE;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && at < earliest) {
                earliest = at;
                first = stop;
            }
        }
        return first;
    }
}
