package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.responses.codec.ResponsesRequest;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Maps the places of the chat completion that a request becomes to the places of the request, as its client
/// names them. Not thread-safe.
final class ChatPlaces {

    private static final Pattern MESSAGE = Pattern.compile("messages\\[(\\d{1,6})](.*)", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile("\\.content\\[(\\d{1,6})].*", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\.tool_calls\\[(\\d{1,6})](.*)", Pattern.DOTALL);
    private static final Pattern TOOL = Pattern.compile("(tools\\[\\d{1,6}])\\.function(.*)", Pattern.DOTALL);
    private static final String PARAM = "param";

    /// Members of a chat completion that have another name here, as prefixes of places.
    private static final Map<String, String> NAMES = Map.of(
            "messages", "input",
            "response_format.json_schema", "text.format",
            "response_format", "text.format",
            "reasoning_effort", "reasoning.effort",
            "verbosity", "text.verbosity",
            "max_tokens", "max_output_tokens",
            "max_completion_tokens", "max_output_tokens");

    /// The messages by their index in the chat completion.
    private final List<Optional<Message>> messages = new ArrayList<>();

    private int rendered;

    void add(Message message) {
        messages.add(Optional.of(message));
    }

    /// Adds a message of an earlier response.
    void addEarlier() {
        messages.add(Optional.empty());
    }

    /// Records that a prompt's messages were inserted before all others.
    void precede(int count) {
        rendered += count;
    }

    /// Returns the message at an index of the chat completion; empty if it is not the client's own.
    Optional<Message> message(int index) {
        int own = index - rendered;
        return own < 0 || own >= messages.size() ? Optional.empty() : messages.get(own);
    }

    String of(String place) {
        Matcher message = MESSAGE.matcher(place);
        if (message.matches()) {
            return ofMessage(Integer.parseInt(message.group(1)), message.group(2));
        }
        Matcher tool = TOOL.matcher(place);
        if (tool.matches()) {
            return tool.group(1) + tool.group(2);
        }
        String best = "";
        for (String name : NAMES.keySet()) {
            boolean begins = place.equals(name) || place.startsWith(name + ".");
            best = begins && name.length() > best.length() ? name : best;
        }
        return best.isEmpty() ? place : NAMES.get(best) + place.substring(best.length());
    }

    private String ofMessage(int index, String rest) {
        if (index < rendered) {
            return "plumbline.prompt";
        }
        Message message = message(index).orElse(null);
        if (message == null) {
            return ResponsesRequest.PREVIOUS;
        }
        List<Part> content = content(message);
        Matcher part = PART.matcher(rest);
        if (part.matches()) {
            return param(content, Integer.parseInt(part.group(1)), message);
        }
        Matcher call = CALL.matcher(rest);
        if (call.matches()) {
            List<Part> calls = message.parts().stream()
                    .filter(Part.ToolUse.class::isInstance)
                    .toList();
            return param(calls, Integer.parseInt(call.group(1)), message)
                    + call.group(2).replace(".function", "");
        }
        if (rest.equals(".tool_call_id")) {
            return message.param() + ".call_id";
        }
        return rest.startsWith(".content") && content.size() == 1
                ? content.getFirst().param()
                : message.param();
    }

    private static String param(List<Part> parts, int index, Message message) {
        return index < parts.size() ? parts.get(index).param() : message.param();
    }

    private static List<Part> content(Message message) {
        if (!message.parts().isEmpty() && message.parts().getFirst() instanceof Part.ToolResult result) {
            return result.content();
        }
        return message.parts().stream()
                .filter(part -> !(part instanceof Part.ToolUse || part instanceof Part.Refusal))
                .toList();
    }

    /// Rewrites a problem for the client.
    ProblemException rewritten(ProblemException problem) {
        if (!(problem.properties().get(PARAM) instanceof String param)) {
            return problem;
        }
        String own = of(param);
        if (own.equals(param)) {
            return problem;
        }
        ProblemException rewritten =
                problem.type().because(String.valueOf(problem.getMessage()).replace(param, own));
        problem.properties().forEach(rewritten::with);
        problem.errors().forEach(error -> rewritten.at(error.pointer(), error.message()));
        return rewritten.with(PARAM, own);
    }

    /// Rewrites a provider's refusal for the client.
    byte @Nullable [] rewritten(byte @Nullable [] refusal) {
        if (refusal == null) {
            return null;
        }
        ObjectNode body = WireJson.object(refusal).orElse(null);
        if (body == null
                || !(body.get("error") instanceof ObjectNode error)
                || !error.path(PARAM).isString()) {
            return refusal;
        }
        error.put(PARAM, of(error.path(PARAM).asString()));
        return WireJson.bytes(body);
    }
}
