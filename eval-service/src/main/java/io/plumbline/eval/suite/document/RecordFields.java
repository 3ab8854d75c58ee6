package io.plumbline.eval.suite.document;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The field names of a dataset's records, for checking placeholders.
public final class RecordFields {

    private static final int MOST_NAMED = 20;
    private static final int LONGEST_NAME = 63;

    private final Set<String> names = new TreeSet<>();

    /// Adds the fields of a record.
    public void add(Collection<String> fields) {
        names.addAll(fields);
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    /// Returns a message that no record has a field, which one may be meant, and which ones exist.
    public String unknown(String name) {
        return shortened(name) + " is not a field of the dataset's records. "
                + nearest(name)
                        .map(near -> "Did you mean " + shortened(near) + "? ")
                        .orElse("")
                + "Their fields are "
                + names.stream().limit(MOST_NAMED).map(RecordFields::shortened).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? " and " + (names.size() - MOST_NAMED) + " more." : ".");
    }

    /// Returns the field with the fewest edits, if at most half of the letters change.
    private Optional<String> nearest(String name) {
        String wanted = shortened(name);
        return names.stream()
                .filter(field -> field.length() <= LONGEST_NAME)
                .min(Comparator.comparingInt(field -> changes(wanted, field)))
                .filter(field -> 2 * changes(wanted, field) <= Math.max(wanted.length(), field.length()));
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    /// Returns Levenshtein's distance of two short names.
    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
