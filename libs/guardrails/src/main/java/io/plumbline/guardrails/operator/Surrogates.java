package io.plumbline.guardrails.operator;

import java.util.Optional;

/// Invents values of the same type and form as real ones: addresses at domains that are nobody's (RFC 2606),
/// telephone numbers of ranges kept for fiction, cards and accounts of no issuer, dates all shifted alike. The
/// same key, type and value always give the same. Immutable and thread-safe.
///
/// An invented value is harmless, not secret: its form (length, country, network of a card) is that of the real
/// one.
public final class Surrogates {

    private final KeyedHash hash;
    private final KeyedHash dates;

    /// @param key the conversation's: in another one the same value becomes another
    public Surrogates(byte[] key) {
        this(key, key);
    }

    /// @param key the text's: under another one the same value becomes another
    /// @param ofDates by which all dates of the conversation are shifted
    public Surrogates(byte[] key, byte[] ofDates) {
        this.hash = new KeyedHash(key);
        this.dates = new KeyedHash(ofDates);
    }

    /// An invented value; empty where none is known for the type, or for what this value looks like.
    ///
    /// @param attempt another number gives another value, where there are others
    public Optional<String> of(String entityType, String value, int attempt) {
        Dice dice = new Dice(hash.digest(entityType, value, Integer.toString(attempt)));
        String made = switch (entityType) {
            case "PERSON" -> InventedNames.person(value, dice);
            case "ORGANIZATION" -> InventedPlaces.organization(value, dice);
            case "LOCATION" -> InventedPlaces.town(value, dice);
            case "ADDRESS" -> InventedPlaces.address(value, dice);
            case "EMAIL_ADDRESS" -> InventedHosts.email(dice, attempt);
            case "URL", "DOMAIN_NAME" -> InventedHosts.url(value, dice);
            case "IP_ADDRESS" -> InventedHosts.ip(value, dice);
            case "MAC_ADDRESS" -> InventedHosts.mac(value, dice);
            case "PHONE_NUMBER" -> InventedPhones.number(value, dice);
            case "CREDIT_CARD" -> InventedNumbers.card(value, dice);
            case "IBAN_CODE" -> InventedNumbers.iban(value, dice);
            case "US_SSN" -> InventedNumbers.ssn(value, dice);
            case "AGE" -> InventedNumbers.age(value, dice);
            case "DATE_TIME", "DATE_OF_BIRTH" -> new ShiftedDate(weeks()).of(value);
            default -> InventedNumbers.sameShape(value, dice);
        };
        return made == null || made.equals(value) ? Optional.empty() : Optional.of(made);
    }

    /// By how much the conversation's dates are shifted: 4 to 100 weeks, either way. Weekdays and distances stay.
    private int weeks() {
        Dice dice = new Dice(dates.digest("weeks"));
        int weeks = 4 + dice.below(97);
        return dice.below(2) == 0 ? weeks : -weeks;
    }
}
