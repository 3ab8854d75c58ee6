package io.plumbline.kit.text;

/// Prepares any text for display: truncated by characters and lines, with invisible, hiding and directional
/// characters spelled out, such as `‹U+202E›`. The template escapes it.
public final class ReadableText {

    private static final int MAX_LINES = 40;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final StringBuilder text = new StringBuilder();
    private int lines = 1;

    private ReadableText() {}

    /// @param limit maximum number of characters
    public static String of(String text, int limit) {
        ReadableText readable = new ReadableText();
        String stripped = text.strip();
        int at = 0;
        for (int taken = 0; taken < limit && at < stripped.length() && readable.lines <= MAX_LINES; taken++) {
            int c = stripped.codePointAt(at);
            readable.take(c);
            at += Character.charCount(c);
        }
        String taken = readable.text.toString();
        return at == stripped.length() ? taken : taken.stripTrailing() + "…";
    }

    private void take(int c) {
        if (c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            text.append('\n');
            lines++;
        } else if (c == '\t' || c == '\r') {
            text.append(' ');
        } else if (isSeen(c)) {
            text.appendCodePoint(c);
        } else {
            text.append("‹U+").append("%04X".formatted(c)).append('›');
        }
    }

    /// The two joiners are legitimate in many languages and in emoji.
    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
