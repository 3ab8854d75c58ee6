package io.plumbline.guardrails.redact;

import io.plumbline.guardrails.operator.KeyedHash;
import io.plumbline.guardrails.operator.SecretKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The values that one call has hidden, and the placeholders or invented values that stand for them.
///
/// A placeholder looks like `[EMAIL_ADDRESS_KTQXM_RTWNK]`: words that a model copies as they are, in which it
/// can read what is hidden; a tag, so that nothing in anybody's text is mistaken for one; and a code that
/// follows from the value. Where a text holds the tag all the same, the tag itself is hidden ([Redaction] sees
/// to that): so restoring what was redacted always gives the original.
///
/// The same value has the same placeholder as long as the vault lives, and in every vault of the same
/// conversation or team: what a call sends again is redacted to the same characters again, whatever came before
/// or was left out, and a provider's prompt cache hits. In another conversation the same value has another
/// placeholder, which nobody can tell to be the same value without the keys.
///
/// Thread-safe. Holds personal data: it is kept in memory for one call, and neither logs nor prints what it
/// holds.
public final class PlaceholderVault {

    static final int TAG_LENGTH = 5;

    /// Rare between other consonants in any language, so that no word holds a tag.
    private static final String RARE = "JQX";

    private static final int RARE_AT = 2;

    /// The purpose of the key that tags and seeds follow from.
    private static final String ROOT = "placeholders";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HiddenValues hidden;
    private final PlaceholderCodes codes;
    private final SecretKeys keys;
    /// What seeds follow from where conversations are told apart; null where they are not.
    private final @Nullable KeyedHash root;
    /// The vault that this one is for the answers of.
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

    /// A vault with a tag and keys of its own: what is hashed or encrypted in it means nothing elsewhere.
    public static PlaceholderVault fresh() {
        return fresh(SecretKeys.ephemeral(RANDOM));
    }

    /// A vault with a tag and placeholders that no other has.
    ///
    /// @param keys what operators hash and encrypt with
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

    /// A vault whose placeholders are the same in every call of a conversation. The tag is the team's, and so
    /// foreseeable to nobody without its keys.
    ///
    /// @param keys of the team
    /// @param conversation anything that is the same in its calls and in no other conversation's
    public static PlaceholderVault forConversation(SecretKeys keys, String conversation) {
        KeyedHash root = keys.hash(ROOT);
        return derived(keys, root, root, () -> root.digest("conversation", conversation));
    }

    /// A vault whose placeholders are the same in every call of a team.
    public static PlaceholderVault forTeam(SecretKeys keys) {
        KeyedHash root = keys.hash(ROOT);
        return derived(keys, root, null, () -> root.digest("team"));
    }

    private static PlaceholderVault derived(
            SecretKeys keys, KeyedHash ofTag, @Nullable KeyedHash root, Supplier<byte[]> seed) {
        HiddenValues hidden = new HiddenValues(() -> tag(ofTag.digest("tag")));
        return new PlaceholderVault(hidden, new PlaceholderCodes(seed), keys, root, null);
    }

    /// The same vault for texts that an application sends in every conversation, such as its instructions to
    /// the model. What is hidden first in these has a placeholder that follows from the texts and the team
    /// alone, so that they are redacted to the same characters whoever calls and whatever is said after them.
    /// Where conversations are not told apart, the vault itself.
    ///
    /// @param kind of the texts
    /// @param texts all of that kind, before anything is redacted; at least one
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

    /// A vault for what is taken out of the answers to what this vault has hidden: it has the same keys, and
    /// leaves alone what this one has invented, so that it can be turned back.
    public PlaceholderVault forAnswers() {
        return random(keys, this);
    }

    /// Whether something was invented for the question: in these answers, and in no others, it is nobody's.
    public boolean hasInvented() {
        return asked != null && asked.hidden.knownSurrogates() != null;
    }

    /// Whether what stands here is nobody's, but was invented for the question.
    boolean hasInvented(CharSequence text, int start, int end) {
        SurrogateBook invented = asked == null ? null : asked.hidden.knownSurrogates();
        return invented != null && invented.knows(text.subSequence(start, end).toString());
    }

    /// What stands for a value: the same as before if it has been hidden before.
    public String placeholderFor(String entityType, String value) {
        return hidden.placeholder(safe(entityType), value, codes);
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

    /// An invented value of the same type, the same as before if it has been asked for before; a placeholder
    /// where none can be invented.
    ///
    /// @param reversible whether restorers put the value back for it
    public String surrogateFor(String entityType, String value, boolean reversible) {
        return surrogates()
                .surrogateFor(hidden.inventor(codes), entityType, value, reversible)
                .orElseGet(() -> placeholderFor(entityType, value));
    }

    SurrogateBook surrogates() {
        return hidden.surrogates();
    }

    /// The value that a placeholder stands for, empty if it is none of this vault's.
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

    /// The entity types of which it holds a value, in the order in which they came.
    String[] types() {
        return hidden.types();
    }

    SecretKeys keys() {
        return keys;
    }

    String tag() {
        return hidden.tag();
    }

    /// Whether somebody has written what placeholders of this vault begin with, in whatever case.
    public boolean isTagIn(String text) {
        return Redaction.hasTag(text, tag());
    }

    public boolean isEmpty() {
        return hidden.isEmpty();
    }

    public int size() {
        return hidden.size();
    }

    /// The values by their placeholders, in the order of the placeholders' names, and by what was invented for
    /// them: a copy, for whoever must keep a conversation beyond the call. It is personal data.
    public Map<String, String> reveal() {
        return hidden.reveal();
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
}
