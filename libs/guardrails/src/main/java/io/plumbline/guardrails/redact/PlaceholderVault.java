package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.operator.KeyedHash;
import io.plumbline.guardrails.operator.SecretKeys;
import io.plumbline.guardrails.operator.Surrogates;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The values that one conversation has hidden, and the placeholders or invented values that stand for them.
///
/// A placeholder looks like `[EMAIL_ADDRESS_K7QXM_1]`: words that a model copies as they are, in which it can
/// read what is hidden, and a tag that is the vault's own, so that nothing in anybody's text is mistaken for
/// one. Where a text holds the tag all the same, the tag itself is hidden ([Redaction] sees to that): so
/// restoring what was redacted always gives the original.
///
/// The same value has the same placeholder as long as the vault lives. Thread-safe. Holds personal data: it is
/// kept in memory for one call or conversation, and neither logs nor prints what it holds.
public final class PlaceholderVault {

    static final int TAG_LENGTH = 5;

    private static final String TAG_LETTERS = "BCDFGHJKMNPQRSTVWXZ";
    private static final String TAG_CHARACTERS = TAG_LETTERS + "23456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String[] NO_TYPES = {};

    private final String tag;
    private final SecretKeys keys;
    /// What values are invented from; drawn when one is, if null.
    private final byte @Nullable [] seed;
    /// The vault that this one is for the answers of.
    private final @Nullable PlaceholderVault asked;
    private volatile @Nullable SurrogateBook surrogates;
    /// Guarded by the values, as are the counts; both are made with the first.
    private Map<Hidden, String> placeholders = Map.of();
    private Map<String, Integer> counts = Map.of();
    private final Map<String, String> values = new ConcurrentHashMap<>();
    private volatile String[] types = NO_TYPES;

    private PlaceholderVault(byte[] tagged, byte @Nullable [] seed, SecretKeys keys, @Nullable PlaceholderVault asked) {
        this.seed = seed;
        this.keys = keys;
        this.asked = asked;
        StringBuilder characters = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) {
            String alphabet = i == 0 ? TAG_LETTERS : TAG_CHARACTERS;
            characters.append(alphabet.charAt(Byte.toUnsignedInt(tagged[i]) % alphabet.length()));
        }
        this.tag = characters.toString();
    }

    /// A vault with a tag and keys of its own: what is hashed or encrypted in it means nothing elsewhere.
    public static PlaceholderVault fresh() {
        return fresh(SecretKeys.ephemeral(RANDOM));
    }

    /// A vault with a tag of its own.
    ///
    /// @param keys what operators hash and encrypt with
    public static PlaceholderVault fresh(SecretKeys keys) {
        return new PlaceholderVault(random(TAG_LENGTH), null, keys, null);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A vault for what is taken out of the answers to what this vault has hidden: it has the same keys, and leaves
    /// alone what this one has invented, so that it can be turned back.
    public PlaceholderVault forAnswers() {
        return new PlaceholderVault(random(TAG_LENGTH), null, keys, this);
    }

    /// Whether something was invented for the question: in these answers, and in no others, it is nobody's.
    public boolean hasInvented() {
        return asked != null && asked.surrogates != null;
    }

    /// Whether what stands here is nobody's, but was invented for the question.
    boolean hasInvented(CharSequence text, int start, int end) {
        SurrogateBook invented = asked == null ? null : asked.surrogates;
        return invented != null && invented.knows(text.subSequence(start, end).toString());
    }

    /// A vault whose tag follows from the keys and the name of a conversation, so that a history that is sent
    /// anew with each turn is redacted to the same characters each time, and a provider's prompt cache still
    /// hits.
    public static PlaceholderVault forConversation(SecretKeys keys, String conversation) {
        byte[] seed = new KeyedHash(keys.key("vault")).digest(conversation);
        return new PlaceholderVault(seed, seed, keys, null);
    }

    /// What stands for a value: the same as before if it has been hidden before.
    public String placeholderFor(String entityType, String value) {
        Hidden hidden = new Hidden(safe(entityType), value);
        synchronized (values) {
            String known = placeholders.get(hidden);
            return known == null ? hide(hidden) : known;
        }
    }

    private String hide(Hidden hidden) {
        if (placeholders.isEmpty()) {
            placeholders = new HashMap<>();
            counts = new HashMap<>();
        }
        int number = counts.merge(hidden.type, 1, Integer::sum);
        String core = core(hidden.type, number);
        String placeholder = "[" + core + "]";
        values.put(core, hidden.value);
        placeholders.put(hidden, placeholder);
        if (number == 1) {
            String[] before = types;
            String[] after = new String[before.length + 1];
            System.arraycopy(before, 0, after, 0, before.length);
            after[before.length] = hidden.type;
            types = after;
        }
        return placeholder;
    }

    private String core(String type, int number) {
        return type + "_" + tag + "_" + number;
    }

    /// Entity types become part of what a model copies: letters, digits and underscores only.
    private static String safe(String entityType) {
        StringBuilder safe = new StringBuilder(entityType.length());
        for (int i = 0; i < entityType.length(); i++) {
            char c = entityType.charAt(i);
            boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            safe.append(plain ? c : '_');
        }
        return safe.toString().toUpperCase(Locale.ROOT);
    }

    /// An invented value of the same type, the same as before if it has been asked for before; a placeholder where
    /// none can be invented.
    ///
    /// @param reversible whether restorers put the value back for it
    public String surrogateFor(String entityType, String value, boolean reversible) {
        return surrogates()
                .surrogateFor(entityType, value, reversible)
                .orElseGet(() -> placeholderFor(entityType, value));
    }

    SurrogateBook surrogates() {
        SurrogateBook known = surrogates;
        return known == null ? openSurrogates() : known;
    }

    private SurrogateBook openSurrogates() {
        synchronized (values) {
            SurrogateBook known = surrogates;
            if (known == null) {
                known = new SurrogateBook(new Surrogates(seed == null ? random(SecretKeys.KEY_BYTES) : seed));
                surrogates = known;
            }
            return known;
        }
    }

    /// How many invented values can be turned back.
    private int reversible() {
        SurrogateBook known = surrogates;
        return known == null ? 0 : known.reversible().size();
    }

    /// The value that a placeholder stands for, empty if it is none of this vault's.
    public Optional<String> valueOf(String placeholder) {
        boolean bracketed = placeholder.startsWith("[") && placeholder.endsWith("]");
        return bracketed
                ? Optional.ofNullable(values.get(placeholder.substring(1, placeholder.length() - 1)))
                : Optional.empty();
    }

    @Nullable
    String value(String type, int number) {
        return values.get(core(type, number));
    }

    /// The entity types of which it holds a value, in the order in which they came.
    String[] types() {
        return types;
    }

    SecretKeys keys() {
        return keys;
    }

    String tag() {
        return tag;
    }

    /// Whether somebody has written what placeholders of this vault begin with, in whatever case.
    public boolean isTagIn(String text) {
        return Redaction.hasTag(text, tag);
    }

    public boolean isEmpty() {
        return types.length == 0 && reversible() == 0;
    }

    public int size() {
        return values.size() + reversible();
    }

    /// The values by their placeholders, in the order of the placeholders' names, and by what was invented for them:
    /// a copy, for whoever must keep a conversation beyond the call. It is personal data.
    public Map<String, String> reveal() {
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

    /// Puts back every value in a text.
    public String restore(String text) {
        return restoreAll(StreamRestorer.ofText(this), text);
    }

    /// Puts back every value in a JSON document, escaped as the inside of a string.
    public String restoreJson(String json) {
        return restoreAll(StreamRestorer.ofJson(this), json);
    }

    private String restoreAll(StreamRestorer restorer, String text) {
        return isEmpty() ? text : restorer.push(text) + restorer.finish();
    }

    @Override
    public String toString() {
        return "PlaceholderVault[size=" + size() + "]";
    }

    private record Hidden(String type, String value) {
        @Override
        public String toString() {
            return "Hidden[" + type + "]";
        }
    }
}
