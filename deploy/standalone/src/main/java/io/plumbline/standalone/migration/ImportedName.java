package io.plumbline.standalone.migration;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The names of the registry for names that another system allows.
final class ImportedName {

    private static final int LONGEST = 63;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[._-]+|-+$");
    private static final Pattern ALIAS = Pattern.compile("[a-z][a-z0-9._-]{0,62}");

    private final Map<String, String> taken = new HashMap<>();

    /// Returns the name in lower case, with `-` for other characters.
    ///
    /// @return empty if nothing is left of it, or another name became the same
    Optional<String> of(String name) {
        String plain = OTHERS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
        String trimmed = EDGES.matcher(plain).replaceAll("");
        String cut = trimmed.substring(0, Math.min(trimmed.length(), LONGEST));
        boolean free = !cut.isEmpty() && taken.getOrDefault(cut, name).equals(name);
        if (free) {
            taken.put(cut, name);
        }
        return free ? Optional.of(cut) : Optional.empty();
    }

    /// Returns the alias in lower case; empty if the registry does not allow it.
    static Optional<String> alias(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return ALIAS.matcher(plain).matches() ? Optional.of(plain) : Optional.empty();
    }
}
