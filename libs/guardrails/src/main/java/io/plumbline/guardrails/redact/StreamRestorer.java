package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.redact.PlaceholderReader.Answer;
import io.plumbline.guardrails.scan.Chars;
import java.util.Objects;

/// Puts values back into a text that arrives in pieces, cut anywhere. What comes out is, piece after piece,
/// what the whole would have given; held back is only what may still become a placeholder of the vault, so
/// nothing at all for text that does not look like one.
///
/// One per stream; not thread-safe. The vault may learn values while the stream runs.
public final class StreamRestorer {

    /// Ends any reading; cannot be part of a placeholder.
    private static final char END = '\0';

    /// How many characters before a place matter: the letter of an escape and its backslash.
    private static final int BEFORE = 2;

    private final PlaceholderVault vault;
    private final boolean json;
    private final PlaceholderReader reader;
    private final SurrogateReader surrogates;
    /// What is held back, after the two characters before it where there are any.
    private final StringBuilder pending = new StringBuilder();
    private int held;

    private StreamRestorer(PlaceholderVault vault, boolean json) {
        this.vault = vault;
        this.json = json;
        this.reader = new PlaceholderReader(vault, json ? "\\\\" : "\\");
        this.surrogates = new SurrogateReader(vault.surrogates(), json);
    }

    /// For text as it is.
    public static StreamRestorer ofText(PlaceholderVault vault) {
        return new StreamRestorer(vault, false);
    }

    /// For the characters of a JSON document, such as the arguments of a tool call: values are put back
    /// escaped, so that strings stay strings.
    public static StreamRestorer ofJson(PlaceholderVault vault) {
        return new StreamRestorer(vault, true);
    }

    /// Takes the next piece and gives what can be given on.
    public String push(CharSequence piece) {
        if (vault.isEmpty() && pending.length() == held) {
            return passThrough(piece);
        }
        pending.append(piece);
        StringBuilder out = new StringBuilder(pending.length());
        drain(out, pending.length());
        return out.toString();
    }

    /// Nothing can be restored: only half a surrogate pair is kept for the next piece.
    private String passThrough(CharSequence piece) {
        if (piece.isEmpty()) {
            return "";
        }
        boolean half = Character.isHighSurrogate(piece.charAt(piece.length() - 1));
        String passed = piece.subSequence(0, piece.length() - (half ? 1 : 0)).toString();
        pending.append(passed, Math.max(0, passed.length() - BEFORE), passed.length());
        keepFrom(pending.length());
        if (half) {
            pending.append(piece.charAt(piece.length() - 1));
        }
        return passed;
    }

    /// What stands before the place was given on.
    private void keepFrom(int place) {
        held = Math.min(BEFORE, place);
        pending.delete(0, place - held);
    }

    /// Gives what was held back: the stream has ended.
    public String finish() {
        int length = pending.length();
        pending.append(END);
        StringBuilder out = new StringBuilder(length);
        drain(out, length);
        pending.setLength(0);
        held = 0;
        return out.toString();
    }

    private void drain(StringBuilder out, int limit) {
        int kept = held;
        int i = held;
        while (i < limit) {
            Answer answer = mayBegin(i) ? reader.read(pending, i) : Answer.NOTHING;
            int end = reader.end();
            String value = reader.value();
            if (answer == Answer.NOTHING) {
                answer = surrogates.read(pending, i);
                end = surrogates.end();
                value = surrogates.value();
            }
            if (answer == Answer.OPEN) {
                break;
            }
            if (answer == Answer.PLACEHOLDER) {
                out.append(pending, kept, i);
                restore(Objects.requireNonNull(value), out);
                i = end;
                kept = i;
            } else {
                i++;
            }
        }
        if (i == pending.length() && i > kept && Character.isHighSurrogate(pending.charAt(i - 1))) {
            i--;
        }
        out.append(pending, kept, i);
        keepFrom(i);
    }

    private void restore(String value, StringBuilder out) {
        if (json) {
            JsonText.escape(value, out);
        } else {
            out.append(value);
        }
    }

    private boolean mayBegin(int at) {
        char c = pending.charAt(at);
        if (c == '[' || c == '\\') {
            return true;
        }
        if (!Chars.isAsciiLetter(c)) {
            return false;
        }
        for (String type : vault.types()) {
            if ((type.charAt(0) | 0x20) == (c | 0x20)) {
                return true;
            }
        }
        return false;
    }
}
