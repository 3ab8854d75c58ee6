package io.plumbline.knowledge.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Turns permissions and conditions into queries of Lucene.
final class FilterQueries {

    private static final int DEEPEST = 8;
    private static final int MOST_CONDITIONS = 200;
    private static final int MOST_VALUES = 1_000;

    private final IndexSettings settings;
    private int conditions;

    FilterQueries(IndexSettings settings) {
        this.settings = settings;
    }

    /// The chunks that the caller may find and that satisfy the filter.
    ///
    /// @throws InvalidSearchException when the filter has an unknown field, an invalid value, or too many parts
    Query query(SearchFilter filter, CallerAccess caller, IndexReader reader) throws IOException {
        List<String> readers = new ArrayList<>(caller.principals());
        readers.add(ChunkAccess.EVERYONE);
        BooleanQuery.Builder query = new BooleanQuery.Builder()
                .add(oneOf(ChunkFields.TEAM, caller.teams()), Occur.FILTER)
                .add(oneOf(ChunkFields.READER, readers), Occur.FILTER);
        List<BytesRef> refused = restrictionsWithout(caller.clearances(), reader);
        if (!refused.isEmpty()) {
            query.add(new TermInSetQuery(ChunkFields.RESTRICTION, refused), Occur.MUST_NOT);
        }
        if (!filter.equals(SearchFilter.none())) {
            query.add(query(filter, "/filter", 1), Occur.FILTER);
        }
        return query.build();
    }

    /// The restrictions of any chunk that the caller is not cleared for. A restriction that nobody knew before is
    /// among them at once.
    private static List<BytesRef> restrictionsWithout(Set<String> clearances, IndexReader reader) throws IOException {
        List<BytesRef> refused = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, ChunkFields.RESTRICTION);
        if (terms != null) {
            TermsEnum restrictions = terms.iterator();
            for (BytesRef term = restrictions.next(); term != null; term = restrictions.next()) {
                if (!clearances.contains(term.utf8ToString())) {
                    refused.add(BytesRef.deepCopyOf(term));
                }
            }
        }
        return refused;
    }

    private Query query(SearchFilter filter, String pointer, int depth) {
        conditions++;
        if (depth > DEEPEST || conditions > MOST_CONDITIONS) {
            throw new InvalidSearchException(
                    "/filter",
                    "A filter has at most %d conditions, nested at most %d deep.".formatted(MOST_CONDITIONS, DEEPEST));
        }
        return switch (filter) {
            case SearchFilter.Equal(String field, String value) -> values(pointer, field, Set.of(value));
            case SearchFilter.In(String field, Set<String> values) -> values(pointer, field, values);
            case SearchFilter.Range range -> range(pointer, range);
            case SearchFilter.Tagged(Set<String> tags) -> oneOf(ChunkFields.TAG, bounded(pointer, tags));
            case SearchFilter.OfDocument(Set<String> ids) -> oneOf(ChunkFields.DOCUMENT, bounded(pointer, ids));
            case SearchFilter.All(List<SearchFilter> filters) -> join(filters, pointer + "/all", Occur.FILTER, depth);
            case SearchFilter.Any(List<SearchFilter> filters) -> join(filters, pointer + "/any", Occur.SHOULD, depth);
            case SearchFilter.Not(SearchFilter inner) ->
                new BooleanQuery.Builder()
                        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                        .add(query(inner, pointer + "/not", depth + 1), Occur.MUST_NOT)
                        .build();
        };
    }

    private Query join(List<SearchFilter> filters, String pointer, Occur occur, int depth) {
        if (filters.isEmpty() && occur == Occur.FILTER) {
            return MatchAllDocsQuery.INSTANCE;
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (int i = 0; i < filters.size(); i++) {
            query.add(query(filters.get(i), pointer + "/" + i, depth + 1), occur);
        }
        return query.build();
    }

    private Query values(String pointer, String field, Set<String> values) {
        FieldType type = type(pointer, field);
        bounded(pointer, values).forEach(value -> checkValue(pointer, field, type, value));
        return type.isOrdered()
                ? DoublePoint.newSetQuery(
                        ChunkFields.metadata(field),
                        values.stream().mapToDouble(type::number).toArray())
                : oneOf(ChunkFields.metadata(field), values);
    }

    private Query range(String pointer, SearchFilter.Range range) {
        FieldType type = type(pointer, range.field());
        if (!type.isOrdered()) {
            throw new InvalidSearchException(pointer, "%s has no order to filter by.".formatted(range.field()));
        }
        return DoublePoint.newRangeQuery(
                ChunkFields.metadata(range.field()),
                end(pointer, range.field(), type, range.from(), Double.NEGATIVE_INFINITY),
                end(pointer, range.field(), type, range.to(), Double.POSITIVE_INFINITY));
    }

    private static double end(String pointer, String field, FieldType type, @Nullable String value, double otherwise) {
        if (value == null) {
            return otherwise;
        }
        checkValue(pointer, field, type, value);
        return type.number(value);
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

    private static Set<String> bounded(String pointer, Set<String> values) {
        if (values.size() > MOST_VALUES) {
            throw new InvalidSearchException(pointer, "A condition has at most %,d values.".formatted(MOST_VALUES));
        }
        return values;
    }

    private static Query oneOf(String field, Collection<String> values) {
        return values.size() == 1
                ? new TermQuery(new Term(field, values.iterator().next()))
                : new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
