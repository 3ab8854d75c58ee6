package io.plumbline.gateway.analysis;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A text in which something stands in the place of what was found.
///
/// @param items what stands where, the last one first, as Presidio has it
record AnonymizeResponse(String text, List<Item> items) {

    /// Never the text.
    @Override
    public String toString() {
        return "AnonymizeResponse[items=" + items.size() + "]";
    }

    /// @param start first code point of what stands in the answer's text
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Item(int start, int end, String entityType, String text, String operator) {

        /// Never the text.
        @Override
        public String toString() {
            return "Item[entityType=" + entityType + "]";
        }
    }
}
