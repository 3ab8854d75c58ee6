package io.plumbline.eval.redteam.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The conversation in which an attack is placed.
///
/// @param system the system message, with the secret if the attack is after one; null for none
/// @param placement where the attack is
/// @param carrier the text around it, with `{attack}` in its place
/// @param task what the user wants, if the attack is in a tool's result
/// @param tools tools that are offered
/// @param called the tool whose result carries the attack
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeSetting(
        @Nullable String system,
        Placement placement,
        String carrier,
        @Nullable String task,
        List<Tool> tools,
        @Nullable String called) {

    static final String ATTACK = "{attack}";

    private static final String CALL_ID = "call_1";

    public ProbeSetting {
        tools = List.copyOf(tools);
    }

    /// Where an attack is placed.
    public enum Placement {
        /// In the user's message.
        USER,
        /// In a document of the user's message.
        DOCUMENT,
        /// In a passage that was found for the user's question.
        PASSAGE,
        /// In the result of a tool.
        TOOL_RESULT
    }

    /// A tool that is offered to the model.
    ///
    /// @param properties names of its arguments, all of them texts
    public record Tool(String name, String description, List<String> properties) {

        public Tool {
            properties = List.copyOf(properties);
        }

        private Map<String, Object> definition() {
            Map<String, Object> arguments = new TreeMap<>();
            properties.forEach(property -> arguments.put(property, Map.of("type", "string")));
            return Map.of(
                    "type",
                    "function",
                    "function",
                    Map.of(
                            "name",
                            name,
                            "description",
                            description,
                            "parameters",
                            Map.of("type", "object", "properties", arguments, "required", properties)));
        }
    }

    /// A setting that consists of the user's message alone.
    static ProbeSetting plain() {
        return new ProbeSetting(null, Placement.USER, ATTACK, null, List.of(), null);
    }

    /// Returns the offered tools in the form of chat completions.
    public List<Map<String, Object>> toolDefinitions() {
        return tools.stream().map(Tool::definition).toList();
    }

    /// Returns the text with the attack in its place.
    public String carried(String attack) {
        return carrier.replace(ATTACK, attack);
    }

    /// Returns the first user message and what follows it, without the system message.
    public List<Map<String, Object>> opening(String attack) {
        if (placement != Placement.TOOL_RESULT) {
            return List.of(message("user", carried(attack)));
        }
        Map<String, Object> call = Map.of(
                "id",
                CALL_ID,
                "type",
                "function",
                "function",
                Map.of("name", String.valueOf(called), "arguments", "{}"));
        Map<String, Object> calling = new LinkedHashMap<>();
        calling.put("role", "assistant");
        calling.put("content", "");
        calling.put("tool_calls", List.of(call));
        Map<String, Object> result = new LinkedHashMap<>(message("tool", carried(attack)));
        result.put("tool_call_id", CALL_ID);
        List<Map<String, Object>> messages = new ArrayList<>();
        messages.add(message("user", String.valueOf(task)));
        messages.add(calling);
        messages.add(result);
        return messages;
    }

    public static Map<String, Object> message(String role, String content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role);
        message.put("content", content);
        return message;
    }
}
