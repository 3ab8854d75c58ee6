package io.plumbline.guardrails.secret;

import io.plumbline.guardrails.secret.TokenFormat.Part;
import java.util.List;

/// The form of a credential that can be told only by the name of what it is assigned to: `datadog_key = …`.
///
/// @param entityType the name that findings carry
/// @param names      any of them stands in the name, in lower case
/// @param mark       what the value begins with, often nothing
/// @param body       what follows
/// @param leastBits  the least [Entropy] of such a value
record AssignedFormat(String entityType, List<String> names, String mark, Part.Run body, double leastBits) {

    private static final Part.Run UUID = new Part.Run(Alphabet.UUID, 36, 36);
    private static final double USUAL_BITS = 2;

    AssignedFormat {
        names = List.copyOf(names);
    }

    /// Reads `ENTITY name|name mark a:20-40 3.5`, of which mark and entropy may be left out; `uuid` is one.
    static AssignedFormat of(String row) {
        String[] words = row.split(" ", -1);
        List<String> names = List.of(words[1].split("\\|", -1));
        int last = words.length - 1;
        double bits = USUAL_BITS;
        if (Character.isDigit(words[last].charAt(0))) {
            bits = Double.parseDouble(words[last]);
            last--;
        }
        String mark = last == 3 ? words[2] : "";
        Part.Run body =
                words[last].equals("uuid") ? UUID : Part.Run.of(words[last]).orElseThrow();
        return new AssignedFormat(words[0], names, mark, body, bits);
    }

    /// Whether a value has this form.
    boolean matches(CharSequence text, int start, int end) {
        int length = end - start - mark.length();
        if (length < body.fewest() || length > body.most()) {
            return false;
        }
        for (int i = 0; i < mark.length(); i++) {
            if (text.charAt(start + i) != mark.charAt(i)) {
                return false;
            }
        }
        for (int i = start + mark.length(); i < end; i++) {
            if (!body.alphabet().has(text.charAt(i))) {
                return false;
            }
        }
        return Entropy.of(text, start, end) >= leastBits;
    }
}
