package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
    record Item(
            int start, int end, @JsonProperty("entity_type") String entityType, String text, String operator) {

        /// Never the text.
        @Override
        public String toString() {
            return "Item[entityType=" + entityType + "]";
        }
    }
}
