package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.List;
import java.util.Map;

/// Redacts a text that arrives in pieces, cut anywhere. What comes out is, piece after piece, what the whole
/// would have given. Held back is only what a later character may still change: nothing for ordinary words, at
/// most the longest span of the recognizers in force and what it overlaps. Where the rules act on what only whole
/// passages show, such as names, a sentence or a line is held back until its end, and at most 1,000 characters.
///
/// Detectors of whole passages see a stream sentence by sentence, the whole of it nowhere: there they may find a
/// little less than in a text that is there in full.
///
/// A finding that the rules block, or that a person has to decide about, ends the stream: what stands before it
/// has been given, and nothing after it ever is. [#pastQuestions] goes on past the latter.
///
/// One per stream; not thread-safe.
public sealed interface StreamRedactor permits TextStreamRedactor, DocumentStreamRedactor {

    /// For text as it is. Offsets of findings count from the beginning of the stream.
    static StreamRedactor ofText(SpanScanner scanner, StageRules rules, PlaceholderVault vault, Passages passages) {
        return new TextStreamRedactor(scanner, new Redaction(rules, vault), passages);
    }

    /// For the characters of a JSON document, such as the arguments of a tool call: names, values and numbers are
    /// looked at, with escapes resolved and the name before a value as context; structure passes as it is, to the
    /// letter. What stands in the place of a number is a string. Text that is no JSON is looked at as the text that
    /// it is. Offsets of findings count from the beginning of their name or value.
    ///
    /// @param deadline when it is past, what takes a piece throws [Deadline.PastException]
    static StreamRedactor ofJson(
            SpanScanner scanner, StageRules rules, PlaceholderVault vault, Passages passages, Deadline deadline) {
        Redaction redaction = new Redaction(rules, vault);
        return new DocumentStreamRedactor(DocumentFormat.JSON, Map.of(), scanner, redaction, passages, deadline);
    }

    /// Another one, with the same rules, for a document of some format: in a table, the head of a column is the
    /// context of its cells.
    ///
    /// @param fields columns or members that are redacted as a whole, by their names of at most 64 characters
    StreamRedactor inDocument(DocumentFormat format, Map<String, Field> fields);

    /// Another one, with the same rules, that goes on past what a person has to decide about. [#decision]
    /// tells of it before any of it is given, so whoever takes what is given can keep it until it is decided.
    StreamRedactor pastQuestions();

    /// Takes the next piece and gives what can be given on.
    String push(CharSequence piece);

    /// Gives what was held back: the stream has ended.
    String finish();

    /// The strictest action so far.
    Action decision();

    /// Whether the stream was ended because a detector had no time to look at it, and for nothing that was
    /// found.
    boolean isOutOfTime();

    /// What was found so far and had something done about it.
    List<Finding> findings();

    /// Where in a document each of them lies, as an RFC 6901 pointer: in a table, that of an array of objects, such
    /// as `/0/email`. A name in which something was found is called by the type of that. Empty for plain text.
    default List<String> places() {
        return List.of();
    }
}
