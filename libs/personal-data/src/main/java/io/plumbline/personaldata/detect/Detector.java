package io.plumbline.personaldata.detect;

import java.util.List;
import java.util.Set;

/// Detects findings in a text. Knows nothing of stages and policies: other types decide the consequences of a
/// finding.
///
/// Implementations are immutable and thread-safe, and need time linear in the length of the text, whatever the
/// text.
public interface Detector {

    /// A stable name for metrics and failures.
    String name();

    /// Every category that a finding of this detector may have. The detector is skipped if none of them matters.
    Set<Category> categories();

    /// The detector's own entity types in a category, if it has any.
    default Set<String> entityTypes(Category category) {
        return Set.of();
    }

    /// Finds everything, in order of start, including weak findings. Findings may overlap.
    ///
    /// @throws Deadline.PastException when the passage's deadline is past
    List<Finding> detect(InspectedText passage);

    /// Finds everything in a caller's text without context.
    default List<Finding> detect(String text) {
        return detect(InspectedText.of(text));
    }
}
