package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.client.openai.ServerMembers;
import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.dialect.Presets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of chat completions.
final class ChatParameters implements ClientParameters {

    @Override
    public List<String> kept() {
        return List.of("messages", "tools");
    }

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        Presets.apply(parameters, body);
    }

    @Override
    public long choicesWanted(ObjectNode body) {
        return choices(body, "n");
    }

    @Override
    public long choicesMade(ObjectNode body) {
        return Math.max(choicesWanted(body), choices(body, "best_of"));
    }

    private static long choices(ObjectNode body, String member) {
        return Math.max(1, body.path(member).asInt(1));
    }

    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return OutputLimits.of(body);
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        OutputLimits.set(body, tokens);
    }

    @Override
    public @Nullable String subject(ObjectNode body) {
        return body.path("user").asString("");
    }

    @Override
    public Set<String> serverMembers() {
        return ServerMembers.ALL;
    }
}
