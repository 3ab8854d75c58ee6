package io.plumbline.gateway.dialect;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The parameters of a client's requests. Stateless.
public interface ClientParameters {

    /// Adds the parameters that a prompt version presets and the request does not set.
    void preset(@Nullable JsonNode parameters, ObjectNode body);

    /// Returns how many choices a request wants in the answer.
    default long choicesWanted(ObjectNode body) {
        return 1;
    }

    /// Returns how many choices the model generates, which may exceed the number wanted.
    default long choicesMade(ObjectNode body) {
        return choicesWanted(body);
    }

    /// Returns the maximum number of tokens per choice; null if the request sets no limit.
    @Nullable
    Long largestOutput(ObjectNode body);

    /// Limits each choice of a request that sets no limit.
    void limitOutput(ObjectNode body, long tokens);

    /// Returns the user whom the call concerns, as the application names them; null if the request names none.
    @Nullable
    String subject(ObjectNode body);

    /// Returns the members of a request that are stored with a call's content.
    List<String> kept();

    /// Returns members of a request, in lower case, that only servers of this dialect know and that would
    /// override the gateway's routing.
    default Set<String> serverMembers() {
        return Set.of();
    }

    /// Whether `metadata` names the user instead of being stored with the answer.
    default boolean namesUserInMetadata() {
        return false;
    }
}
