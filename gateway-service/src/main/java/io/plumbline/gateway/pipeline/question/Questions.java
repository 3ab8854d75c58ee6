package io.plumbline.gateway.pipeline.question;

import io.plumbline.clients.governance.ApprovalRequirement.Detail;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.InputGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.OutputGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Selects what an approver sees of a call: its target, the request, and in full each tool call and the words of
/// an answer that require the approval. All of it is redacted as the policy redacts, including what requires the
/// approval. Approval is not requested for content that cannot be shown in full.
public final class Questions {

    /// The maximum length of context that is shown but not decided about.
    private static final int LONGEST_TURN = 4_000;

    private static final int LONGEST_TEXT = 16_000;
    private static final int MOST_CALLS = 20;
    private static final int MOST_PLACES = 30;

    /// Governance's limit.
    private static final int MOST_DETAILS = 40;

    private static final int MOST_NAMES = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/-]{1,64}");

    private final InputGuard guard;
    private final OutputGuard outputGuard;
    private final EffectivePolicy policy;

    public Questions(InputGuard guard, OutputGuard outputGuard, EffectivePolicy policy) {
        this.guard = guard;
        this.outputGuard = outputGuard;
        this.policy = policy;
    }

    /// A tool call as a model wrote it.
    private record WrittenCall(String tool, String arguments) {}

    /// Returns tool names in a displayable form, since models can invent any name.
    static List<String> names(List<String> tools) {
        return tools.stream()
                .map(name -> NAME.matcher(name).matches() ? name : "a tool of another name")
                .distinct()
                .limit(MOST_NAMES)
                .toList();
    }

    /// Returns a place in a request in a displayable form, since members can have any name.
    static String place(String param) {
        return shortened(VisibleText.of(shortened(param, 100)), 150);
    }

    /// Returns what the approver sees of a request that requires approval; empty if it is too much.
    ///
    /// @param asked the places that require approval; if approved, all of them are sent
    /// @throws ProblemException `gateway-overloaded` if the guards have no time to redact it
    Optional<List<Detail>> ofInput(UUID call, Resolution resolution, List<TextPlace> asked) {
        if (asked.size() > MOST_PLACES) {
            return Optional.empty();
        }
        List<Detail> details = head(call, resolution);
        for (TextPlace place : asked) {
            String text = whole(place.text(), place.origin());
            if (text == null) {
                return Optional.empty();
            }
            details.add(new Detail("Text in " + place(place.param()), text));
        }
        return Optional.of(details);
    }

    /// Returns the whole redacted text; null if it is too long.
    private @Nullable String whole(String text, Origin origin) {
        if (text.length() > LONGEST_TEXT) {
            return null;
        }
        String redacted = redacted(text, origin);
        if (redacted == null) {
            throw guard.outOfTime();
        }
        String visible = VisibleText.of(redacted);
        return visible.length() > LONGEST_TEXT ? null : visible;
    }

    /// Returns what the approver sees of an answer that requires approval; empty if it is too much or cannot be
    /// inspected.
    ///
    /// @param question the user's, if the request contains more in its place; null otherwise
    Optional<List<Detail>> ofAnswer(ResolvedCall answered, @Nullable String question, AnswerGuard asking) {
        ArrayNode remembered = answered.delivery().remembered();
        boolean byWords = !asking.asked().isEmpty();
        ArrayNode choices = remembered == null ? null : remembered.deepCopy();
        if (choices == null || (byWords && (tooLong(choices) || !redact(choices)))) {
            return Optional.empty();
        }
        List<WrittenCall> calls = calls(choices);
        List<Detail> words = byWords ? words(choices) : List.of();
        int length = calls.stream().mapToInt(call -> call.arguments().length()).sum();
        boolean silent = calls.isEmpty() && words.isEmpty();
        if (silent || words.size() > MOST_PLACES || calls.size() > MOST_CALLS || length > LONGEST_TEXT) {
            return Optional.empty();
        }
        List<Detail> details = head(answered.account().id(), answered.resolution());
        Optional<String> last =
                question == null ? lastTurn(answered.request()) : Optional.of(beginning(question, Origin.TURN));
        last.ifPresent(turn -> details.add(new Detail("The user said last", turn)));
        details.addAll(words);
        for (int i = 0; i < calls.size(); i++) {
            WrittenCall call = calls.get(i);
            boolean asked = asking.tools().asked().contains(call.tool());
            String label =
                    "Call " + (i + 1) + " of " + calls.size() + ": " + shortened(VisibleText.of(call.tool()), 100)
                            + (asked ? ", to be decided" : ", allowed by the policy");
            String arguments = redacted(call.arguments(), Origin.TOOL_ARGUMENTS);
            if (arguments == null) {
                return Optional.empty();
            }
            details.add(new Detail(label, VisibleText.ofJson(arguments)));
        }
        boolean tooMuch = details.size() > MOST_DETAILS
                || details.stream().anyMatch(detail -> detail.text().length() > LONGEST_TEXT);
        return tooMuch ? Optional.empty() : Optional.of(details);
    }

    /// Returns an answer's words outside its tool calls, in full. Fixed places and identifiers of calls never
    /// require approval.
    private static List<Detail> words(ArrayNode choices) {
        List<Detail> words = new ArrayList<>();
        for (TextPlace place : places(withoutCalls(choices))) {
            if (!place.isFixed() && !place.text().isBlank()) {
                words.add(new Detail("The model says in " + place(place.param()), VisibleText.of(place.text())));
            }
        }
        return words;
    }

    /// Returns the choices without the parts that [#calls] returns.
    private static ArrayNode withoutCalls(ArrayNode choices) {
        ArrayNode rest = choices.deepCopy();
        for (JsonNode choice : rest) {
            JsonNode message = choice.path("message");
            for (JsonNode each : message.path("tool_calls")) {
                if (each instanceof ObjectNode call) {
                    call.remove(List.of("id", "type", "index"));
                    remove(call.path("function"), List.of("name", "arguments"));
                    remove(call.path("custom"), List.of("name", "input"));
                }
            }
            for (JsonNode block : message.path("content")) {
                if (isToolUse(block)) {
                    remove(block, List.of("input"));
                }
            }
        }
        return rest;
    }

    private static void remove(JsonNode from, List<String> names) {
        if (from instanceof ObjectNode object) {
            object.remove(names);
        }
    }

    private static boolean isToolUse(JsonNode block) {
        return block.path("type").asString("").endsWith("tool_use");
    }

    /// Removes from an answer's choices what the policy redacts, blocks or asks about.
    ///
    /// @return whether everything could be inspected; the rest is emptied
    boolean redact(ArrayNode choices) {
        return outputGuard.redactOnly(places(choices), policy, PlaceholderVault.fresh());
    }

    /// Whether a text is too long to be shown in full and need not be inspected.
    private static boolean tooLong(ArrayNode choices) {
        return places(withoutCalls(choices)).stream()
                .anyMatch(place -> !place.isFixed() && place.text().length() > LONGEST_TEXT);
    }

    private static List<TextPlace> places(ArrayNode choices) {
        List<TextPlace> places = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i) instanceof ObjectNode choice) {
                places.addAll(ChatTexts.ofChoice(choice, i));
            }
        }
        return places;
    }

    private List<Detail> head(UUID call, Resolution resolution) {
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("Route", resolution.route() + ", variant " + resolution.variant()));
        details.add(new Detail("Policy", policy.label()));
        details.add(new Detail("Call", call.toString()));
        return details;
    }

    /// Returns the last turn as the provider received it, with placeholders for redacted values.
    private Optional<String> lastTurn(CallRequest request) {
        return request.surface().prompt().texts(request.body()).stream()
                .filter(place -> place.origin() == Origin.TURN && place.isReadable())
                .reduce((_, last) -> last)
                .map(place -> beginning(place.text(), place.origin()));
    }

    /// Returns the beginning of a text that is shown as context.
    String beginning(String text, Origin origin) {
        String redacted = redacted(shortened(text, LONGEST_TURN), origin);
        if (redacted == null) {
            return "This text cannot be shown: the guards could not inspect it in time.";
        }
        String visible = VisibleText.of(redacted);
        String begun = shortened(visible, LONGEST_TURN);
        boolean all = text.length() <= LONGEST_TURN && begun.equals(visible);
        return all ? visible : begun + "\n… (" + text.length() + " characters in all)";
    }

    /// Returns the redacted text; null if the guards have no time for it.
    private @Nullable String redacted(String text, Origin origin) {
        ShownPlace place = new ShownPlace(text, origin);
        return guard.redactOnly(List.of(place), policy, PlaceholderVault.fresh()) ? place.text() : null;
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /// Returns the tool calls of both surfaces, whose answers are stored in one format.
    private static List<WrittenCall> calls(JsonNode choices) {
        List<WrittenCall> calls = new ArrayList<>();
        for (JsonNode choice : choices) {
            JsonNode message = choice.path("message");
            for (JsonNode call : message.path("tool_calls")) {
                boolean custom = call.path("custom").isObject();
                if (custom) {
                    calls.add(written(call.path("custom"), "input"));
                }
                if (!custom || call.path("function").isObject()) {
                    calls.add(written(call.path("function"), "arguments"));
                }
            }
            if (message.path("function_call").isObject()) {
                calls.add(written(message.path("function_call"), "arguments"));
            }
            for (JsonNode block : message.path("content")) {
                if (isToolUse(block)) {
                    calls.add(written(block, "input"));
                }
            }
        }
        return calls;
    }

    private static WrittenCall written(JsonNode call, String field) {
        JsonNode arguments = call.path(field);
        return new WrittenCall(
                call.path("name").asString(""), arguments.isString() ? arguments.asString() : text(arguments));
    }

    private static String text(JsonNode arguments) {
        return arguments.isMissingNode() ? "" : arguments.toString();
    }
}
