package io.plumbline.guardrails.output;

import java.util.List;
import java.util.Locale;

/// Takes [Canary] marks out of a text that comes in pieces, cut anywhere: whatever the policy does about a
/// leak, nobody is shown a mark. It knows them letter for letter, in either case; how else one may be
/// written is [PromptLeakDetector]'s to find. Holds back at most what may still become a mark. One per
/// stream; not thread-safe.
public final class CanaryEraser {

    private final List<String> marks;
    private final StringBuilder held = new StringBuilder();

    public CanaryEraser(List<String> marks) {
        this.marks = marks.stream().map(mark -> mark.toLowerCase(Locale.ROOT)).toList();
    }

    /// A whole text without marks; the same instance where it has none.
    public static String erase(String text, List<String> marks) {
        if (marks.isEmpty()) {
            return text;
        }
        CanaryEraser eraser = new CanaryEraser(marks);
        String erased = eraser.push(text) + eraser.finish();
        return erased.length() == text.length() ? text : erased;
    }

    /// Takes the next piece and gives what can be given on.
    public String push(String piece) {
        if (marks.isEmpty()) {
            return piece;
        }
        held.append(piece);
        StringBuilder out = new StringBuilder(held.length());
        int at = 0;
        while (at < held.length()) {
            int begun = begun(at);
            if (begun == held.length() - at && !isMark(at, begun)) {
                break;
            }
            if (isMark(at, begun)) {
                at += begun;
            } else {
                out.append(held.charAt(at++));
            }
        }
        held.delete(0, at);
        return out.toString();
    }

    /// Gives what was held back: the text has ended.
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /// How many characters from a place on are those of a mark, of the one that goes farthest.
    private int begun(int at) {
        int longest = 0;
        for (String mark : marks) {
            int length = 0;
            while (length < mark.length()
                    && at + length < held.length()
                    && Character.toLowerCase(held.charAt(at + length)) == mark.charAt(length)) {
                length++;
            }
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private boolean isMark(int at, int length) {
        return length > 0 && marks.stream().anyMatch(mark -> mark.length() == length && matches(mark, at));
    }

    private boolean matches(String mark, int at) {
        for (int i = 0; i < mark.length(); i++) {
            if (Character.toLowerCase(held.charAt(at + i)) != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
