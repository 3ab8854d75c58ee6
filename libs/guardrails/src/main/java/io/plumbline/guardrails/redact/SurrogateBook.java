package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.operator.Surrogates;
import io.plumbline.guardrails.scan.Chars;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// The invented values of one conversation, and which real ones they stand for. No two real values share an
/// invented one, and none is invented that was seen as a real one before. Thread-safe.
final class SurrogateBook {

    private static final int ATTEMPTS = 16;

    private final Surrogates surrogates;
    private final Map<Asked, Optional<String>> made = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final NavigableMap<String, Entry> reversible = new ConcurrentSkipListMap<>();

    SurrogateBook(Surrogates surrogates) {
        this.surrogates = surrogates;
    }

    /// An invented value and the real one.
    record Entry(String surrogate, String value) {
        @Override
        public String toString() {
            return "Entry";
        }
    }

    private record Asked(String entityType, String value, boolean turnsBack) {}

    /// The invented value for a real one; empty where none can be invented.
    ///
    /// @param turnsBack whether restorers turn it back
    synchronized Optional<String> surrogateFor(String entityType, String value, boolean turnsBack) {
        Asked asked = new Asked(entityType, value, turnsBack);
        Optional<String> known = made.get(asked);
        if (known == null) {
            known = invent(entityType, value);
            known.ifPresent(surrogate -> {
                if (turnsBack) {
                    reversible.put(folded(surrogate), new Entry(surrogate, value));
                }
            });
            taken.add(folded(value));
            made.put(asked, known);
        }
        return known;
    }

    private Optional<String> invent(String entityType, String value) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> invented = surrogates.of(entityType, value, attempt);
            if (invented.isPresent() && taken.add(folded(invented.get()))) {
                return invented;
            }
        }
        return Optional.empty();
    }

    private static String folded(String value) {
        StringBuilder folded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            folded.append(folded(value.charAt(i)));
        }
        return folded.toString();
    }

    /// Characters that a model may exchange for each other are the same.
    static char folded(char c) {
        return Character.isWhitespace(c) || Chars.isGroupSpace(c) ? ' ' : Character.toLowerCase(c);
    }

    /// Whether this is an invented value that can be turned back.
    boolean knows(String value) {
        return !reversible.isEmpty() && reversible.containsKey(folded(value));
    }

    /// What can be turned back, by the folded invented value.
    NavigableMap<String, Entry> reversible() {
        return reversible;
    }

    Collection<Entry> entries() {
        return reversible.values();
    }
}
