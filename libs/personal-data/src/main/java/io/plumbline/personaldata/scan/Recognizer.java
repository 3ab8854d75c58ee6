package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Category;
import java.util.List;
import java.util.Set;

/// Recognizes one kind of span, such as a card number, around a position given by its [Trigger].
///
/// Its result must be a function only of the text near the position: at most [SpanScanner#LOOKBEHIND] characters
/// before the span, and [#maxLength] characters from its start on. It keeps no state between calls. A stream,
/// scanned in pieces, therefore yields the findings of the whole text.
public interface Recognizer {

    /// The detector name of its findings, such as `pii.email`.
    String name();

    Category category();

    /// Presidio's name of the entity if it has one.
    String entityType();

    /// All entity types of its findings: more than one if it recognizes similar entities together.
    default List<String> entityTypes() {
        return List.of(entityType());
    }

    /// The languages of the texts that it supports, as ISO 639 codes; empty for all.
    default Set<String> languages() {
        return Set.of();
    }

    /// The positions at which it is called. A recognizer defined as data has none of its own: the scanner matches
    /// the patterns of all of them at once.
    default Trigger trigger() {
        return Trigger.NONE;
    }

    /// The maximum length of a span, and the maximum look-ahead from its beginning.
    int maxLength();

    /// Inspects one position and reports findings to the sink. If the result would depend on characters after the
    /// end of the text, it must call [Spans#unsettled] with the position where the span begins, and may still
    /// report what the text holds if it ends here. A span begins at or before the position, never after: a scan
    /// resumed between the two would not call the recognizer again. Reads at most [#maxLength] characters.
    default void recognize(CharSequence text, int at, Spans spans) {}

    /// Where a span may begin whose trigger has not been read yet; the text's length if nowhere. For a recognizer
    /// that is triggered in the middle of its span.
    default int openTail(CharSequence text) {
        return text.length();
    }
}
