package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.surrogate.Surrogates;
import io.plumbline.personaldata.text.Chars;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// The invented values of one conversation and their real values. No two real values share an invented one, and
/// no value is invented that occurred as a real one before. Thread-safe.
final class SurrogateBook {

    private static final int ATTEMPTS = 16;

    /// The number of attempts to invent a name that shares no part with another.
    private static final int ATTEMPTS_FOR_PARTS = 12;

    private static final String PERSON = "PERSON";

    private final Map<Asked, Optional<String>> made = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final NavigableMap<String, Entry> reversible = new ConcurrentSkipListMap<>();

    /// An invented value and the real one.
    ///
    /// @param part whether it is only part of a name, which counts only if it is written like one
    record Entry(String surrogate, String value, boolean part) {
        @Override
        public String toString() {
            return "Entry";
        }
    }

    private record Asked(String entityType, String value, boolean turnsBack) {}

    /// The invented value for a real one, the same as before if there is one; empty if none can be invented.
    ///
    /// @param turnsBack whether restorers replace it by the real value
    synchronized Optional<String> surrogateFor(
            Surrogates inventor, String entityType, String value, boolean turnsBack) {
        Asked asked = new Asked(entityType, value, turnsBack);
        Optional<String> known = made.get(asked);
        if (known == null) {
            known = invent(inventor, entityType, value);
            known.ifPresent(surrogate -> {
                if (turnsBack) {
                    reversible.put(folded(surrogate), new Entry(surrogate, value, false));
                    if (entityType.equals(PERSON)) {
                        addParts(surrogate.split(" ", -1), value.trim().split("\\s+", -1));
                    }
                }
            });
            taken.add(folded(value));
            made.put(asked, known);
        }
        return known;
    }

    private Optional<String> invent(Surrogates inventor, String entityType, String value) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<String> invented = inventor.of(entityType, value, attempt);
            boolean careful = attempt < ATTEMPTS_FOR_PARTS && entityType.equals(PERSON);
            if (invented.isPresent() && !(careful && sharesPart(invented.get())) && taken.add(folded(invented.get()))) {
                return invented;
            }
        }
        return Optional.empty();
    }

    /// A model that received Robin Mercer writes to Robin, or to Mr. Mercer.
    private void addParts(String[] surrogate, String[] value) {
        if (surrogate.length > 1 && value.length > 1) {
            addPart(surrogate[0], value[0]);
            addPart(surrogate[surrogate.length - 1], value[value.length - 1]);
        }
    }

    private void addPart(String surrogate, String value) {
        String name = withoutComma(surrogate);
        if (name.length() > 2 && !name.endsWith(".") && !surrogate.equals(value)) {
            reversible.putIfAbsent(folded(name), new Entry(name, withoutComma(value), true));
        }
    }

    private static String withoutComma(String word) {
        return word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
    }

    private boolean sharesPart(String surrogate) {
        for (String word : surrogate.split(" ", -1)) {
            if (reversible.containsKey(folded(withoutComma(word)))) {
                return true;
            }
        }
        return false;
    }

    private static String folded(String value) {
        StringBuilder folded = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            folded.append(folded(value.charAt(i)));
        }
        return folded.toString();
    }

    /// Characters that a model may exchange for each other are equal.
    static char folded(char c) {
        return Character.isWhitespace(c) || Chars.isGroupSpace(c) ? ' ' : Character.toLowerCase(c);
    }

    /// Whether this is an invented value that can be restored.
    boolean knows(String value) {
        return !reversible.isEmpty() && reversible.containsKey(folded(value));
    }

    /// The restorable values, by the folded invented value.
    NavigableMap<String, Entry> reversible() {
        return reversible;
    }

    Collection<Entry> entries() {
        return reversible.values();
    }
}
