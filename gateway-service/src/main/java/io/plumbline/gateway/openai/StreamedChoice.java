package io.plumbline.gateway.openai;

import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.ChannelGuard;
import io.plumbline.gateway.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One choice of a streamed chat completion: guards each of its channels and rewrites its deltas. Not thread-safe.
final class StreamedChoice {

    private static final String CONTENT = "content";
    private static final String FUNCTION_CALL = "function_call";
    private static final String ARGUMENTS = "arguments";
    private static final String FINISH_REASON = "finish_reason";
    private static final String LOGPROBS = "logprobs";
    private static final String[] SAID = {CONTENT, "refusal", "reasoning_content", "reasoning"};
    private static final int MAX_TOOL_CALLS = 256;

    private final AnswerGuard guard;
    private final Map<String, ChannelGuard> said = new LinkedHashMap<>();
    private final Map<Integer, StreamedToolCall> tools = new TreeMap<>();
    private @Nullable ChannelGuard functionArguments;
    private @Nullable String finishReason;
    private boolean finished;
    private boolean stopped;
    private boolean changed;

    StreamedChoice(AnswerGuard guard) {
        this.guard = guard;
    }

    /// Takes a choice of a chunk and rewrites it in place.
    ///
    /// @return whether anything was rewritten
    boolean take(ObjectNode choice) {
        changed = false;
        if (choice.get("delta") instanceof ObjectNode delta) {
            delta(delta);
        }
        String reason = choice.path(FINISH_REASON).asString("");
        if (!reason.isEmpty() || channels().anyMatch(ChannelGuard::isStopped)) {
            finish(choice, reason);
        }
        // They describe the pieces as they came, and may spell out what is held back.
        if (choice.hasNonNull(LOGPROBS) && !said.values().stream().allMatch(ChannelGuard::isUntouched)) {
            choice.putNull(LOGPROBS);
            changed = true;
        }
        return changed;
    }

    private void delta(ObjectNode delta) {
        for (String field : SAID) {
            JsonNode text = delta.get(field);
            if (text != null && text.isString()) {
                ChannelGuard channel = said.computeIfAbsent(field, _ -> guard.channel(false));
                replace(delta, field, channel.push(text.asString()));
            }
        }
        for (JsonNode each : delta.path("tool_calls")) {
            int index = each.path("index").asInt(0);
            if (each instanceof ObjectNode call && (tools.containsKey(index) || tools.size() < MAX_TOOL_CALLS)) {
                changed |= tools.computeIfAbsent(index, _ -> new StreamedToolCall(call, guard))
                        .take(call);
            }
        }
        if (delta.get(FUNCTION_CALL) instanceof ObjectNode call
                && call.path(ARGUMENTS).isString()) {
            ChannelGuard channel = functionArguments == null ? guard.channel(true) : functionArguments;
            functionArguments = channel;
            replace(call, ARGUMENTS, channel.push(call.path(ARGUMENTS).asString()));
        }
    }

    /// Gives in this very chunk what the channels still hold, and ends the choice.
    ///
    /// @param reason empty for an end that gives none
    boolean finish(ObjectNode choice, String reason) {
        ObjectNode delta = choice.get("delta") instanceof ObjectNode present ? present : choice.putObject("delta");
        said.forEach((field, channel) -> append(delta, field, channel.finish()));
        tools.forEach((index, tool) -> changed |= tool.finish(delta, index));
        ChannelGuard arguments = functionArguments;
        if (arguments != null) {
            String rest = arguments.finish();
            if (!rest.isEmpty()) {
                ObjectNode call = delta.get(FUNCTION_CALL) instanceof ObjectNode present
                        ? present
                        : delta.putObject(FUNCTION_CALL);
                append(call, ARGUMENTS, rest);
            }
        }
        finished = true;
        stopped = channels().anyMatch(ChannelGuard::isStopped) || !passesReview();
        String decided = stopped ? ChatStream.CONTENT_FILTER : reason;
        if (!decided.isEmpty()) {
            finishReason = decided;
            replace(choice, FINISH_REASON, decided);
        }
        return changed;
    }

    private boolean passesReview() {
        ChannelGuard content = said.get(CONTENT);
        return content == null
                || !guard.needsWhole()
                || guard.review(content.remembered().toString());
    }

    private void append(ObjectNode parent, String field, String rest) {
        if (!rest.isEmpty()) {
            replace(parent, field, parent.path(field).asString("") + rest);
        }
    }

    private void replace(ObjectNode parent, String field, String text) {
        if (!parent.path(field).asString("").equals(text)) {
            parent.put(field, text);
            changed = true;
        }
    }

    private Stream<ChannelGuard> channels() {
        return Stream.of(
                        said.values().stream(),
                        tools.values().stream().map(StreamedToolCall::channel),
                        Stream.ofNullable(functionArguments))
                .flatMap(channels -> channels);
    }

    boolean isFinished() {
        return finished;
    }

    /// Whether the policy ended it.
    boolean isStopped() {
        return stopped;
    }

    /// How many characters the model has said in this choice.
    long characters() {
        return channels().mapToLong(ChannelGuard::taken).sum();
    }

    /// The choice as it may be kept.
    ObjectNode remembered(int index) {
        ObjectNode choice = WireJson.newObject().put("index", index);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        said.forEach((field, channel) -> message.put(field, channel.remembered().toString()));
        if (!tools.isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            tools.values().forEach(tool -> calls.add(tool.remembered()));
        }
        if (functionArguments != null) {
            message.putObject(FUNCTION_CALL)
                    .put(ARGUMENTS, functionArguments.remembered().toString());
        }
        choice.put(FINISH_REASON, finishReason);
        return choice;
    }
}
