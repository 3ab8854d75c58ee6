package io.plumbline.personaldata.country.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Check digit systems that a recognizer defined as data may name. Each takes a whole identifier, compact: digits
/// and letters in upper case; a letter counts 10 to 35. The digit-only systems (`luhn`, `verhoeff`,
/// `iso7064_mod11_10`, `gs1`) skip letters, such as those before the number in `M123456782`.
public enum NamedChecksum {
    /// ISO/IEC 7812-1: payment cards, IMEI.
    LUHN,
    /// Verhoeff (1969).
    VERHOEFF,
    /// ISO/IEC 7064 MOD 97-10: LEI; the remainder is 1.
    MOD97,
    /// ISO 13616: the same, with the first four characters moved to the end.
    IBAN,
    /// ISO/IEC 7064 MOD 11-2: ISNI and ORCID; the last character may be an X, which counts ten.
    ISO7064_MOD11_2,
    /// ISO/IEC 7064 MOD 11,10: digits.
    ISO7064_MOD11_10,
    /// ISO/IEC 7064 MOD 37,36: digits and letters.
    ISO7064_MOD37_36,
    /// ICAO Doc 9303 part 3: fields of travel documents, weights 7, 3, 1.
    ICAO9303,
    /// GS1 General Specifications 7.9: EAN, GTIN, SSCC.
    GS1;

    /// All wire names.
    public static final List<String> NAMES =
            Arrays.stream(values()).map(NamedChecksum::wireName).toList();

    private static final int SHORTEST = 2;
    private static final int HEAD_OF_IBAN = 4;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in policies and requests, such as `luhn`.
    public String wireName() {
        return wireName;
    }

    public static Optional<NamedChecksum> of(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName.equals(wireName))
                .findFirst();
    }

    /// Whether the check digits of an identifier are valid.
    ///
    /// @param compact its digits and its letters in upper case
    public boolean holds(String compact) {
        if (compact.length() < SHORTEST || !compact.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'Z'))) {
            return false;
        }
        return switch (this) {
            case LUHN -> ofDigits(compact, Checksums::luhn);
            case VERHOEFF -> ofDigits(compact, Checksums::verhoeff);
            case MOD97 -> Checksums.remainder(compact, 97) == 1;
            case IBAN ->
                compact.length() > HEAD_OF_IBAN
                        && Checksums.remainder(compact.substring(HEAD_OF_IBAN) + compact.substring(0, HEAD_OF_IBAN), 97)
                                == 1;
            case ISO7064_MOD11_2 -> isMod11(compact);
            case ISO7064_MOD11_10 -> ofDigits(compact, digits -> Checksums.iso7064Hybrid(digits, 10));
            case ISO7064_MOD37_36 -> Checksums.iso7064Hybrid(compact, 36);
            case ICAO9303 -> isDigit(compact.charAt(compact.length() - 1)) && Checksums.icao(compact);
            case GS1 -> ofDigits(compact, Checksums::gs1);
        };
    }

    private static boolean ofDigits(String compact, Predicate<String> holds) {
        StringBuilder digits = new StringBuilder(compact.length());
        for (int i = 0; i < compact.length(); i++) {
            if (isDigit(compact.charAt(i))) {
                digits.append(compact.charAt(i));
            }
        }
        return digits.length() >= SHORTEST && holds.test(digits.toString());
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isMod11(String compact) {
        int last = compact.length() - 1;
        int sum = 0;
        for (int i = 0; i < last; i++) {
            if (!isDigit(compact.charAt(i))) {
                return false;
            }
            sum = (sum + Checksums.value(compact, i)) * 2 % 11;
        }
        char check = compact.charAt(last);
        boolean known = isDigit(check) || check == 'X';
        return known && (sum + (check == 'X' ? 10 : Checksums.value(compact, last))) % 11 == 1;
    }
}
