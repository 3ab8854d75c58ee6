package io.plumbline.monitoring.call;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Paging;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The order of a list of calls.
record CallOrder(
        @Parameter(description = "Default: `TIME`.") @Nullable
        CallSort sort,

        @Parameter(description = "Default: `DESC`, the newest, slowest or most expensive first.") @Nullable
        SortDirection order) {

    private static final int PARTS = 3;

    /// What calls are sorted by; ties are sorted by time.
    enum CallSort {
        TIME("call_id"),
        LATENCY("latency_ms"),
        /// Calls of unknown cost count as free.
        COST("known_cost_usd");

        private final String column;

        CallSort(String column) {
            this.column = column;
        }
    }

    /// Directions of a sort.
    enum SortDirection {
        ASC,
        DESC
    }

    private CallSort by() {
        return sort == null ? CallSort.TIME : sort;
    }

    private SortDirection direction() {
        return order == null ? SortDirection.DESC : order;
    }

    /// The `order by` clause.
    String clause() {
        String way = direction().name();
        return by() == CallSort.TIME ? "call_id " + way : by().column + " " + way + ", call_id " + way;
    }

    /// Restricts a selection to the calls after the previous page.
    ///
    /// @throws ProblemException 400 for a cursor of another list or order
    void continueAfter(Paging paging, CallSelection selection) {
        Cursor cursor = paging.after(PARTS).orElse(null);
        if (cursor == null) {
            return;
        }
        if (!cursor.text(0).equals(name())) {
            throw invalid();
        }
        String than = direction() == SortDirection.DESC ? " < " : " > ";
        UUID id = cursor.uuid(2);
        if (by() == CallSort.TIME) {
            selection.add("call_id" + than + ":afterId", "afterId", id);
        } else {
            selection.add("(" + by().column + ", call_id)" + than + "(:afterValue, :afterId)", "afterId", id);
            selection.parameters().put("afterValue", number(cursor.text(1)));
        }
    }

    Cursor behind(ListedCall last) {
        double value = switch (by()) {
            case TIME -> 0;
            case LATENCY -> last.timing().latencyMs();
            case COST -> last.knownCostUsd();
        };
        return Cursor.of(name(), value, last.callId());
    }

    private String name() {
        return by() + "-" + direction();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
    }
}
