package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.surrogate.Surrogates;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The values that one vault has hidden, with their replacements. The first redaction of a value determines its
/// replacement; later ones reuse it. Thread-safe.
final class HiddenValues {

    private static final String[] NO_TYPES = {};

    private final Supplier<String> tagged;
    private volatile @Nullable String tag;
    /// Guarded by the values; created with the first.
    private Map<Hidden, String> placeholders = Map.of();

    private final Map<String, String> values = new ConcurrentHashMap<>();
    private volatile String[] types = NO_TYPES;
    private volatile @Nullable SurrogateBook surrogates;
    private volatile @Nullable Supplier<byte[]> dates;

    /// @param tagged creates the tag on first use: a policy without detection needs none
    HiddenValues(Supplier<String> tagged) {
        this.tagged = tagged;
    }

    String tag() {
        String known = tag;
        if (known != null) {
            return known;
        }
        synchronized (values) {
            String made = tag;
            if (made == null) {
                made = tagged.get();
                tag = made;
            }
            return made;
        }
    }

    /// The placeholder of a value: a new one with a code of these, unless the value is already hidden.
    ///
    /// @param type letters, digits and underscores
    String placeholder(String type, String value, PlaceholderCodes codes) {
        Hidden hidden = new Hidden(type, value);
        synchronized (values) {
            String known = placeholders.get(hidden);
            return known == null ? hide(hidden, codes) : known;
        }
    }

    private String hide(Hidden hidden, PlaceholderCodes codes) {
        if (placeholders.isEmpty()) {
            placeholders = new HashMap<>();
        }
        int attempt = 0;
        String core = core(hidden.type, codes.of(hidden.type, hidden.value, attempt));
        while (values.putIfAbsent(core, hidden.value) != null) {
            attempt++;
            core = core(hidden.type, codes.of(hidden.type, hidden.value, attempt));
        }
        String placeholder = "[" + core + "]";
        placeholders.put(hidden, placeholder);
        addType(hidden.type);
        return placeholder;
    }

    private void addType(String type) {
        String[] before = types;
        for (String known : before) {
            if (known.equals(type)) {
                return;
            }
        }
        String[] after = new String[before.length + 1];
        System.arraycopy(before, 0, after, 0, before.length);
        after[before.length] = type;
        types = after;
    }

    private String core(String type, String code) {
        return type + "_" + tag() + "_" + code;
    }

    /// The value of a placeholder, null if it is not one of these.
    ///
    /// @param core the placeholder without its brackets
    @Nullable
    String value(String core) {
        return values.get(core);
    }

    @Nullable
    String value(String type, String code) {
        return values.get(core(type, code));
    }

    /// The entity types of the held values, in order of appearance.
    String[] types() {
        return types;
    }

    /// Sets the seed of the shift of all dates, unless it is already set.
    void shiftDatesBy(Supplier<byte[]> seed) {
        synchronized (values) {
            if (dates == null) {
                dates = seed;
            }
        }
    }

    /// The generator of invented values with the seed of these codes. All dates are shifted alike, whichever text
    /// they are in.
    Surrogates inventor(PlaceholderCodes codes) {
        Supplier<byte[]> shift = dates;
        return new Surrogates(codes.seed(), shift == null ? codes.seed() : shift.get());
    }

    /// The invented values; null before the first.
    @Nullable
    SurrogateBook knownSurrogates() {
        return surrogates;
    }

    SurrogateBook surrogates() {
        SurrogateBook known = surrogates;
        if (known != null) {
            return known;
        }
        synchronized (values) {
            SurrogateBook opened = surrogates;
            if (opened == null) {
                opened = new SurrogateBook();
                surrogates = opened;
            }
            return opened;
        }
    }

    boolean isEmpty() {
        return types.length == 0 && reversible() == 0;
    }

    int size() {
        return values.size() + reversible();
    }

    /// The number of invented values that can be restored.
    private int reversible() {
        SurrogateBook known = surrogates;
        return known == null ? 0 : known.reversible().size();
    }

    /// The values by their replacements, placeholders in the order of their names before invented values.
    Map<String, String> reveal() {
        Map<String, String> revealed = new LinkedHashMap<>();
        values.keySet().stream().sorted().forEach(core -> revealed.put("[" + core + "]", values.get(core)));
        SurrogateBook invented = surrogates;
        if (invented != null) {
            invented.entries().stream()
                    .filter(entry -> !entry.part())
                    .forEach(entry -> revealed.put(entry.surrogate(), entry.value()));
        }
        return revealed;
    }

    private record Hidden(String type, String value) {
        @Override
        public String toString() {
            return "Hidden[" + type + "]";
        }
    }
}
