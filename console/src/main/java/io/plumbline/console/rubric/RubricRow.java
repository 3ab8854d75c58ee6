package io.plumbline.console.rubric;

import io.plumbline.console.rubric.RubricClient.Criterion;
import io.plumbline.console.rubric.RubricClient.Rubric;
import io.plumbline.kit.text.ReadableText;
import java.util.stream.Collectors;

/// A rubric in the list, in its newest version.
///
/// @param owner its team, or a note that it is built-in
/// @param criteria their names
record RubricRow(String name, String owner, String rates, String criteria, String scale, int version) {

    private static final int MAX_TEXT = 200;

    static RubricRow of(Rubric rubric) {
        return new RubricRow(
                rubric.name(),
                rubric.team() == null ? "built in" : rubric.team(),
                ReadableText.of(rubric.description(), MAX_TEXT),
                rubric.criteria().stream().map(Criterion::name).collect(Collectors.joining(", ")),
                rubric.scale().min() + " to " + rubric.scale().max(),
                rubric.version());
    }
}
