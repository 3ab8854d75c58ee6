package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.wire.WireJson;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells an answer that a provider's own rules on content have kept back from one that says something, in the
/// client's language: OpenAI's and Azure's finish reason `content_filter`, Anthropic's stop reason `refusal`.
/// Of a stream it looks at the events before the first that says something; an error among them that names
/// those rules is the same.
///
/// @param answer as it may still go to the client: nothing of it is lost
/// @param isFiltered whether nothing is said in it, for the provider's rules
/// @param usage what the provider says that it used; empty when it does not
record FilteredAnswer(UpstreamAnswer answer, boolean isFiltered, ObjectNode usage) {

    /// Events that say nothing, before it is no longer worth waiting: OpenAI sends one, Azure two, Anthropic
    /// three.
    private static final int MOST_SILENT = 32;

    /// Events after the end in which the usage may stand.
    private static final int MOST_AFTER = 4;

    private static final int BAD_REQUEST = 400;
    private static final Set<String> SAYING = Set.of(
            "content", "refusal", "tool_calls", "function_call", "reasoning_content", "reasoning", "text", "thinking");
    private static final Set<String> SAYING_DELTAS = Set.of("text", "thinking", "partial_json", "citation");
    private static final String USAGE = "usage";

    /// Looks at an answer.
    ///
    /// @param usage takes what a stream says of its usage, also of one that breaks
    /// @throws UpstreamFailure when a stream breaks before it says anything
    /// @throws CallEndedException when the client has gone
    static FilteredAnswer look(UpstreamAnswer answer, Dialect dialect, ObjectNode usage)
            throws UpstreamFailure, CallEndedException {
        return switch (answer) {
            case UpstreamAnswer.Whole whole ->
                new FilteredAnswer(whole, isFiltered(whole.body(), dialect), usageOf(whole.body()));
            case UpstreamAnswer.Streamed streamed -> look(streamed, dialect, usage);
        };
    }

    private static boolean isFiltered(ObjectNode body, Dialect dialect) {
        if (dialect == Dialect.ANTHROPIC) {
            return isRefusal(body.path("stop_reason"));
        }
        JsonNode choices = body.path("choices");
        return !choices.isEmpty() && choices.valueStream().allMatch(choice -> isFilter(choice.path("finish_reason")));
    }

    private static boolean isRefusal(JsonNode reason) {
        return reason.asString("").equals("refusal");
    }

    private static boolean isFilter(JsonNode reason) {
        return reason.asString("").equals("content_filter");
    }

    private static FilteredAnswer look(UpstreamAnswer.Streamed answer, Dialect dialect, ObjectNode usage)
            throws UpstreamFailure, CallEndedException {
        PeekedEvents events = new PeekedEvents(answer.events());
        UpstreamAnswer same = new UpstreamAnswer.Streamed(answer.target(), events, answer.attempt());
        boolean kept = false;
        try {
            boolean filtered = false;
            for (int i = 0; i < MOST_SILENT && !filtered; i++) {
                byte[] data = events.peek();
                ObjectNode event = event(data);
                if (data == null || event == null || saysSomething(event, dialect)) {
                    break;
                }
                usage.setAll(usageOf(event));
                filtered = ends(event, dialect) || (event.hasNonNull("error") && isError(data));
            }
            for (int i = 0; filtered && i < MOST_AFTER; i++) {
                ObjectNode event = event(events.peek());
                if (event == null) {
                    break;
                }
                usage.setAll(usageOf(event));
            }
            kept = true;
            return new FilteredAnswer(same, filtered, usage);
        } catch (NotAChunkException e) {
            if (isError(e.said())) {
                kept = true;
                return new FilteredAnswer(same, true, usage);
            }
            throw answer.attempt().broken(UpstreamFailure.problemOf(e));
        } catch (IOException e) {
            throw answer.attempt().failed(e);
        } finally {
            if (!kept) {
                answer.close();
            }
        }
    }

    /// Null at the end, and for what only the answer's own reader may judge.
    private static @Nullable ObjectNode event(byte @Nullable [] data) {
        return data == null ? null : WireJson.object(data).orElse(null);
    }

    private static boolean saysSomething(ObjectNode event, Dialect dialect) {
        if (dialect == Dialect.ANTHROPIC) {
            JsonNode block = event.path("content_block");
            return !block.path("type").asString("text").equals("text")
                    || has(block, SAYING)
                    || has(event.path("delta"), SAYING_DELTAS);
        }
        return event.path("choices").valueStream().anyMatch(choice -> has(choice.path("delta"), SAYING));
    }

    private static boolean has(JsonNode object, Set<String> members) {
        return members.stream()
                .map(object::path)
                .anyMatch(member -> member.isContainer()
                        ? !member.isEmpty()
                        : !member.asString("").isEmpty());
    }

    private static boolean ends(ObjectNode event, Dialect dialect) {
        return dialect == Dialect.ANTHROPIC
                ? isRefusal(event.path("delta").path("stop_reason"))
                : event.path("choices").valueStream().anyMatch(choice -> isFilter(choice.path("finish_reason")));
    }

    private static boolean isError(byte @Nullable [] said) {
        return said != null && RefusedRequest.classOf(BAD_REQUEST, said) == FailureClass.CONTENT_POLICY;
    }

    private static ObjectNode usageOf(ObjectNode body) {
        JsonNode usage = body.path("message").path(USAGE).isObject()
                ? body.path("message").path(USAGE)
                : body.path(USAGE);
        return usage instanceof ObjectNode object ? object : WireJson.newObject();
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "FilteredAnswer[" + isFiltered + "]";
    }
}
