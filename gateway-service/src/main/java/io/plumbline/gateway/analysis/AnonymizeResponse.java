package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// An anonymized text.
///
/// @param items the replacements, last one first as in Presidio
record AnonymizeResponse(String text, List<Item> items) {

    /// Leaves out the text.
    @Override
    public String toString() {
        return "AnonymizeResponse[items=" + items.size() + "]";
    }

    /// @param start first code point of the replacement in the response's text
    record Item(
            int start, int end, @JsonProperty("entity_type") String entityType, String text, String operator) {

        /// Leaves out the text.
        @Override
        public String toString() {
            return "Item[entityType=" + entityType + "]";
        }
    }
}
