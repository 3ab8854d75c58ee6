package io.plumbline.standalone.migration;

import io.plumbline.standalone.layout.CannotContinue;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words of an `import`.
///
/// @param from the address of the other system, without a slash at its end
/// @param team the team of new models and prompts; null for the only team of the key
/// @param riskTier their risk tier; null for the registry's default
/// @param dryRun whether to read only
public record ImportOptions(
        Source source,
        String from,
        @Nullable String team,
        @Nullable String riskTier,
        boolean dryRun) {

    /// The systems to import from.
    public enum Source {
        MLFLOW,
        LANGFUSE
    }

    /// @throws CannotContinue for an unknown word
    public static ImportOptions of(List<String> words) {
        if (words.size() < 2) {
            throw new CannotContinue("import needs mlflow or langfuse, and the address of that server.");
        }
        Source source = source(words.getFirst());
        String from = address(words.get(1));
        String team = null;
        String riskTier = null;
        boolean dryRun = false;
        for (int i = 2; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--team" -> team = value(words, ++i);
                case "--risk-tier" -> riskTier = value(words, ++i).toUpperCase(Locale.ROOT);
                case "--dry-run" -> dryRun = true;
                default -> throw new CannotContinue("import does not support " + words.get(i) + ".");
            }
        }
        return new ImportOptions(source, from, team, riskTier, dryRun);
    }

    private static Source source(String word) {
        try {
            return Source.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CannotContinue("import supports mlflow and langfuse, not " + word + ".", e);
        }
    }

    private static String address(String word) {
        try {
            URI address = URI.create(word);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return word.replaceFirst("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            throw new CannotContinue("This is not an address: " + word, e);
        }
        throw new CannotContinue("import needs an address such as https://mlflow.example.com.");
    }

    private static String value(List<String> words, int i) {
        if (i >= words.size()) {
            throw new CannotContinue(words.getLast() + " needs a value.");
        }
        return words.get(i);
    }
}
