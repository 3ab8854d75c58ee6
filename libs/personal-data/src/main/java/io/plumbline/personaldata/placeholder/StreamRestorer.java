package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.egress.EgressRules;
import io.plumbline.personaldata.placeholder.PlaceholderReader.Answer;
import io.plumbline.personaldata.text.Chars;
import java.util.Objects;

/// Restores values in a text that arrives in pieces, cut anywhere. The output, piece after piece, equals that of
/// the whole text. Holds back only text that may still become a placeholder of the vault: nothing at all for text
/// that does not resemble one.
///
/// Under egress rules a value is not restored where it would become part of an address of a host that is not
/// allowed; its placeholder remains. Arguments of a tool call are held from their first placeholder on, because
/// an address may follow.
///
/// One per stream; not thread-safe. The vault may learn values while the stream runs.
public final class StreamRestorer {

    /// Ends any reading; cannot be part of a placeholder.
    private static final char END = '\0';

    /// The number of relevant characters before a position: the letter of an escape and its backslash.
    private static final int BEFORE = 2;

    private final PlaceholderVault vault;
    private final PlaceholderReader reader;
    private final SurrogateReader surrogates;
    private final ValuePlacer placer;
    /// The held-back text, preceded by the two characters before it if there are any.
    private final StringBuilder pending = new StringBuilder();
    private int held;

    private StreamRestorer(PlaceholderVault vault, boolean json, ValuePlacer placer) {
        this.vault = vault;
        this.placer = placer;
        this.reader = new PlaceholderReader(vault, json ? "\\\\" : "\\");
        this.surrogates = new SurrogateReader(vault.surrogates(), json);
    }

    /// For plain text.
    public static StreamRestorer ofText(PlaceholderVault vault) {
        return new StreamRestorer(vault, false, new ValuePlacer.Everywhere(false));
    }

    /// For text that is displayed to people.
    public static StreamRestorer ofText(PlaceholderVault vault, EgressRules egress) {
        return new StreamRestorer(vault, false, new ValuePlacer.OutsideAddresses(egress));
    }

    /// For the characters of a JSON document, such as the arguments of a tool call: values are restored escaped,
    /// so that strings stay strings.
    public static StreamRestorer ofJson(PlaceholderVault vault) {
        return new StreamRestorer(vault, true, new ValuePlacer.Everywhere(true));
    }

    /// For the arguments of a tool call.
    ///
    /// @param json whether they are a JSON document, rather than text
    public static StreamRestorer ofArguments(PlaceholderVault vault, EgressRules egress, boolean json) {
        return new StreamRestorer(vault, json, new ArgumentPlacer(egress, json));
    }

    /// The number of placeholders that remain because of their position.
    public int withheld() {
        return placer.withheld();
    }

    /// Takes the next piece and returns the text that is ready to pass on.
    public String push(CharSequence piece) {
        if (vault.isEmpty() && pending.length() == held) {
            return passThrough(piece);
        }
        pending.append(piece);
        StringBuilder out = new StringBuilder(pending.length());
        drain(out, pending.length());
        return out.toString();
    }

    /// Nothing can be restored: only half a surrogate pair is held for the next piece.
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
        StringBuilder out = new StringBuilder(passed.length());
        placer.pass(passed, 0, passed.length(), out);
        return out.toString();
    }

    /// Keeps the text from this position on; the text before it was passed on.
    private void keepFrom(int place) {
        held = Math.min(BEFORE, place);
        pending.delete(0, place - held);
    }

    /// Ends the stream and returns what was held back.
    public String finish() {
        int length = pending.length();
        pending.append(END);
        StringBuilder out = new StringBuilder(length);
        drain(out, length);
        placer.finish(out);
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
                placer.pass(pending, kept, i, out);
                placer.place(pending.substring(i, end), Objects.requireNonNull(value), out);
                i = end;
                kept = i;
            } else {
                i++;
            }
        }
        if (i == pending.length() && i > kept && Character.isHighSurrogate(pending.charAt(i - 1))) {
            i--;
        }
        placer.pass(pending, kept, i, out);
        keepFrom(i);
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
