package io.plumbline.gateway.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a model. Immutable.
///
/// @param messages in order, including the application's
/// @param tools that the model may call
/// @param toolChoice null if the client does not set it
/// @param parallelToolCalls whether the model may call several tools at once; null if the client does not set it
/// @param answerSchema null for free text
/// @param reasoning null if the client does not set it
/// @param user whom the call concerns, as the application names them; null for none
/// @param parameters all other members, known or not, by their names in OpenAI's chat completions if they have
///     one. Both names of the output limit become `max_tokens`; `stop` is always a list. Each provider passes,
///     translates, drops or refuses them
public record ModelRequest(
        List<Message> messages,
        List<Tool> tools,
        @Nullable ToolChoice toolChoice,
        @Nullable Boolean parallelToolCalls,
        @Nullable AnswerSchema answerSchema,
        @Nullable Reasoning reasoning,
        @Nullable String user,
        Map<String, Parameter> parameters) {

    public ModelRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Returns this request, with unset members taken from the presets of a model.
    ///
    /// @param presets whose messages, tools and user are ignored
    public ModelRequest orElse(ModelRequest presets) {
        Map<String, Parameter> all = new LinkedHashMap<>(parameters);
        presets.parameters.forEach(all::putIfAbsent);
        return new ModelRequest(
                messages,
                tools,
                toolChoice,
                parallelToolCalls,
                answerSchema == null ? presets.answerSchema : answerSchema,
                reasoning == null ? presets.reasoning : reasoning,
                user,
                all);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ModelRequest[" + messages.size() + " messages]";
    }
}
