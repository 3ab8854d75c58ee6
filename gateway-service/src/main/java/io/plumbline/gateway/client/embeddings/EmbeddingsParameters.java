package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.client.openai.ServerMembers;
import io.plumbline.gateway.dialect.ClientParameters;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of embeddings, whose answers have no tokens.
final class EmbeddingsParameters implements ClientParameters {

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        // what is preset is about answers in words
    }

    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return null;
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        // An embedding has no output tokens.
    }

    @Override
    public List<String> kept() {
        return List.of(EmbeddingsSurface.INPUT);
    }

    @Override
    public String subject(ObjectNode body) {
        return body.path("user").asString("");
    }

    @Override
    public Set<String> serverMembers() {
        return ServerMembers.ALL;
    }
}
