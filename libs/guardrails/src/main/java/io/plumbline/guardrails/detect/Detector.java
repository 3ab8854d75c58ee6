package io.plumbline.guardrails.detect;

import java.util.List;
import java.util.Set;

/// Finds things in a text. Knows nothing of stages and policies: what a finding leads to is decided elsewhere.
///
/// Implementations are immutable, safe for use by many threads, and need time linear in the length of the text,
/// whatever the text.
public interface Detector {

    /// A stable name for metrics and failures.
    String name();

    /// Every category that a finding of this detector may have, so that it need not run where none of them
    /// matters.
    Set<Category> categories();

    /// The entity types that its findings of a category may have, if they have any of their own.
    default Set<String> entityTypes(Category category) {
        return Set.of();
    }

    /// All that is found, in order of start, weak findings included. Findings may overlap.
    ///
    /// @throws Deadline.PastException when the passage's deadline is past
    List<Finding> detect(Passage passage);

    /// The same for a caller's text by itself.
    default List<Finding> detect(String text) {
        return detect(Passage.of(text));
    }
}
