package io.plumbline.guardrails.output.leak;

import java.util.List;
import java.util.Locale;

/// Removes [CanaryToken] marks from a text that arrives in pieces, cut anywhere: no reader sees a mark, whatever the
/// policy does about a leak. Finds marks letter for letter, in either case; [PromptLeakDetector] finds other
/// notations. Holds back at most what may still become a mark. One per stream; not thread-safe.
public final class CanaryEraser {

    private final List<String> marks;
    private final StringBuilder held = new StringBuilder();

    public CanaryEraser(List<String> marks) {
        this.marks = marks.stream().map(mark -> mark.toLowerCase(Locale.ROOT)).toList();
    }

    /// The whole text without marks; the same instance if it has none.
    public static String erase(String text, List<String> marks) {
        if (marks.isEmpty()) {
            return text;
        }
        CanaryEraser eraser = new CanaryEraser(marks);
        String erased = eraser.push(text) + eraser.finish();
        return erased.length() == text.length() ? text : erased;
    }

    /// Takes the next piece and returns the text that is ready to pass on.
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

    /// Ends the text and returns what was held back.
    public String finish() {
        String rest = held.toString();
        held.setLength(0);
        return rest;
    }

    /// The length of the longest beginning of a mark at a position.
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
