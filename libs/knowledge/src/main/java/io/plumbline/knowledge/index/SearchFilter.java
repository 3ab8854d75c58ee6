package io.plumbline.knowledge.index;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A condition on the metadata of chunks. A chunk without a value for a field does not satisfy a condition on it.
public sealed interface SearchFilter {

    /// One of the field's values equals this one.
    record Equal(String field, String value) implements SearchFilter {}

    /// One of the field's values is among these.
    record In(String field, Set<String> values) implements SearchFilter {
        public In {
            values = Set.copyOf(values);
        }
    }

    /// One of the field's values is in the range, ends included; a number or a time.
    ///
    /// @param from `null` without a lower end
    /// @param to   `null` without an upper end
    record Range(
            String field, @Nullable String from, @Nullable String to) implements SearchFilter {}

    /// The chunk has one of the tags.
    record Tagged(Set<String> tags) implements SearchFilter {
        public Tagged {
            tags = Set.copyOf(tags);
        }
    }

    /// The chunk belongs to one of the documents.
    record OfDocument(Set<String> documentIds) implements SearchFilter {
        public OfDocument {
            documentIds = Set.copyOf(documentIds);
        }
    }

    /// All conditions hold; true for none.
    record All(List<SearchFilter> filters) implements SearchFilter {
        public All {
            filters = List.copyOf(filters);
        }
    }

    /// One of the conditions holds; false for none.
    record Any(List<SearchFilter> filters) implements SearchFilter {
        public Any {
            filters = List.copyOf(filters);
        }
    }

    /// The condition does not hold.
    record Not(SearchFilter filter) implements SearchFilter {}

    /// Every chunk satisfies it.
    static SearchFilter none() {
        return new All(List.of());
    }
}
