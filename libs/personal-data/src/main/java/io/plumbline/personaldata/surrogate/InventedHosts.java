package io.plumbline.personaldata.surrogate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Addresses in networks that are reserved for examples: domains of RFC 2606, IPv4 of RFC 5737, IPv6 of RFC 3849,
/// and locally administered hardware addresses.
final class InventedHosts {

    private static final String[] DOMAINS = {"example.com", "example.net", "example.org"};
    private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};

    private InventedHosts() {}

    static String email(Dice dice, int attempt) {
        return InventedNames.account(dice) + (attempt == 0 ? "" : dice.digits(3)) + "@" + dice.of(DOMAINS);
    }

    /// Keeps the scheme, and a leading `www`.
    static String url(String value, Dice dice) {
        int scheme = value.indexOf("://");
        String lower = value.toLowerCase(Locale.ROOT);
        String host = (lower.startsWith("www.", scheme < 0 ? 0 : scheme + 3) ? "www." : "") + dice.of(DOMAINS);
        return (scheme < 0 ? "" : value.substring(0, scheme + 3)) + host + "/"
                + Integer.toString(dice.below(1 << 30), 36);
    }

    static String ip(String value, Dice dice) {
        return value.indexOf(':') < 0
                ? dice.of(NETWORKS) + (1 + dice.below(254))
                : "2001:db8:" + hex(dice, 0x10000) + "::" + hex(dice, 0x10000);
    }

    static @Nullable String mac(String value, Dice dice) {
        StringBuilder digits = new StringBuilder("02005e");
        while (digits.length() < 12) {
            digits.append(hex(dice, 16));
        }
        boolean capitals = value.equals(value.toUpperCase(Locale.ROOT));
        String made = InventedNumbers.over(value, digits.toString());
        return made == null || !capitals ? made : made.toUpperCase(Locale.ROOT);
    }

    private static String hex(Dice dice, int bound) {
        return Integer.toHexString(dice.below(bound));
    }
}
