package io.plumbline.knowledge.index;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks that an index can answer a query, before it is searched.
public final class QueryRules {

    private static final int DEEPEST = 8;
    private static final int MOST_CONDITIONS = 200;
    private static final int MOST_VALUES = 1_000;

    private final IndexSettings settings;
    private int conditions;

    private QueryRules(IndexSettings settings) {
        this.settings = settings;
    }

    /// @throws InvalidSearchException when the vector does not fit the index, or the filter has an unknown field, an
    ///     invalid value, or too many parts
    public static void check(SearchQuery query, IndexSettings settings) {
        new QueryRules(settings).check(query.filter(), "/filter", 1);
        float[] vector = query.vector();
        if (vector != null) {
            try {
                ChunkRules.checkVector(vector, settings.dimensions());
            } catch (IllegalArgumentException e) {
                throw new InvalidSearchException("/vector", e.getMessage() + ".");
            }
        }
    }

    private void check(SearchFilter filter, String pointer, int depth) {
        conditions++;
        if (depth > DEEPEST || conditions > MOST_CONDITIONS) {
            throw new InvalidSearchException(
                    "/filter",
                    "A filter has at most %d conditions, nested at most %d deep.".formatted(MOST_CONDITIONS, DEEPEST));
        }
        switch (filter) {
            case SearchFilter.Equal(String field, String value) -> checkValues(pointer, field, Set.of(value));
            case SearchFilter.In(String field, Set<String> values) -> checkValues(pointer, field, values);
            case SearchFilter.Range range -> checkRange(pointer, range);
            case SearchFilter.Tagged(Set<String> tags) -> checkNumber(pointer, tags);
            case SearchFilter.OfDocument(Set<String> ids) -> checkNumber(pointer, ids);
            case SearchFilter.All(List<SearchFilter> filters) -> checkAll(filters, pointer + "/all", depth);
            case SearchFilter.Any(List<SearchFilter> filters) -> checkAll(filters, pointer + "/any", depth);
            case SearchFilter.Not(SearchFilter inner) -> check(inner, pointer + "/not", depth + 1);
        }
    }

    private void checkAll(List<SearchFilter> filters, String pointer, int depth) {
        for (int i = 0; i < filters.size(); i++) {
            check(filters.get(i), pointer + "/" + i, depth + 1);
        }
    }

    private void checkValues(String pointer, String field, Set<String> values) {
        FieldType type = type(pointer, field);
        checkNumber(pointer, values);
        values.forEach(value -> checkValue(pointer, field, type, value));
    }

    private void checkRange(String pointer, SearchFilter.Range range) {
        FieldType type = type(pointer, range.field());
        if (!type.isOrdered()) {
            throw new InvalidSearchException(pointer, "%s has no order to filter by.".formatted(range.field()));
        }
        checkEnd(pointer, range.field(), type, range.from());
        checkEnd(pointer, range.field(), type, range.to());
    }

    private static void checkEnd(String pointer, String field, FieldType type, @Nullable String value) {
        if (value != null) {
            checkValue(pointer, field, type, value);
        }
    }

    private FieldType type(String pointer, String field) {
        FieldType type = settings.fields().get(field);
        if (type == null) {
            throw new InvalidSearchException(pointer, "There is no metadata field %s.".formatted(field));
        }
        return type;
    }

    private static void checkValue(String pointer, String field, FieldType type, String value) {
        if (!type.accepts(value)) {
            throw new InvalidSearchException(pointer, "A value of %s is not a %s.".formatted(field, type));
        }
    }

    private static void checkNumber(String pointer, Set<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidSearchException(pointer, "A condition has at most %,d values.".formatted(MOST_VALUES));
        }
    }
}
