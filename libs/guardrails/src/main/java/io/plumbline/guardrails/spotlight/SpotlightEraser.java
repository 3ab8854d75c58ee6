package io.plumbline.guardrails.spotlight;

import io.plumbline.guardrails.output.leak.CanaryEraser;
import io.plumbline.guardrails.spotlight.Spotlight.Method;
import java.util.List;

/// Removes the marks of a [Spotlight] from a model's answer, where it quotes a marked text, in pieces that are
/// cut anywhere: only the model may read the marks. A mark between words becomes a space again, also where JSON
/// writes it as an escape; text between delimiters stays. Holds back at most what may still become a mark. One
/// per stream; not thread-safe.
public final class SpotlightEraser {

    /// In the escape of a character in JSON, after its first two characters.
    private static final int HEX_DIGITS = 4;

    private final boolean spaces;
    private final String mark;
    private final CanaryEraser delimiters;
    private final StringBuilder held = new StringBuilder();

    SpotlightEraser(Method method, String mark) {
        this.spaces = method == Method.DATAMARK;
        this.mark = mark;
        this.delimiters = new CanaryEraser(List.of("<<" + mark + ">>", "<</" + mark + ">>", mark));
    }

    /// Takes the next piece and returns the text that is ready to pass on.
    public String push(String piece) {
        return spaces ? withSpaces(piece) : delimiters.push(piece);
    }

    /// Ends the text and returns what was held back.
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return spaces ? rest : delimiters.finish();
    }

    private String withSpaces(String piece) {
        if (held.isEmpty() && piece.indexOf(mark) < 0 && piece.indexOf('\\') < 0) {
            return piece;
        }
        held.append(piece);
        StringBuilder out = new StringBuilder(held.length());
        int at = 0;
        while (at < held.length()) {
            int length = held.charAt(at) == '\\' ? escapeLength(at) : 1;
            if (at + length > held.length()) {
                break;
            }
            if (isMark(at, length)) {
                out.append(' ');
            } else {
                out.append(held, at, at + length);
            }
            at += length;
        }
        held.delete(0, at);
        return out.toString();
    }

    /// The length of an escape, some of which may not have arrived yet.
    private int escapeLength(int at) {
        boolean unicode = at + 1 < held.length() && held.charAt(at + 1) == 'u';
        return unicode ? 2 + HEX_DIGITS : 2;
    }

    private boolean isMark(int at, int length) {
        if (length == 1) {
            return held.charAt(at) == mark.charAt(0);
        }
        return length > 2 && held.substring(at + 2, at + length).equalsIgnoreCase(Integer.toHexString(mark.charAt(0)));
    }
}
