package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.wire.WireJson;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the tools of a request. A schema for the answer becomes a tool that the model must call; its input is
/// the answer.
final class ConverseTools {

    private static final String NAME = "name";
    private static final String TOOLS = "tools";
    private static final String CHOICE = "toolChoice";

    private final ModelRequest request;

    ConverseTools(ModelRequest request) {
        this.request = request;
    }

    /// Whether the client accepts one call at a time.
    boolean onlyOne() {
        return Boolean.FALSE.equals(request.parallelToolCalls());
    }

    /// Returns an empty object without tools. Converse cannot forbid tool calls, so tools that the model must not
    /// call are left out. But Converse requires tools if the conversation contains tool calls: all of them are
    /// then declared, or those that were called.
    ObjectNode config() {
        ObjectNode config = WireJson.newObject();
        ToolChoice choice = request.toolChoice();
        boolean mayCall = choice == null || choice.mode() != ToolChoice.Mode.NONE;
        Set<String> called = called();
        if (request.tools().isEmpty() || (!mayCall && called.isEmpty())) {
            if (!called.isEmpty()) {
                ArrayNode tools = config.putArray(TOOLS);
                called.forEach(name -> tools.add(spec(name, null, null, null)));
            }
            return config;
        }
        ArrayNode tools = config.putArray(TOOLS);
        for (Tool tool : request.tools()) {
            tools.add(spec(tool.name(), tool.description(), tool.schema(), tool.strict()));
        }
        if (choice != null && mayCall) {
            config.set(CHOICE, choice(choice));
        }
        return config;
    }

    private Set<String> called() {
        Set<String> names = new LinkedHashSet<>();
        request.messages()
                .forEach(message -> message.parts().forEach(part -> {
                    if (part instanceof Part.ToolUse use) {
                        names.add(use.name());
                    }
                }));
        return names;
    }

    private static ObjectNode choice(ToolChoice choice) {
        ObjectNode written = WireJson.newObject();
        switch (choice.mode()) {
            case AUTO, NONE -> written.putObject("auto");
            case REQUIRED -> written.putObject("any");
            case NAMED -> written.putObject("tool").put(NAME, choice.name());
        }
        return written;
    }

    private static ObjectNode spec(
            String name, @Nullable String description, @Nullable ObjectNode schema, @Nullable Boolean strict) {
        ObjectNode tool = WireJson.newObject();
        ObjectNode spec = tool.putObject("toolSpec").put(NAME, name);
        if (description != null && !description.isEmpty()) {
            spec.put("description", description);
        }
        ObjectNode inputSchema = spec.putObject("inputSchema");
        if (schema == null) {
            inputSchema.putObject("json").put("type", "object").putObject("properties");
        } else {
            inputSchema.set("json", schema);
        }
        if (Boolean.TRUE.equals(strict)) {
            spec.put("strict", true);
        }
        return tool;
    }

    static String nameOf(AnswerSchema schema) {
        String name = schema.name();
        return name == null || name.isEmpty() ? "answer" : name;
    }

    static ObjectNode answering(AnswerSchema answer) {
        ObjectNode schema = answer.schema();
        if (schema == null || !schema.path("type").asString("").equals("object")) {
            throw InvalidCalls.at(answer.param(), "must be a json_schema of an object for the model behind this route");
        }
        ObjectNode config = WireJson.newObject();
        String description = answer.description() == null ? "Gives the answer." : answer.description();
        config.putArray(TOOLS).add(spec(nameOf(answer), description, schema, null));
        config.putObject(CHOICE).putObject("tool").put(NAME, nameOf(answer));
        return config;
    }
}
