package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.List;

/// Redacts a text that arrives in pieces, cut anywhere. What comes out is, piece after piece, what the whole
/// would have given. Held back is only what a later character may still change: nothing for ordinary words, at
/// most the longest span of the recognizers in force and what it overlaps.
///
/// A finding that the rules block, or that a person has to decide about, ends the stream: what stands before it
/// has been given, and nothing after it ever is.
///
/// One per stream; not thread-safe.
public sealed interface StreamRedactor permits TextStreamRedactor, JsonStreamRedactor {

    /// For text as it is. Offsets of findings count from the beginning of the stream.
    static StreamRedactor ofText(SpanScanner scanner, StageRules rules, PlaceholderVault vault) {
        return new TextStreamRedactor(scanner, rules, vault);
    }

    /// For the characters of a JSON document, such as the arguments of a tool call: string values are looked at
    /// with their escapes resolved and the name before them as context; everything else passes as it is, to the
    /// letter. Offsets of findings count from the beginning of their string.
    static StreamRedactor ofJson(SpanScanner scanner, StageRules rules, PlaceholderVault vault) {
        return new JsonStreamRedactor(scanner, rules, vault);
    }

    /// Takes the next piece and gives what can be given on.
    String push(CharSequence piece);

    /// Gives what was held back: the stream has ended.
    String finish();

    /// The strictest action so far.
    Action decision();

    /// What was found so far and had something done about it.
    List<Finding> findings();
}
