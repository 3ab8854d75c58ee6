package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.mlflow.MlflowResponses.ModelPage;
import io.plumbline.registry.mlflow.MlflowResponses.ModelVersion;
import io.plumbline.registry.mlflow.MlflowResponses.RegisteredModel;
import io.plumbline.registry.mlflow.MlflowResponses.VersionPage;
import io.plumbline.registry.mlflow.MlflowSearchFilter.Column;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Searches models and versions. A page starts at an offset, as in MLflow: rows that change meanwhile may be missed
/// or repeated.
@Component
class MlflowSearch {

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1_000;
    private static final int MAX_OFFSET = 1_000_000;
    private static final Map<String, Column> MODEL_COLUMNS = Map.of("name", new Column("name", false));
    private static final Map<String, String> MODEL_ORDER = Map.of(
            "name", "name",
            "timestamp", "updated_at",
            "creation_timestamp", "created_at",
            "last_updated_timestamp", "updated_at");
    private static final Map<String, Column> VERSION_COLUMNS = Map.of(
            "name", new Column("name", false),
            "run_id", new Column("run_id", false),
            "source_path", new Column("source", false),
            "version_number", new Column("number", true));
    private static final Map<String, String> VERSION_ORDER = Map.of(
            "name", "name",
            "version_number", "number",
            "creation_timestamp", "created_at",
            "last_updated_timestamp", "updated_at");

    private final MlflowStore store;

    MlflowSearch(MlflowStore store) {
        this.store = store;
    }

    /// A search.
    ///
    /// @param size items per page; fewer are returned if it exceeds 1,000
    /// @param token start of the page, from the previous page
    record Query(
            @Nullable String filter,
            @Nullable Integer size,
            @Nullable List<String> order,
            @Nullable String token) {

        int limit() {
            if (size != null && size < 1) {
                throw RequestProblem.INVALID_REQUEST.because("max_results must be at least 1.");
            }
            return size == null ? DEFAULT_SIZE : Math.min(size, MAX_SIZE);
        }

        /// @throws io.plumbline.kit.problem.ProblemException 400 if the token belongs to another search
        int offset() {
            return new Paging(null, token).after(2).map(this::offset).orElse(0);
        }

        private int offset(Cursor cursor) {
            int offset = cursor.integer(0);
            if (offset < 0 || offset > MAX_OFFSET || cursor.integer(1) != subject()) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "The page_token does not belong to this search. Start without one.");
            }
            return offset;
        }

        /// What the token of the next page belongs to.
        private int subject() {
            return Objects.hash(filter, order);
        }

        @Nullable
        String next(int found) {
            return found <= limit()
                    ? null
                    : Cursor.of(offset() + limit(), subject()).encoded();
        }
    }

    ModelPage models(Query query) {
        String order = SearchOrder.sql(query.order(), MODEL_ORDER, "name");
        List<RegisteredModel> rows = store.models(
                MlflowSearchFilter.parse(query.filter(), MODEL_COLUMNS), order, query.offset(), query.limit() + 1);
        return new ModelPage(first(rows, query), query.next(rows.size()));
    }

    /// Newest first, unless the query has an order.
    VersionPage versions(Query query) {
        String total = query.order() == null ? "updated_at desc, name, number desc" : "name, number desc";
        String order = SearchOrder.sql(query.order(), VERSION_ORDER, total);
        List<ModelVersion> rows = store.versions(
                MlflowSearchFilter.parse(query.filter(), VERSION_COLUMNS), order, query.offset(), query.limit() + 1);
        return new VersionPage(first(rows, query), query.next(rows.size()));
    }

    private static <T> List<T> first(List<T> rows, Query query) {
        return List.copyOf(rows.subList(0, Math.min(rows.size(), query.limit())));
    }
}
