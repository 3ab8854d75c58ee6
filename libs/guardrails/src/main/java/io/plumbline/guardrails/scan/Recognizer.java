package io.plumbline.guardrails.scan;

import io.plumbline.guardrails.detect.Category;
import java.util.List;
import java.util.Set;

/// Recognizes one kind of span, such as a card number, around a place that its [Trigger] names.
///
/// What it answers must be a function of the text near the place alone: at most [SpanScanner#LOOKBEHIND]
/// characters before the span, and [#maxLength] characters from its start on. It keeps no state between calls.
/// That is what makes a stream, scanned in pieces, give the findings of the whole.
public interface Recognizer {

    /// The name under which findings are reported, such as `pii.email`.
    String name();

    Category category();

    /// Presidio's name of the entity where it has one.
    String entityType();

    /// All the entity types that its findings may have: more than one where what is alike is recognized together.
    default List<String> entityTypes() {
        return List.of(entityType());
    }

    /// The languages in whose texts it is of use, as ISO 639 codes; empty where that does not matter.
    default Set<String> languages() {
        return Set.of();
    }

    /// Where it wants to be called. One that is data has no place of its own: the scanner looks for the patterns
    /// of all of them at once.
    default Trigger trigger() {
        return Trigger.NONE;
    }

    /// No span is longer than this, and no decision looks further ahead from where it begins.
    int maxLength();

    /// Looks at one place and tells the sink what it finds. Where the answer would depend on characters after the
    /// end of the text, it must call [Spans#unsettled] with the place where the span begins, and may still report
    /// what the text holds if it ends here. A span begins at the place or before it, never after: a scan that is
    /// resumed between the two would not be called again. At most [#maxLength] characters are read.
    default void recognize(CharSequence text, int at, Spans spans) {}

    /// Where a span may begin whose trigger has not been seen yet, the text's length if nowhere: for a
    /// recognizer that is triggered in the middle of its span.
    default int openTail(CharSequence text) {
        return text.length();
    }
}
