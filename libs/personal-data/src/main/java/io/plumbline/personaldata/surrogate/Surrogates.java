package io.plumbline.personaldata.surrogate;

import io.plumbline.personaldata.operator.KeyedHash;
import java.util.Optional;

/// Invents values of the same type and form as real ones: addresses at unassignable domains (RFC 2606), telephone
/// numbers of ranges reserved for fiction, cards and accounts of no issuer, dates that are all shifted equally.
/// The same key, type and value always give the same result. Immutable and thread-safe.
///
/// An invented value is harmless, not secret: its form (length, country, network of a card) is that of the real
/// one.
public final class Surrogates {

    private final KeyedHash hash;
    private final KeyedHash dates;

    /// @param key the conversation's; the same value has another surrogate under another key
    public Surrogates(byte[] key) {
        this(key, key);
    }

    /// @param key the text's; the same value has another surrogate under another key
    /// @param ofDates determines the shift of all dates of the conversation
    public Surrogates(byte[] key, byte[] ofDates) {
        this.hash = new KeyedHash(key);
        this.dates = new KeyedHash(ofDates);
    }

    /// An invented value; empty if there is none for the type or for the form of this value.
    ///
    /// @param attempt another number gives another value, if there are others
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

    /// The shift of the conversation's dates: 4 to 100 weeks, in either direction. Weekdays and distances are
    /// preserved.
    private int weeks() {
        Dice dice = new Dice(dates.digest("weeks"));
        int weeks = 4 + dice.below(97);
        return dice.below(2) == 0 ? weeks : -weeks;
    }
}
