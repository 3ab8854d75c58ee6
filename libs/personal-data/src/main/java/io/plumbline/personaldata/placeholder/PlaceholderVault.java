package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.operator.KeyedHash;
import io.plumbline.personaldata.operator.SecretKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The values that one call has hidden, and the placeholders or invented values that replace them.
///
/// A placeholder looks like `[EMAIL_ADDRESS_KTQXM_RTWNK]`: words that a model copies unchanged and that tell it
/// what is hidden; a tag, so that no text of others is mistaken for a placeholder; and a code derived from the
/// value. If a text contains the tag anyway, redaction hides the tag itself. Restoring redacted text therefore
/// always yields the original.
///
/// The same value has the same placeholder during the life of the vault, and in every vault of the same
/// conversation or team. Repeated content is redacted to the same characters, whatever precedes it or is left
/// out, and a provider's prompt cache hits. In another conversation the same value has another placeholder;
/// without the keys, the two cannot be linked.
///
/// Thread-safe. Holds personal data: it is kept in memory for one call, and its content is neither logged nor
/// printed.
public final class PlaceholderVault {

    static final int TAG_LENGTH = 5;

    /// Rare between other consonants in any language, so that no word contains a tag.
    static final String RARE = "JQX";

    static final int RARE_AT = 2;

    /// The purpose of the key from which tags and seeds are derived.
    private static final String ROOT = "placeholders";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HiddenValues hidden;
    private final PlaceholderCodes codes;
    private final SecretKeys keys;
    /// The root of all seeds if conversations are distinguished; null if they are not.
    private final @Nullable KeyedHash root;
    /// The vault of the question that this vault's answers belong to.
    private final @Nullable PlaceholderVault asked;

    private PlaceholderVault(
            HiddenValues hidden,
            PlaceholderCodes codes,
            SecretKeys keys,
            @Nullable KeyedHash root,
            @Nullable PlaceholderVault asked) {
        this.hidden = hidden;
        this.codes = codes;
        this.keys = keys;
        this.root = root;
        this.asked = asked;
    }

    /// Creates a vault with a tag and keys of its own: its hashes and ciphertexts have no meaning elsewhere.
    public static PlaceholderVault fresh() {
        return fresh(SecretKeys.ephemeral(RANDOM));
    }

    /// Creates a vault with a unique tag and placeholders.
    ///
    /// @param keys for operators that hash and encrypt
    public static PlaceholderVault fresh(SecretKeys keys) {
        return random(keys, null);
    }

    private static PlaceholderVault random(SecretKeys keys, @Nullable PlaceholderVault asked) {
        return new PlaceholderVault(
                new HiddenValues(() -> tag(random(TAG_LENGTH))),
                new PlaceholderCodes(() -> random(SecretKeys.KEY_BYTES)),
                keys,
                null,
                asked);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String tag(byte[] from) {
        StringBuilder tag = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) {
            String alphabet = i == RARE_AT ? RARE : PlaceholderCodes.LETTERS;
            tag.append(alphabet.charAt(Byte.toUnsignedInt(from[i]) % alphabet.length()));
        }
        return tag.toString();
    }

    /// Creates a vault whose placeholders are the same in every call of a conversation. The tag belongs to the
    /// team; without the team's keys it is unpredictable.
    ///
    /// @param keys of the team
    /// @param conversation a value that is the same in its calls and in no other conversation's
    public static PlaceholderVault forConversation(SecretKeys keys, String conversation) {
        KeyedHash root = keys.hash(ROOT);
        return derived(keys, root, root, () -> root.digest("conversation", conversation));
    }

    /// Creates a vault whose placeholders are the same in every call of a team.
    public static PlaceholderVault forTeam(SecretKeys keys) {
        KeyedHash root = keys.hash(ROOT);
        return derived(keys, root, null, () -> root.digest("team"));
    }

    private static PlaceholderVault derived(
            SecretKeys keys, KeyedHash ofTag, @Nullable KeyedHash root, Supplier<byte[]> seed) {
        HiddenValues hidden = new HiddenValues(() -> tag(ofTag.digest("tag")));
        return new PlaceholderVault(hidden, new PlaceholderCodes(seed), keys, root, null);
    }

    /// The same vault for texts that an application sends in every conversation, such as its instructions to the
    /// model. The placeholders of values that are hidden first in these texts depend only on the texts and the
    /// team. The texts are therefore redacted to the same characters for every caller and continuation. If
    /// conversations are not distinguished, returns the vault itself.
    ///
    /// @param kind of the texts
    /// @param texts all of that kind, before redaction; at least one
    public PlaceholderVault ofApplication(String kind, List<String> texts) {
        KeyedHash from = root;
        if (from == null) {
            return this;
        }
        List<String> parts = new ArrayList<>(texts.size() + 2);
        parts.add("application");
        parts.add(kind);
        parts.addAll(texts);
        PlaceholderCodes own = new PlaceholderCodes(() -> from.digest(parts.toArray(String[]::new)));
        hidden.shiftDatesBy(own::seed);
        return new PlaceholderVault(hidden, own, keys, from, asked);
    }

    /// Creates a vault for redaction of the answers to this vault's question: it has the same keys, and does not
    /// redact values that this one invented, so that they can be restored.
    public PlaceholderVault forAnswers() {
        return random(keys, this);
    }

    /// Whether values were invented for the question; in its answers, and in no others, these values belong to
    /// nobody.
    public boolean hasInvented() {
        return asked != null && asked.hidden.knownSurrogates() != null;
    }

    /// Whether the value here was invented for the question and belongs to nobody.
    public boolean hasInvented(CharSequence text, int start, int end) {
        SurrogateBook invented = asked == null ? null : asked.hidden.knownSurrogates();
        return invented != null && invented.knows(text.subSequence(start, end).toString());
    }

    /// The placeholder of a value: the same as before if the value is already hidden.
    public String placeholderFor(String entityType, String value) {
        return hidden.placeholder(safe(entityType), value, codes);
    }

    /// Entity types become part of text that a model copies: letters, digits and underscores only.
    private static String safe(String entityType) {
        StringBuilder safe = new StringBuilder(entityType.length());
        for (int i = 0; i < entityType.length(); i++) {
            char c = entityType.charAt(i);
            boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            safe.append(plain ? c : '_');
        }
        return safe.toString().toUpperCase(Locale.ROOT);
    }

    /// An invented value of the same type, the same as before if there is one; a placeholder if none can be
    /// invented.
    ///
    /// @param reversible whether restorers replace it by the value
    public String surrogateFor(String entityType, String value, boolean reversible) {
        return surrogates()
                .surrogateFor(hidden.inventor(codes), entityType, value, reversible)
                .orElseGet(() -> placeholderFor(entityType, value));
    }

    SurrogateBook surrogates() {
        return hidden.surrogates();
    }

    /// The value of a placeholder, empty if it is not one of this vault's.
    public Optional<String> valueOf(String placeholder) {
        boolean bracketed = placeholder.startsWith("[") && placeholder.endsWith("]");
        return bracketed
                ? Optional.ofNullable(hidden.value(placeholder.substring(1, placeholder.length() - 1)))
                : Optional.empty();
    }

    /// @param code in capitals
    @Nullable
    String value(String type, String code) {
        return hidden.value(type, code);
    }

    /// The entity types of the held values, in order of appearance.
    String[] types() {
        return hidden.types();
    }

    /// The keys for operators that need one.
    public SecretKeys keys() {
        return keys;
    }

    /// The word that all placeholders of this vault contain, in capitals.
    public String tag() {
        return hidden.tag();
    }

    /// Whether a text contains the tag, in any case.
    public boolean isTagIn(String text) {
        char first = tag().charAt(0);
        return isTagIn(text, first) || isTagIn(text, Character.toLowerCase(first));
    }

    private boolean isTagIn(String text, char first) {
        for (int i = text.indexOf(first); i >= 0; i = text.indexOf(first, i + 1)) {
            if (tagCharactersAt(text, i, text.length()) == tag().length()) {
                return true;
            }
        }
        return false;
    }

    /// How many of the tag's first characters a text has at a place, in any case.
    ///
    /// @param to end of the text
    public int tagCharactersAt(CharSequence text, int at, int to) {
        String tag = tag();
        int matched = 0;
        while (matched < tag.length() && at + matched < to) {
            char c = text.charAt(at + matched);
            char upper = c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
            if (upper != tag.charAt(matched)) {
                break;
            }
            matched++;
        }
        return matched;
    }

    public boolean isEmpty() {
        return hidden.isEmpty();
    }

    public int size() {
        return hidden.size();
    }

    /// The values by their placeholders, in the order of the placeholders' names, and by their invented values: a
    /// copy, for callers that must keep a conversation beyond the call. It is personal data.
    public Map<String, String> reveal() {
        return hidden.reveal();
    }

    /// Restores every value in a text.
    public String restore(String text) {
        return restoreAll(StreamRestorer.ofText(this), text);
    }

    /// Restores every value in a JSON document, escaped as the inside of a string.
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
}
