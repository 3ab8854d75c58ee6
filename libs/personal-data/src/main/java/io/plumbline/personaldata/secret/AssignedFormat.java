package io.plumbline.personaldata.secret;

import io.plumbline.personaldata.secret.TokenFormat.Part;
import java.util.List;

/// The form of a credential that is recognized only by the name to which it is assigned: `datadog_key = …`.
///
/// @param entityType the entity type of its findings
/// @param names      the name must contain one of these, in lower case
/// @param mark       the beginning of the value, often empty
/// @param body       the rest of the value
/// @param leastBits  the minimum [Entropy] of the value
record AssignedFormat(String entityType, List<String> names, String mark, Part.Run body, double leastBits) {

    private static final Part.Run UUID = new Part.Run(CredentialCharacters.UUID, 36, 36);
    private static final double USUAL_BITS = 2;

    AssignedFormat {
        names = List.copyOf(names);
    }

    /// Parses `ENTITY name|name mark a:20-40 3.5`; mark and entropy are optional; `uuid` is one.
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
