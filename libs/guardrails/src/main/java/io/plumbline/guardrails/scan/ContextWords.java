package io.plumbline.guardrails.scan;

/// Words that make a weak candidate likely when they stand before it: `SSN`, `phone`, `card number`. Looks at
/// the last words before a place, whole words whatever their case, parts of `snake_case` and `camelCase` names
/// included, so that the keys of structured data count. Reads at most [SpanScanner#LOOKBEHIND] characters.
public final class ContextWords {

    private static final int WORDS = 6;
    private static final int CHARACTERS = 80;

    private final String[][] phrases;

    private ContextWords(String[][] phrases) {
        this.phrases = phrases;
    }

    /// Words or phrases in lower case, their parts separated by one space.
    public static ContextWords of(String... phrases) {
        String[][] parts = new String[phrases.length][];
        for (int i = 0; i < phrases.length; i++) {
            parts[i] = phrases[i].split(" ");
        }
        return new ContextWords(parts);
    }

    /// Whether one of them is among the last words before the place.
    public boolean precede(CharSequence text, int place) {
        int limit = Math.max(0, place - CHARACTERS);
        int end = place;
        for (int word = 0; word < WORDS; word++) {
            end = lastWordEnd(text, end, limit);
            if (end <= limit) {
                return false;
            }
            if (anyEndsAt(text, end, limit)) {
                return true;
            }
            end = wordStart(text, end, limit);
        }
        return false;
    }

    private boolean anyEndsAt(CharSequence text, int end, int limit) {
        for (String[] phrase : phrases) {
            int at = end;
            int part = phrase.length - 1;
            while (part >= 0 && at > limit) {
                int start = wordStart(text, at, limit);
                if (!equal(text, start, at, phrase[part])) {
                    break;
                }
                part--;
                at = lastWordEnd(text, start, limit);
            }
            if (part < 0) {
                return true;
            }
        }
        return false;
    }

    private static int lastWordEnd(CharSequence text, int before, int limit) {
        int end = before;
        while (end > limit && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int wordStart(CharSequence text, int end, int limit) {
        int start = end - 1;
        while (start > limit) {
            char before = text.charAt(start - 1);
            boolean hump = Character.isLowerCase(before) && Character.isUpperCase(text.charAt(start));
            if (!Character.isLetter(before) || hump) {
                break;
            }
            start--;
        }
        return start;
    }

    /// Equal but for case and a plural's `s`.
    private static boolean equal(CharSequence text, int start, int end, String word) {
        int length = end - start;
        boolean plural = length == word.length() + 1 && Character.toLowerCase(text.charAt(end - 1)) == 's';
        if (length != word.length() && !plural) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(text.charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
