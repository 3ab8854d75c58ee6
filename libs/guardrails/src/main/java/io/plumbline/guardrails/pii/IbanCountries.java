package io.plumbline.guardrails.pii;

/// How long the IBANs of each country are, from the SWIFT registry of IBAN formats.
final class IbanCountries {

    static final int LONGEST = 34;

    private static final String LENGTHS = """
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
            EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
            KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
            PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
            UA29 VA22 VG24 XK20 YE30
            """;

    private static final byte[] LENGTH_OF = new byte[26 * 26];

    static {
        for (String country : LENGTHS.strip().split("\\s+", -1)) {
            LENGTH_OF[index(country.charAt(0), country.charAt(1))] = Byte.parseByte(country.substring(2));
        }
    }

    private IbanCountries() {}

    /// The length of a country's IBANs, -1 where the country has none. Both are ASCII letters.
    static int length(char first, char second) {
        int length = LENGTH_OF[index(first, second)];
        return length == 0 ? -1 : length;
    }

    private static int index(char first, char second) {
        return 26 * ((first | 0x20) - 'a') + (second | 0x20) - 'a';
    }
}
