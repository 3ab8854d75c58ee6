package io.plumbline.guardrails.output;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Finds base64-encoded text in a text. Searches backwards from the far end of the shortest run, which skips
/// words quickly.
public final class Base64Runs {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 1 << 16;
    private static final int MOST = 256;

    private Base64Runs() {}

    /// Is notified of each run.
    public interface Run {
        void decoded(String clear, int start, int end);
    }

    /// Calls for each of the first runs, in order.
    public static void forEach(String text, Run run) {
        int runs = 0;
        int start = 0;
        while (start + SHORTEST <= text.length() && runs < MOST) {
            int last = start + SHORTEST - 1;
            while (last >= start && isPart(text.charAt(last))) {
                last--;
            }
            if (last >= start) {
                start = last + 1;
                continue;
            }
            int end = start + SHORTEST;
            while (end < text.length() && isPart(text.charAt(end))) {
                end++;
            }
            String clear = end - start <= LONGEST ? decode(text, start, end) : null;
            if (clear != null) {
                runs++;
                run.decoded(clear, start, end);
            }
            start = end + 1;
        }
    }

    private static boolean isPart(char c) {
        return Snippet.isWordPart(c) || c == '+' || c == '/' || c == '=' || c == '-';
    }

    private static @Nullable String decode(String text, int start, int end) {
        boolean upper = false;
        boolean lower = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
        }
        if (!upper || !lower) {
            return null;
        }
        try {
            String run = text.substring(start, end).replace('-', '+').replace('_', '/');
            byte[] bytes = Base64.getDecoder().decode(run);
            for (byte each : bytes) {
                if (each < ' ' && each != '\n' && each != '\r' && each != '\t' && each >= 0) {
                    return null;
                }
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
