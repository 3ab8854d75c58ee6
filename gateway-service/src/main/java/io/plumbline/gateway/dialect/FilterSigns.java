package io.plumbline.gateway.dialect;

import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How an answer tells, in the client's language, that a provider's own rules on content have kept it back.
/// Stateless.
public interface FilterSigns {

    /// Of answers that nobody keeps back.
    FilterSigns NONE = new FilterSigns() {
        @Override
        public boolean isFiltered(ObjectNode answer) {
            return false;
        }

        @Override
        public boolean saysSomething(ObjectNode event) {
            return true;
        }

        @Override
        public boolean endsFiltered(ObjectNode event) {
            return false;
        }
    };

    /// Whether an answer in one piece was kept back.
    boolean isFiltered(ObjectNode answer);

    /// Whether an event of a stream holds something of what the model says.
    boolean saysSomething(ObjectNode event);

    /// Whether an event of a stream says that the answer is kept back from here on.
    boolean endsFiltered(ObjectNode event);

    /// What an answer, or an event, says of usage; empty when it says nothing.
    default ObjectNode usage(ObjectNode answer) {
        return answer.path("usage") instanceof ObjectNode usage ? usage : WireJson.newObject();
    }

    /// Whether one of the members of an object has something in it.
    static boolean has(JsonNode object, Iterable<String> members) {
        for (String name : members) {
            JsonNode member = object.path(name);
            if (member.isContainer() ? !member.isEmpty() : !member.asString("").isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
