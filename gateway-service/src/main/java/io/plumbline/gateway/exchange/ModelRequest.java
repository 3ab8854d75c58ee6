package io.plumbline.gateway.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked of a model. Immutable.
///
/// @param messages in their order, the application's among them
/// @param tools that the model may call
/// @param toolChoice null when the client does not say
/// @param parallelToolCalls whether the model may call several tools at once; null when the client does not say
/// @param answerSchema null for free text
/// @param reasoning null when the client does not say
/// @param user whom the call concerns, as the application names them; null when it does not say
/// @param parameters everything else, known or not, by the name that OpenAI's chat completions give it where they
///     have one (`max_tokens` for the limit of the answer under either of its names; `stop` is always a list):
///     each provider passes, translates, leaves out or refuses it
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

    /// The same, with what another says where this one does not: what is preset for a model.
    ///
    /// @param presets whose messages, tools and user do not count
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

    /// Never what is in it.
    @Override
    public String toString() {
        return "ModelRequest[" + messages.size() + " messages]";
    }
}
