package io.plumbline.personaldata.pii;

import io.plumbline.personaldata.text.Chars;

/// The structure of each country's IBANs after country and check digits, from the SWIFT registry of IBAN formats:
/// runs of `n` digits, `a` letters, `c` either.
final class IbanCountries {

    static final int LONGEST = 34;

    private static final int HEAD = 4;

    private static final String FORMATS = """
            AD8n12c AE19n AL8n16c AT16n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4c4n16c CH5n12c CR18n
            CY8n16c CZ20n DE18n DJ23n DK14n DO4c20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2a16n
            GI4a15c GL14n GR7n16c GT24c HN4a20n HR17n HU24n IE4a14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c
            KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MK3n10c2n MN16n MR23n
            MT4a5n18c MU4a19n3a NI4a20n NL4a10n NO11n OM3n16c PK4a16c PL24n PS4a21c PT21n QA4a21c RO4a16c RS18n
            RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n ST21n SV4a20n TL19n TN20n TR6n16c
            UA6n19c VA18n VG4a16n XK16n YE4a4n18c
            """;

    /// Each format, expanded to one sign for each character.
    private static final String[] WRITTEN_OUT = new String[26 * 26];

    static {
        for (String country : FORMATS.strip().split("\\s+", -1)) {
            WRITTEN_OUT[index(country.charAt(0), country.charAt(1))] = writtenOut(country.substring(2));
        }
    }

    private IbanCountries() {}

    private static String writtenOut(String runs) {
        StringBuilder signs = new StringBuilder();
        int count = 0;
        for (int i = 0; i < runs.length(); i++) {
            char c = runs.charAt(i);
            if (Chars.isDigit(c)) {
                count = 10 * count + Chars.digit(c);
            } else {
                signs.repeat(c, count);
                count = 0;
            }
        }
        return signs.toString();
    }

    /// Whether these two characters begin the IBANs of a country, in either case.
    static boolean mayBegin(char first, char second) {
        return Chars.isAsciiLetter(first) && Chars.isAsciiLetter(second) && length(first, second) >= 0;
    }

    /// The length of a country's IBANs, -1 if the country has none. Both are ASCII letters.
    static int length(char first, char second) {
        String format = WRITTEN_OUT[index(first, second)];
        return format == null ? -1 : HEAD + format.length();
    }

    /// Whether a character may stand at this position of a country's IBANs, counted from the first after the
    /// check digits.
    static boolean allows(char first, char second, int place, char c) {
        String format = WRITTEN_OUT[index(first, second)];
        if (format == null || place - HEAD >= format.length()) {
            return true;
        }
        return switch (format.charAt(place - HEAD)) {
            case 'n' -> Chars.isDigit(c);
            case 'a' -> Chars.isAsciiLetter(c);
            default -> true;
        };
    }

    private static int index(char first, char second) {
        return 26 * ((first | 0x20) - 'a') + (second | 0x20) - 'a';
    }
}
