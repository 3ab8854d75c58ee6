package io.plumbline.knowledge.index.lucene;

import io.plumbline.knowledge.index.CallerAccess;
import io.plumbline.knowledge.index.ChunkAccess;
import io.plumbline.knowledge.index.FieldType;
import io.plumbline.knowledge.index.IndexSettings;
import io.plumbline.knowledge.index.SearchFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

/// Turns permissions and checked conditions into queries of Lucene.
final class FilterQueries {

    private final IndexSettings settings;

    FilterQueries(IndexSettings settings) {
        this.settings = settings;
    }

    /// The chunks that the caller may find and that satisfy the filter.
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
            query.add(query(filter), Occur.FILTER);
        }
        return query.build();
    }

    /// The restrictions of any chunk that the caller is not cleared for, including those of the newest chunk.
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

    private Query query(SearchFilter filter) {
        return switch (filter) {
            case SearchFilter.Equal(String field, String value) -> values(field, Set.of(value));
            case SearchFilter.In(String field, Set<String> values) -> values(field, values);
            case SearchFilter.Range range -> range(range);
            case SearchFilter.Tagged(Set<String> tags) -> oneOf(ChunkFields.TAG, tags);
            case SearchFilter.OfDocument(Set<String> ids) -> oneOf(ChunkFields.DOCUMENT, ids);
            case SearchFilter.All(List<SearchFilter> filters) -> join(filters, Occur.FILTER);
            case SearchFilter.Any(List<SearchFilter> filters) -> join(filters, Occur.SHOULD);
            case SearchFilter.Not(SearchFilter inner) ->
                new BooleanQuery.Builder()
                        .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                        .add(query(inner), Occur.MUST_NOT)
                        .build();
        };
    }

    private Query join(List<SearchFilter> filters, Occur occur) {
        if (filters.isEmpty() && occur == Occur.FILTER) {
            return MatchAllDocsQuery.INSTANCE;
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        filters.forEach(filter -> query.add(query(filter), occur));
        return query.build();
    }

    private Query values(String field, Set<String> values) {
        FieldType type = type(field);
        return type.isOrdered()
                ? DoublePoint.newSetQuery(
                        ChunkFields.metadata(field),
                        values.stream().mapToDouble(type::number).toArray())
                : oneOf(ChunkFields.metadata(field), values);
    }

    private Query range(SearchFilter.Range range) {
        FieldType type = type(range.field());
        return DoublePoint.newRangeQuery(
                ChunkFields.metadata(range.field()),
                end(type, range.from(), Double.NEGATIVE_INFINITY),
                end(type, range.to(), Double.POSITIVE_INFINITY));
    }

    private static double end(FieldType type, @Nullable String value, double otherwise) {
        return value == null ? otherwise : type.number(value);
    }

    private FieldType type(String field) {
        return Objects.requireNonNull(settings.fields().get(field));
    }

    private static Query oneOf(String field, Collection<String> values) {
        return values.size() == 1
                ? new TermQuery(new Term(field, values.iterator().next()))
                : new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
