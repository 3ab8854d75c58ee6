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

    private final PlaceholderVault vault;
    private final boolean json;
    private final PlaceholderReader reader;
    /// What is held back, after the one character before it where there is one.
    private final StringBuilder pending = new StringBuilder();
    private int held;

    private StreamRestorer(PlaceholderVault vault, boolean json) {
        this.vault = vault;
        this.json = json;
        this.reader = new PlaceholderReader(vault, json ? "\\\\" : "\\");
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
        CharSequence passed = half ? piece.subSequence(0, piece.length() - 1) : piece;
        if (!passed.isEmpty()) {
            remember(passed.charAt(passed.length() - 1));
        }
        if (half) {
            pending.append(piece.charAt(piece.length() - 1));
        }
        return passed.toString();
    }

    private void remember(char last) {
        pending.setLength(0);
        pending.append(last);
        held = 1;
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
            if (answer == Answer.OPEN) {
                break;
            }
            if (answer == Answer.PLACEHOLDER) {
                out.append(pending, kept, i);
                String value = Objects.requireNonNull(reader.value());
                if (json) {
                    JsonText.escape(value, out);
                } else {
                    out.append(value);
                }
                i = reader.end();
                kept = i;
            } else {
                i++;
            }
        }
        if (i == pending.length() && i > kept && Character.isHighSurrogate(pending.charAt(i - 1))) {
            i--;
        }
        out.append(pending, kept, i);
        if (i > 0) {
            pending.delete(0, i - 1);
            held = 1;
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
