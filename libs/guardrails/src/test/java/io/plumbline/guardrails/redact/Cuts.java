package io.plumbline.guardrails.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Ways of cutting a text into pieces.
final class Cuts {

    private Cuts() {}

    /// In two, at every position, including between the halves of a surrogate pair.
    static List<List<String>> everywhere(String text) {
        List<List<String>> cuts = new ArrayList<>();
        for (int i = 0; i <= text.length(); i++) {
            cuts.add(List.of(text.substring(0, i), text.substring(i)));
        }
        cuts.add(text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
        return cuts;
    }

    /// Into pieces of random length, empty ones included.
    static List<String> random(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int longest = 1 + random.nextInt(24);
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + random.nextInt(longest + 1));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }
}
