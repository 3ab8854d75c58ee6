package io.plumbline.simulator.tool;

import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.knowledge.StemmedWords;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Decides which of the offered tools a question requests, and with which arguments.
///
/// A reading tool (`get_account_balance`) is requested if the question contains half of the words of its name. An
/// acting tool (`block_card`) is requested only if it contains all of them: a question about a card blocks none.
public final class ToolSelection {
    private static final int MOST_CALLS = 8;
    private static final Set<String> READING =
            Set.of("get", "list", "find", "lookup", "search", "fetch", "query", "read", "show", "retrieve", "check");

    private ToolSelection() {}

    /// The calls to make; none if the question requests no tool.
    public static List<SimulatedToolCall> calls(String question, List<ToolDefinition> tools, ToolSettings choice) {
        List<ToolDefinition> chosen = switch (choice.mode()) {
            case NONE -> List.of();
            case NAMED ->
                tools.stream().filter(tool -> tool.name().equals(choice.name())).toList();
            case AUTO -> asked(question, tools);
            case REQUIRED -> {
                List<ToolDefinition> asked = asked(question, tools);
                yield asked.isEmpty() ? tools.subList(0, Math.min(1, tools.size())) : asked;
            }
        };
        List<SimulatedToolCall> calls = chosen.stream()
                .flatMap(tool -> callsOf(tool, question).stream())
                .toList();
        return calls.subList(0, Math.min(calls.size(), choice.parallel() ? MOST_CALLS : 1));
    }

    /// One call with arguments from the text.
    public static SimulatedToolCall call(ToolDefinition tool, String text) {
        return call(tool, text, 0);
    }

    private static SimulatedToolCall call(ToolDefinition tool, String text, int variant) {
        SchemaFiller filler = new SchemaFiller(tool.schema(), new QuestionValues(text, variant));
        return new SimulatedToolCall(tool.name(), Json.text(filler.fill()));
    }

    /// One call for each thing that the question names: the weather in Paris and London takes two calls.
    private static List<SimulatedToolCall> callsOf(ToolDefinition tool, String question) {
        QuestionValues values = new QuestionValues(question, 0);
        int most = tool.schema().path("properties").propertyNames().stream()
                .mapToInt(name -> values.candidates(name).size())
                .max()
                .orElse(1);
        Set<SimulatedToolCall> calls = new LinkedHashSet<>();
        for (int variant = 0; variant < Math.clamp(most, 1, MOST_CALLS); variant++) {
            calls.add(call(tool, question, variant));
        }
        return List.copyOf(calls);
    }

    private static List<ToolDefinition> asked(String question, List<ToolDefinition> tools) {
        Set<String> words = new HashSet<>(StemmedWords.stems(question));
        return tools.stream().filter(tool -> isAsked(words, tool.name())).toList();
    }

    private static boolean isAsked(Set<String> question, String toolName) {
        String spaced = toolName.replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .replace('_', ' ')
                .replace('-', ' ');
        List<String> parts = List.of(spaced.toLowerCase(Locale.ROOT).split(" ", -1));
        boolean reads = READING.contains(parts.getFirst());
        List<String> said = StemmedWords.stems(String.join(" ", reads ? parts.subList(1, parts.size()) : parts));
        long matched = said.stream().filter(question::contains).count();
        return matched > 0 && (reads ? 2 * matched >= said.size() : matched == said.size());
    }
}
