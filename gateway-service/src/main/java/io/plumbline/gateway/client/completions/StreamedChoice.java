package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.ChannelGuard;
import io.plumbline.gateway.wire.CallNumbers;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One choice of a streamed chat completion: guards everything in it and rewrites its deltas. If the policy
/// blocks what shows only in the whole text, each sentence is released once it is inspected. Not thread-safe.
final class StreamedChoice {

    private static final String DELTA = "delta";
    private static final String MESSAGE = "message";
    private static final String TOOL_CALLS = "tool_calls";
    private static final String FUNCTION_CALL = "function_call";
    private static final String FINISH_REASON = "finish_reason";
    private static final String INDEX = "index";

    /// Members that arrive in one piece and that the choice requires.
    private static final Set<String> WHOLE =
            Set.of(INDEX, FINISH_REASON, "native_finish_reason", "stop_reason", "matched_stop");

    /// Members that are handled separately.
    private static final Set<String> OF_CHOICE = Set.of(DELTA, ChoiceLogprobs.NAME);

    private static final int MAX_TOOL_CALLS = 256;

    private final AnswerGuard guard;
    private final StreamedTexts texts;
    private final Map<Integer, StreamedToolCall> tools = new TreeMap<>();
    private final CallNumbers numbers = new CallNumbers();
    private @Nullable String finishReason;
    private boolean finished;
    private boolean stopped;
    private boolean refused;

    StreamedChoice(AnswerGuard guard) {
        this.guard = guard;
        this.texts = new StreamedTexts(guard);
    }

    /// Takes a choice of a chunk and rewrites it in place.
    ///
    /// @return whether anything was rewritten
    boolean take(ObjectNode choice) {
        boolean changed = false;
        texts.names(choice);
        if (guard.judgesTools() && holdsCalls(choice.path(MESSAGE))) {
            choice.remove(MESSAGE); // some servers repeat there what the deltas say, but calls are judged in those
            changed = true;
        }
        for (String name : List.copyOf(choice.propertyNames())) {
            if (WHOLE.contains(name)) {
                changed |= texts.takeWhole(choice, name);
            } else if (!OF_CHOICE.contains(name)) {
                changed |= beside(choice, name);
            }
        }
        if (choice.get(DELTA) instanceof ObjectNode delta) {
            changed |= delta(delta);
        } else if (choice.hasNonNull(DELTA)) {
            changed |= texts.take(choice, DELTA, false);
        }
        changed |= logprobs(choice);
        String reason = choice.path(FINISH_REASON).asString("");
        if (!reason.isEmpty() || isRefused() || hasStopped()) {
            changed |= finish(choice, reason);
        }
        return changed;
    }

    /// Guards a member outside the delta, whose texts may arrive in pieces. The provider's own filter results
    /// arrive in one piece and are left out if they are not allowed.
    private boolean beside(ObjectNode choice, String name) {
        if (!FilterResults.are(name, choice.path(name))) {
            return texts.take(choice, name, false);
        }
        boolean[] changed = {false};
        if (!guard.optionally(
                () -> guard.redactAndRestore(ChatTexts.ofMember(choice, name), () -> changed[0] = true))) {
            choice.remove(name);
            changed[0] = true;
        }
        return changed[0];
    }

    private static boolean holdsCalls(JsonNode message) {
        return message.hasNonNull(TOOL_CALLS) || message.hasNonNull(FUNCTION_CALL);
    }

    private boolean delta(ObjectNode delta) {
        boolean changed = false;
        texts.names(delta);
        for (String name : List.copyOf(delta.propertyNames())) {
            if (name.equals(TOOL_CALLS) && delta.get(name) instanceof ArrayNode calls) {
                changed |= toolCalls(calls);
                if (guard.judgesTools()) {
                    delta.remove(name); // they are given whole, when they have been judged
                    changed = true;
                }
            } else if (name.equals(FUNCTION_CALL) && delta.hasNonNull(name) && guard.judgesTools()) {
                refused = true; // the older kind of call comes in pieces that cannot be judged
            } else {
                changed |= texts.take(delta, name, true);
            }
        }
        return changed;
    }

    private boolean toolCalls(ArrayNode calls) {
        boolean changed = false;
        for (JsonNode each : calls) {
            int number = numbers.of(each);
            if (!(each instanceof ObjectNode call) || (!tools.containsKey(number) && tools.size() == MAX_TOOL_CALLS)) {
                refused = true;
                return changed;
            }
            StreamedToolCall tool = tools.computeIfAbsent(number, _ -> new StreamedToolCall(call, guard));
            changed |= tool.take(call);
            if (!call.path(INDEX).isInt() || call.path(INDEX).asInt() != number) {
                call.put(INDEX, number);
                changed = true;
            }
            refused |= tool.isRefused();
        }
        return changed;
    }

    /// Guards the log probabilities, which describe the original pieces and may spell what is held back.
    private boolean logprobs(ObjectNode choice) {
        if (!choice.hasNonNull(ChoiceLogprobs.NAME)) {
            return false;
        }
        boolean described =
                channels().allMatch(ChannelGuard::isUntouched) && ChoiceLogprobs.mayPassInPieces(choice, guard);
        if (!described) {
            choice.putNull(ChoiceLogprobs.NAME);
        }
        return !described;
    }

    /// Ends the choice and releases in this chunk what the channels still hold.
    ///
    /// @param reason empty for an end without one
    boolean finish(ObjectNode choice, String reason) {
        channels().forEach(ChannelGuard::end);
        boolean passes = !isRefused() && allowsTools() && passesReview();
        stopped = !passes || hasStopped();
        finished = true;
        boolean changed = false;
        if (passes) {
            ObjectNode delta = choice.get(DELTA) instanceof ObjectNode present ? present : WireJson.newObject();
            changed = texts.give(choice, delta);
            for (Map.Entry<Integer, StreamedToolCall> tool : tools.entrySet()) {
                changed |= tool.getValue().give(delta, tool.getKey());
            }
            if (!delta.isEmpty() || !choice.has(DELTA)) {
                choice.set(DELTA, delta);
            }
        } else {
            withhold(choice);
            changed = true;
        }
        String words = stopped ? stopMessage() : null;
        if (words != null && choice.get(DELTA) instanceof ObjectNode delta) {
            delta.put(ChatStream.REFUSAL, words);
            changed = true;
        }
        String decided = stopped ? ChatStream.CONTENT_FILTER : reason;
        if (!decided.isEmpty()) {
            finishReason = decided;
            changed |= !decided.equals(choice.path(FINISH_REASON).asString(""));
            choice.put(FINISH_REASON, decided);
        }
        return changed;
    }

    private @Nullable String stopMessage() {
        return channels()
                .filter(ChannelGuard::isStopped)
                .map(ChannelGuard::stopMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(guard::takeStopMessage);
    }

    private static void withhold(ObjectNode choice) {
        choice.retain(INDEX, FINISH_REASON);
        choice.putObject(DELTA);
    }

    private boolean allowsTools() {
        boolean allowed = true;
        for (StreamedToolCall tool : tools.values()) {
            allowed &= tool.isAllowed();
        }
        return allowed;
    }

    private boolean passesReview() {
        if (!guard.needsWhole()) {
            return true;
        }
        String _ = guard.takeStopMessage(); // that of another choice
        StringBuilder all = new StringBuilder();
        channels().forEach(channel -> all.append(channel.words()).append('\n'));
        return guard.review(all.toString());
    }

    private boolean isRefused() {
        return refused || texts.isRefused();
    }

    /// Whether the policy has ended a channel. Uses loops, since it runs for every piece.
    private boolean hasStopped() {
        for (StreamedToolCall tool : tools.values()) {
            if (tool.channel().isStopped()) {
                return true;
            }
        }
        return texts.hasStopped();
    }

    private Stream<ChannelGuard> channels() {
        return Stream.concat(texts.guards(), tools.values().stream().map(StreamedToolCall::channel));
    }

    boolean isFinished() {
        return finished;
    }

    /// Returns the finish reason; null until it is known.
    @Nullable
    String finishReason() {
        return finishReason;
    }

    /// Whether the policy ended it.
    boolean isStopped() {
        return stopped;
    }

    /// Whether the client has received anything of this choice except tool calls.
    boolean hasSaidWords() {
        return texts.guards().anyMatch(text -> text.given() > 0);
    }

    /// Returns how many characters the model has produced in this choice.
    long characters() {
        return channels().mapToLong(ChannelGuard::taken).sum();
    }

    /// Returns the choice for storage.
    ObjectNode remembered(int index) {
        ObjectNode choice = WireJson.newObject().put(INDEX, index);
        ObjectNode message = choice.putObject(MESSAGE).put("role", "assistant");
        texts.remember(message);
        if (!tools.isEmpty()) {
            ArrayNode calls = message.putArray(TOOL_CALLS);
            tools.values().forEach(tool -> calls.add(tool.remembered()));
        }
        choice.put(FINISH_REASON, finishReason);
        return choice;
    }
}
