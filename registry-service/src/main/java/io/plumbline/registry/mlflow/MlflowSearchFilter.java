package io.plumbline.registry.mlflow;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a search in MLflow's grammar: comparisons joined by AND, such as
/// ``name LIKE 'fraud%' AND tags.`cost centre` = '42' AND version_number > 3``. Each comparison becomes an SQL
/// condition whose values are parameters. Linear in the text.
final class MlflowSearchFilter {

    private static final int MAX_LENGTH = 4_000;
    private static final int MAX_CONDITIONS = 20;
    private static final Set<String> TEXT_OPERATORS = Set.of("=", "!=", "LIKE", "ILIKE");
    private static final Set<String> NUMBER_OPERATORS = Set.of("=", "!=", "<", "<=", ">", ">=");
    private static final String SYMBOLS = "=!<>";

    private final String text;
    private final Map<String, Column> columns;
    private int at;

    private MlflowSearchFilter(String text, Map<String, Column> columns) {
        this.text = text;
        this.columns = columns;
    }

    /// A searchable attribute.
    ///
    /// @param sql its column
    record Column(String sql, boolean isNumber) {}

    /// An SQL condition.
    ///
    /// @param values the values of its `?`, in order
    record Condition(String sql, List<Object> values) {}

    /// @param columns the searchable attributes by name; tags are always searchable
    /// @throws ProblemException 400 if the text is not in the grammar or too long
    static List<Condition> parse(@Nullable String text, Map<String, Column> columns) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        if (text.length() > MAX_LENGTH) {
            throw RequestProblem.INVALID_REQUEST.because("A filter has at most " + MAX_LENGTH + " characters.");
        }
        return new MlflowSearchFilter(text, columns).conditions();
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        do {
            if (conditions.size() == MAX_CONDITIONS) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "A filter has at most " + MAX_CONDITIONS + " comparisons.");
            }
            conditions.add(condition());
            skipSpace();
        } while (at < text.length() && and());
        return conditions;
    }

    private boolean and() {
        int start = at;
        if (!word().equalsIgnoreCase("AND")) {
            at = start;
            throw invalid("AND or the end");
        }
        return true;
    }

    private Condition condition() {
        skipSpace();
        String name = word();
        if (name.equals("attributes") || name.equals("attribute")) {
            expect('.');
            name = word();
        }
        if (name.equals("tags") || name.equals("tag")) {
            expect('.');
            return textual("tags ->> ?", new ArrayList<>(List.of(key())));
        }
        Column column = columns.get(name);
        if (column == null) {
            throw RequestProblem.INVALID_REQUEST.because("A filter compares tags, as tags.key, and "
                    + String.join(", ", columns.keySet().stream().sorted().toList()) + ".");
        }
        return column.isNumber() ? numeric(column) : textual(column.sql(), new ArrayList<>());
    }

    private Condition textual(String sql, List<Object> values) {
        String operator = operator();
        if (operator.equals("IN")) {
            values.add(list().toArray(String[]::new));
            return new Condition(sql + " = any(?)", values);
        }
        if (!TEXT_OPERATORS.contains(operator)) {
            throw invalid("=, !=, LIKE, ILIKE or IN");
        }
        values.add(quoted());
        return switch (operator) {
            case "LIKE" -> new Condition(sql + " like ? escape ''", values);
            case "ILIKE" -> new Condition(sql + " ilike ? escape ''", values);
            default -> new Condition(sql + " " + operator + " ?", values);
        };
    }

    private Condition numeric(Column column) {
        String operator = operator();
        if (!NUMBER_OPERATORS.contains(operator)) {
            throw invalid("=, !=, <, <=, > or >=");
        }
        skipSpace();
        int start = at;
        while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
            at++;
        }
        if (at == start) {
            throw invalid("a number");
        }
        return new Condition(column.sql() + " " + operator + " ?", List.of(new BigDecimal(text.substring(start, at))));
    }

    private String operator() {
        skipSpace();
        int start = at;
        while (at < text.length() && SYMBOLS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at > start ? text.substring(start, at) : word().toUpperCase(Locale.ROOT);
    }

    private List<String> list() {
        expect('(');
        List<String> values = new ArrayList<>();
        do {
            values.add(quoted());
            skipSpace();
        } while (accept(','));
        expect(')');
        return values;
    }

    /// The name of a tag: bare, or in backticks or quotes.
    private String key() {
        char quote = peek();
        if (quote == '`' || quote == '"') {
            at++;
            return until(quote);
        }
        int start = at;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '.' || text.charAt(at) == '-')) {
            at++;
        }
        if (at == start) {
            throw invalid("the name of a tag");
        }
        return text.substring(start, at);
    }

    private String quoted() {
        skipSpace();
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw invalid("a value in quotes");
        }
        at++;
        return until(quote);
    }

    /// Reads to the closing quote; a doubled quote stands for itself.
    private String until(char quote) {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != quote) {
                value.append(next);
            } else if (peek() == quote) {
                value.append(quote);
                at++;
            } else {
                return value.toString();
            }
        }
        throw invalid("the closing " + quote);
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void expect(char expected) {
        skipSpace();
        if (!accept(expected)) {
            throw invalid(String.valueOf(expected));
        }
    }

    private boolean accept(char expected) {
        boolean found = peek() == expected;
        at += found ? 1 : 0;
        return found;
    }

    /// The next character; NUL at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private ProblemException invalid(String expected) {
        return RequestProblem.INVALID_REQUEST.because(
                "The filter is not valid at character " + (at + 1) + ". Expected: " + expected + ".");
    }
}
