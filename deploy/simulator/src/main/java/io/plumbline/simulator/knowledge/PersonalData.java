package io.plumbline.simulator.knowledge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The personal data in a message: in clear, or as a gateway's placeholders. Either is opaque text here and is
/// returned unchanged; nothing is validated, because this is not a guard.
///
/// A placeholder is a name in capitals, with a number or a tag, in any brackets: `<EMAIL_ADDRESS_1>`,
/// `[PHONE:7f]`, `{{CARD_2}}`, or bare as `EMAIL_ADDRESS_1`.
public final class PersonalData {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[<\\[{(«⟦⟨‹]{1,2}\\s?([A-Z][A-Z_]{2,40}+)[0-9A-Za-z_:#·-]{0,80}+\\s?[>\\]})»⟧⟩›]{1,2}"
                    + "|\\b([A-Z]{3,20}(?:_[A-Z]{2,20}){0,3})_[0-9A-F]{1,32}\\b");

    private final Map<Kind, List<String>> items;
    private final String rest;

    private PersonalData(Map<Kind, List<String>> items, String rest) {
        this.items = items;
        this.rest = rest;
    }

    public static PersonalData in(String message) {
        Map<Kind, List<String>> items = new EnumMap<>(Kind.class);
        Matcher placeholders = PLACEHOLDER.matcher(message);
        StringBuilder without = new StringBuilder();
        while (placeholders.find()) {
            String name = placeholders.group(1) == null ? placeholders.group(2) : placeholders.group(1);
            items.computeIfAbsent(Kind.named(name), kind -> new ArrayList<>()).add(placeholders.group());
            placeholders.appendReplacement(without, " ");
        }
        String rest = placeholders.appendTail(without).toString();
        for (Kind kind : Kind.values()) {
            Matcher inTheClear = kind.inTheClear.matcher(rest);
            while (inTheClear.find()) {
                items.computeIfAbsent(kind, any -> new ArrayList<>()).add(inTheClear.group());
            }
            rest = inTheClear.replaceAll(" ");
        }
        return new PersonalData(items, rest);
    }

    /// All items of a kind, in the order of the message.
    public List<String> of(Kind kind) {
        return items.getOrDefault(kind, List.of());
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /// The message without them, so that a redacted message and its original read alike.
    public String rest() {
        return rest;
    }

    /// Kinds of items, in the order of the search.
    public enum Kind {
        EMAIL("[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}", "MAIL"),
        IBAN("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b", "IBAN|ACCOUNT|BANK"),
        SSN("\\b[0-9]{3}-[0-9]{2}-[0-9]{4}\\b", "SSN|SOCIAL"),
        CARD("\\b[0-9]{4}(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{1,7}\\b", "CARD"),
        PHONE(
                "(?<![\\w.])(?:\\+[0-9]{1,3}[ -]?)?\\(?[0-9]{2,4}\\)?[ -]?[0-9]{3,4}[ -]?[0-9]{3,6}(?!\\w|\\.\\w)",
                "PHONE|MOBILE"),
        PERSON("(?<=\\bmy name is )[A-Z]\\p{L}+(?: [A-Z]\\p{L}+){0,2}", "PERSON|NAME"),
        /// Placeholders of unknown kinds.
        OTHER("(?!)", "(?!)");

        private final Pattern inTheClear;
        private final Pattern name;

        Kind(String inTheClear, String name) {
            this.inTheClear = Pattern.compile(inTheClear);
            this.name = Pattern.compile(name);
        }

        /// The kind of a placeholder or a parameter with that name; OTHER for any other.
        public static Kind named(String name) {
            String upper = name.toUpperCase(Locale.ROOT);
            for (Kind kind : values()) {
                if (kind.name.matcher(upper).find()) {
                    return kind;
                }
            }
            return OTHER;
        }
    }
}
