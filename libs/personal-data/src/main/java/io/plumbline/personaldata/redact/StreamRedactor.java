package io.plumbline.personaldata.redact;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.document.StructuredFormat;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.List;
import java.util.Map;

/// Redacts a text that arrives in pieces, cut anywhere. The output, piece after piece, equals that of the whole
/// text. Holds back only text that a later character may still change: nothing for ordinary words, at most the
/// longest span of the active recognizers and what it overlaps. Where the rules act on findings that only whole
/// passages show, such as names, it holds back a sentence or a line until its end, and at most 1,000 characters.
///
/// Whole-passage detectors read a stream sentence by sentence, never as a whole; they may therefore find a little
/// less than in a complete text.
///
/// A finding that the rules block, or that a person has to decide about, ends the stream: the text before it has
/// been passed on, and nothing after it ever is. [#pastQuestions] continues past the latter.
///
/// One per stream; not thread-safe.
public sealed interface StreamRedactor permits TextStreamRedactor, DocumentStreamRedactor {

    /// For plain text. Offsets of findings count from the beginning of the stream.
    static StreamRedactor ofText(SpanScanner scanner, RedactionRules rules, PlaceholderVault vault, Passages passages) {
        return new TextStreamRedactor(scanner, new Redaction(rules, vault), passages);
    }

    /// For the characters of a JSON document, such as the arguments of a tool call: inspects names, values and
    /// numbers, with escapes resolved and the name before a value as context; passes structure unchanged. The
    /// replacement of a number is a string. Text that is not JSON is inspected as plain text. Offsets of findings
    /// count from the beginning of their name or value.
    ///
    /// @param deadline when it is past, methods that take a piece throw [Deadline.PastException]
    static StreamRedactor ofJson(
            SpanScanner scanner, RedactionRules rules, PlaceholderVault vault, Passages passages, Deadline deadline) {
        Redaction redaction = new Redaction(rules, vault);
        return new DocumentStreamRedactor(StructuredFormat.JSON, Map.of(), scanner, redaction, passages, deadline);
    }

    /// Another redactor, with the same rules, for a document of some format: in a table, the header of a column
    /// is the context of its cells.
    ///
    /// @param fields columns or members that are redacted as a whole, by their names of at most 64 characters
    StreamRedactor inDocument(StructuredFormat format, Map<String, Field> fields);

    /// Another redactor, with the same rules, that continues past findings that a person has to decide about.
    /// [#decision] reports such a finding before any of it is passed on; the consumer can hold the output until a
    /// decision.
    StreamRedactor pastQuestions();

    /// Takes the next piece and returns the text that is ready to pass on.
    String push(CharSequence piece);

    /// Ends the stream and returns what was held back.
    String finish();

    /// The strictest action so far.
    Action decision();

    /// Whether the stream ended only because a detector had no time to inspect it, and not because of a finding.
    boolean isOutOfTime();

    /// The findings so far with an action.
    List<Finding> findings();

    /// The place of each of these findings in a document, as an RFC 6901 pointer: in a table, that of an array of
    /// objects, such as `/0/email`. A name that contains a finding is replaced by the finding's type. Empty for
    /// plain text.
    default List<String> places() {
        return List.of();
    }
}
