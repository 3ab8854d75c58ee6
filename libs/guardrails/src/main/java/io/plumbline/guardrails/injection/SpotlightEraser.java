package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.Spotlight.Method;
import io.plumbline.guardrails.output.CanaryEraser;
import java.util.List;

/// Takes the marks of a [Spotlight] out of what a model says, where it quotes a marked text, in pieces that
/// are cut anywhere: nobody but the model is to see them. A mark between words becomes a space again, also
/// where JSON writes it as an escape; what text was between delimiters stays. Holds back at most what may
/// still become a mark. One per stream; not thread-safe.
public final class SpotlightEraser {

    /// Of a character's escape in JSON, after its first two characters.
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

    /// Takes the next piece and gives what can be given on.
    public String push(String piece) {
        return spaces ? withSpaces(piece) : delimiters.push(piece);
    }

    /// Gives what was held back: the text has ended.
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

    /// How many characters an escape has, some of which may be still to come.
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
