package io.plumbline.personaldata.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The form of an issuer's credentials, as data. Its parts, in order: literal letters, and runs of an
/// [CredentialCharacters].
///
/// A run takes all characters of its alphabet, up to its maximum; a part that follows a run of variable length
/// must therefore begin with a character outside the run's alphabet. Matching reads each character once.
///
/// @param entityType the entity type of its findings
/// @param parts      the first is letters
record TokenFormat(String entityType, List<Part> parts) {

    /// Letters, or a run.
    sealed interface Part {
        /// @param text in the issuer's case
        record Letters(String text) implements Part {}

        record Run(CredentialCharacters alphabet, int fewest, int most) implements Part {
            /// Parses the code of an alphabet, a colon, and a number or a range: `w:20-300`.
            static Optional<Run> of(String word) {
                Optional<CredentialCharacters> alphabet = word.length() > 2 && word.charAt(1) == ':'
                        ? CredentialCharacters.of(word.charAt(0))
                        : Optional.empty();
                return alphabet.map(each -> {
                    String[] bounds = word.substring(2).split("-", -1);
                    return new Run(each, Integer.parseInt(bounds[0]), Integer.parseInt(bounds[bounds.length - 1]));
                });
            }
        }
    }

    TokenFormat {
        parts = List.copyOf(parts);
        if (!(parts.getFirst() instanceof Part.Letters)) {
            throw new IllegalArgumentException(entityType + " does not begin with letters");
        }
    }

    /// Parses parts separated by spaces: `glpat- w:20-300`.
    static TokenFormat of(String entityType, String notation) {
        List<Part> parts = new ArrayList<>();
        for (String word : notation.split(" ", -1)) {
            parts.add(Part.Run.of(word).map(Part.class::cast).orElseGet(() -> new Part.Letters(word)));
        }
        return new TokenFormat(entityType, parts);
    }

    /// The beginning of every such credential.
    String mark() {
        return ((Part.Letters) parts.getFirst()).text();
    }

    int longest() {
        return parts.stream()
                .mapToInt(part -> switch (part) {
                    case Part.Letters letters -> letters.text().length();
                    case Part.Run run -> run.most();
                })
                .sum();
    }
}
