package io.plumbline.simulator.answer;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.knowledge.Knowledge;
import io.plumbline.simulator.knowledge.Question;
import io.plumbline.simulator.tool.SchemaFiller;
import io.plumbline.simulator.tool.SimulatedToolCall;
import io.plumbline.simulator.tool.ToolSelection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The model itself: turns a conversation and the dials into a reply. A pure function, and therefore thread-safe
/// and repeatable.
public final class Respondent {
    private static final int LONGEST_TEXT = 4_000;

    private final Answers answers;

    public Respondent(Knowledge knowledge) {
        this.answers = new Answers(knowledge);
    }

    /// @param choice number of the reply among those of one request
    public Reply reply(SimulatedConversation conversation, Dials dials, int choice) {
        return conversation.limits().apply(draft(conversation, dials, choice));
    }

    /// Returns a text as the reply, within the limits of the conversation.
    public static Reply recite(SimulatedConversation conversation, String text) {
        return conversation.limits().apply(Draft.of(text));
    }

    private Draft draft(SimulatedConversation conversation, Dials dials, int choice) {
        Chance chance = dials.chance();
        Optional<Injection> obeyed = Injection.in(conversation)
                .filter(injection -> chance.unit("obey", injection.text()) < dials.obeysInjection());
        if (obeyed.isPresent()) {
            return obeyed.get().obey(conversation);
        }
        Optional<String> played = PlayedUser.reply(conversation);
        if (played.isPresent()) {
            return Draft.of(played.get());
        }
        List<Turn> results = conversation.sinceLastReply().stream()
                .filter(turn -> turn.role() == Turn.Role.TOOL)
                .toList();
        String message = conversation.lastMessage();
        if (results.isEmpty()) {
            List<SimulatedToolCall> calls =
                    ToolSelection.calls(Question.within(message), conversation.tools(), conversation.toolChoice());
            if (!calls.isEmpty()) {
                return Draft.of(calls);
            }
        }
        Answers.Answer answer = results.isEmpty()
                ? answers.to(message, dials, choice)
                : new Answers.Answer(report(results), "tools", true);
        AnswerFormat format = conversation.format();
        return Draft.of(format == null ? answer.text() : json(answer, message, format, chance));
    }

    private static String json(Answers.Answer answer, String message, AnswerFormat format, Chance chance) {
        ObjectNode schema = format.schema();
        JsonNode value = schema == null
                ? Json.newObject()
                        .put("answer", answer.text())
                        .put("topic", answer.topic())
                        .put("known", answer.known())
                : new SchemaFiller(schema, new AnswerValues(answer, Question.within(message), chance)).fill();
        return Json.text(value);
    }

    private static String report(List<Turn> results) {
        String report = results.stream()
                .map(result -> "According to " + result.tool() + ": " + readable(result.text()) + ".")
                .collect(Collectors.joining(" "));
        return report.length() > LONGEST_TEXT ? report.substring(0, LONGEST_TEXT) : report;
    }

    /// `{"temperature": 21, "unit": "C"}` reads `temperature 21, unit C`.
    private static String readable(String result) {
        return Json.parse(result)
                .filter(ObjectNode.class::isInstance)
                .map(object -> object.propertyStream()
                        .map(property -> property.getKey() + " " + plain(property.getValue()))
                        .collect(Collectors.joining(", ")))
                .orElse(result.strip());
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : Json.text(value);
    }
}
