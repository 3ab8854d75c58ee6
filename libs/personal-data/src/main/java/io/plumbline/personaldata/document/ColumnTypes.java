package io.plumbline.personaldata.document;

import io.plumbline.personaldata.detect.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Infers the types of columns, or of the members of one name, from a sample of a document: a type of personal
/// data if at least half of the present values have it, and at least three. Retains no value. Not thread-safe.
public final class ColumnTypes {

    private static final int LEAST_VALUES = 3;
    private static final double LEAST_SHARE = 0.5;
    private static final double LEAST_COVER = 0.8;
    private static final int MAX_COLUMNS = 1000;

    private final Function<String, List<Finding>> analyze;
    private final Map<String, Votes> columns = new LinkedHashMap<>();

    /// @param analyze finds personal data in a text
    public ColumnTypes(Function<String, List<Finding>> analyze) {
        this.analyze = analyze;
    }

    private static final class Votes {
        private final Map<String, Integer> byType = new HashMap<>();
        private int values;
    }

    /// Counts the values in the first part of a document.
    public void sample(StructuredFormat format, CharSequence beginning) {
        format.lexer(new Values()).take(beginning);
    }

    private final class Values implements TextEvents {
        private final StringBuilder value = new StringBuilder();
        private String column = "";

        @Override
        public void structure(char c) {
            // only what is said counts
        }

        @Override
        public void textStarts(CharSequence name, boolean bare) {
            column = name.toString();
            value.setLength(0);
        }

        @Override
        public void character(char c, CharSequence written) {
            value.append(c);
        }

        @Override
        public void textEnds() {
            if (!column.isEmpty()) {
                count(column, value.toString().trim());
            }
        }
    }

    private void count(String column, String value) {
        if (value.isEmpty() || (columns.size() >= MAX_COLUMNS && !columns.containsKey(column))) {
            return;
        }
        Votes votes = columns.computeIfAbsent(column, _ -> new Votes());
        votes.values++;
        String context = column + ": ";
        for (Finding finding : analyze.apply(context + value)) {
            int covered = finding.end() - Math.max(finding.start(), context.length());
            if (finding.score() >= Finding.REPORTED_FROM && covered >= LEAST_COVER * value.length()) {
                votes.byType.merge(finding.entityType(), 1, Integer::sum);
            }
        }
    }

    /// The columns of known type, in order of appearance.
    public Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach((column, votes) -> votes.byType.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(best -> best.getValue() >= LEAST_VALUES && best.getValue() >= LEAST_SHARE * votes.values)
                .ifPresent(best -> types.put(column, best.getKey())));
        return types;
    }
}
