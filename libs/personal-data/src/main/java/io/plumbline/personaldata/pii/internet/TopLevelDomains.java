package io.plumbline.personaldata.pii.internet;

import io.plumbline.personaldata.text.Chars;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Top-level domains that make it certain that something with an `@` is an address: the widely used generic ones,
/// and any of two letters, which are countries. The list only raises the score: an address under another domain
/// is found too, with a lower score.
final class TopLevelDomains {

    private static final String[] GENERIC = {
        "com",
        "org",
        "net",
        "edu",
        "gov",
        "mil",
        "int",
        "info",
        "biz",
        "name",
        "pro",
        "aero",
        "coop",
        "museum",
        "jobs",
        "mobi",
        "travel",
        "tel",
        "cat",
        "asia",
        "post",
        "app",
        "dev",
        "cloud",
        "online",
        "site",
        "shop",
        "store",
        "tech",
        "blog",
        "page",
        "email",
        "agency",
        "company",
        "group",
        "bank",
        "finance",
        "insurance",
        "consulting",
        "digital",
        "solutions",
        "services",
        "systems",
        "network",
        "software",
        "world",
        "global",
        "berlin",
        "london",
        "paris",
        "swiss",
        "xyz",
        "club",
        "live",
        "news",
        "media",
        "studio",
        "design",
        "health",
        "care",
        "clinic",
        "legal",
        "law",
        "academy",
        "university",
        "foundation",
        "international",
        "support",
        "team",
        "work",
        "works",
        "space",
        "life"
    };

    private static final Set<String> COUNTRIES = countries();

    private TopLevelDomains() {}

    /// Whether two lower-case letters are a country's domain.
    static boolean isCountry(String letters) {
        return COUNTRIES.contains(letters);
    }

    private static Set<String> countries() {
        Set<String> countries = new HashSet<>(Set.of("uk", "eu", "su", "ac"));
        for (String country : Locale.getISOCountries()) {
            countries.add(country.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(countries);
    }

    static boolean isWellKnown(CharSequence text, int start, int end) {
        if (end - start == 2) {
            return Chars.isAsciiLetter(text.charAt(start)) && Chars.isAsciiLetter(text.charAt(start + 1));
        }
        for (String generic : GENERIC) {
            if (generic.length() == end - start && Chars.hasAt(text, start, generic)) {
                return true;
            }
        }
        return Chars.hasAt(text, start, "xn--");
    }
}
