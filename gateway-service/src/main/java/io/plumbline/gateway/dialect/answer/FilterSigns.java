package io.plumbline.gateway.dialect.answer;

import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Detects in the client's dialect that the provider's content filter withheld an answer. Stateless.
public interface FilterSigns {

    /// For answers that no provider filters.
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

    /// Whether the provider withheld a whole answer.
    boolean isFiltered(ObjectNode answer);

    /// Whether a stream event contains model output.
    boolean saysSomething(ObjectNode event);

    /// Whether a stream event reports that the provider withholds the rest of the answer.
    boolean endsFiltered(ObjectNode event);

    /// Returns the usage that an answer or event reports; empty for none.
    default ObjectNode usage(ObjectNode answer) {
        return answer.path("usage") instanceof ObjectNode usage ? usage : WireJson.newObject();
    }

    /// Whether one of the named members of an object is not empty.
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
