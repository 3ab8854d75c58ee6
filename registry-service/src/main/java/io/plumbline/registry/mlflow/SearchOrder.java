package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.RequestProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The order of a search: `name`, `last_updated_timestamp DESC`.
final class SearchOrder {

    private static final int MAX_TERMS = 5;

    private SearchOrder() {}

    /// Returns an SQL order that ends in one that is total.
    ///
    /// @param columns attribute → column
    /// @throws io.plumbline.kit.problem.ProblemException 400 for another attribute
    static String sql(@Nullable List<String> terms, Map<String, String> columns, String total) {
        if (terms == null || terms.isEmpty()) {
            return total;
        }
        if (terms.size() > MAX_TERMS) {
            throw RequestProblem.INVALID_REQUEST.because("An order has at most " + MAX_TERMS + " terms.");
        }
        return terms.stream().map(term -> sql(term, columns)).collect(Collectors.joining(", ")) + ", " + total;
    }

    private static String sql(String term, Map<String, String> columns) {
        String[] words = term.strip().split("\\s+", 3);
        String column = columns.get(words[0].replace("`", ""));
        String direction = words.length == 1 ? "ASC" : words[1].toUpperCase(Locale.ROOT);
        if (column == null || words.length > 2 || !(direction.equals("ASC") || direction.equals("DESC"))) {
            throw RequestProblem.INVALID_REQUEST.because("A term of the order is one of "
                    + String.join(", ", columns.keySet().stream().sorted().toList()) + ", then ASC or DESC.");
        }
        return column + " " + direction;
    }
}
