package io.plumbline.eval.page.rubric;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricDocument.Criterion;
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
                ReadableText.of(rubric.document().description(), MAX_TEXT),
                rubric.document().criteria().stream().map(Criterion::name).collect(Collectors.joining(", ")),
                rubric.document().scale().min() + " to "
                        + rubric.document().scale().max(),
                rubric.version());
    }
}
