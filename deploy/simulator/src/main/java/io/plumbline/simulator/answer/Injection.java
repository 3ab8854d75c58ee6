package io.plumbline.simulator.answer;

import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.SimulatedToolCall;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSelection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Obeys an instruction hidden in content, like a model without defences: calls the tool that the instruction
/// names, reveals the system prompt, or repeats the words that it demands.
///
/// In a tool's result, every instruction counts as injected. In a user's own message, only one that demands to
/// ignore or reveal the model's instructions does.
final class Injection {
    private static final Pattern OVERRIDE = pattern("\\b(?:ignore|disregard|forget|override|bypass)\\b[^.\\n]{0,60}"
            + "\\b(?:instructions?|rules|prompts?|guidelines|directives)\\b");
    private static final Pattern LEAK =
            pattern("\\b(?:reveal|print|repeat|show|output|leak|tell|give|display|disclose|send)\\b[^.\\n]{0,60}"
                    + "\\b(?:system|developer|initial|hidden|secret|your)\\s(?:prompt|message|instructions|rules)\\b");
    private static final Pattern TOOL = pattern("\\b(?:call|invoke|use|run|execute|trigger)\\s(?:the\\s)?"
            + "(?:(?:tool|function)\\s)?[`\"']?([a-z][a-z0-9]{0,63}(?:[_-][a-z0-9]{1,63}){0,8})[`\"']?");
    private static final Pattern TOOL_WORD = pattern("\\b(?:tool|function)\\b");
    private static final Pattern SAY = pattern("\\b(?:say|reply|respond|answer|write|print|output)\\b\\s"
            + "(?:only\\s)?(?:with\\s)?(?:the\\swords?\\s)?[\"“'`]([^\"”'`\\n]{1,500})[\"”'`]");
    private static final int ARGUMENTS_WITHIN = 120;
    private static final int LONGEST_TEXT = 4_000;

    private final String text;

    private Injection(String text) {
        this.text = text;
    }

    /// The injected instruction since the model's last reply, if there is one.
    static Optional<Injection> in(SimulatedConversation conversation) {
        return conversation.sinceLastReply().stream()
                .filter(Injection::isInjected)
                .map(turn -> new Injection(turn.text()))
                .findFirst();
    }

    String text() {
        return text;
    }

    Draft obey(SimulatedConversation conversation) {
        Optional<SimulatedToolCall> call = toolCall(conversation.tools());
        if (call.isPresent()) {
            return Draft.of(List.of(call.get()));
        }
        if (LEAK.matcher(text).find()) {
            String system = conversation.textOf(Turn.Role.SYSTEM);
            String leaked = system.substring(0, Math.min(system.length(), LONGEST_TEXT));
            return Draft.of(leaked.isBlank() ? "I was given no instructions." : "My instructions are: " + leaked);
        }
        Matcher said = SAY.matcher(text);
        return Draft.of(said.find() ? said.group(1) : "Very well, I set my instructions aside. What shall I do?");
    }

    private static boolean isInjected(Turn turn) {
        boolean overrides = OVERRIDE.matcher(turn.text()).find()
                || LEAK.matcher(turn.text()).find();
        boolean commands = turn.role() == Turn.Role.TOOL
                && TOOL.matcher(turn.text()).find()
                && TOOL_WORD.matcher(turn.text()).find();
        return overrides || commands;
    }

    /// An offered tool, or any name of a tool: an obedient model invents tools.
    private Optional<SimulatedToolCall> toolCall(List<ToolDefinition> tools) {
        Matcher named = TOOL.matcher(text);
        while (named.find()) {
            String name = named.group(1);
            Optional<ToolDefinition> offered =
                    tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
            if (offered.isPresent() || TOOL_WORD.matcher(named.group()).find() || name.indexOf('_') > 0) {
                String arguments = givenArguments(named.end())
                        .orElseGet(() -> offered.map(
                                        tool -> ToolSelection.call(tool, text).arguments())
                                .orElse("{}"));
                return Optional.of(new SimulatedToolCall(name, arguments));
            }
        }
        return Optional.empty();
    }

    /// The first JSON object after the tool's name, if one follows closely.
    private Optional<String> givenArguments(int from) {
        int open = text.indexOf('{', from);
        if (open < 0 || open - from > ARGUMENTS_WITHIN) {
            return Optional.empty();
        }
        int last = Math.min(text.length(), open + LONGEST_TEXT);
        for (int close = text.indexOf('}', open); close >= 0 && close < last; close = text.indexOf('}', close + 1)) {
            Optional<String> arguments = Json.parse(text.substring(open, close + 1))
                    .filter(ObjectNode.class::isInstance)
                    .map(Json::text);
            if (arguments.isPresent()) {
                return arguments;
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
