package io.plumbline.bench.guard;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Invents people with identifying data: a name, an e-mail address, a telephone and an account number. The same
/// random numbers give the same people.
public final class People {

    private static final List<String> FIRST = List.of("Ada", "Omar", "Ingrid", "Kenji", "Lucia", "Priya", "Tom", "Zoe");
    private static final List<String> LAST =
            List.of("Fairbanks", "Okafor", "Lindqvist", "Moreno", "Whitfield", "Tanaka", "Brennan", "Sharma");

    private People() {}

    /// A sentence's mention of one of them.
    public static String any(Random random) {
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        return "%s %s, %s.%s%d@mail.example, phone +44 20 7946 0%s, account %s"
                .formatted(
                        first,
                        last,
                        first.toLowerCase(Locale.ROOT),
                        last.toLowerCase(Locale.ROOT),
                        random.nextInt(1_000),
                        digits(random, 3),
                        iban(random));
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /// A German account number with valid check digits (ISO 13616).
    private static String iban(Random random) {
        String account = digits(random, 18);
        int rest =
                new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        return "DE%02d%s".formatted(98 - rest, account);
    }
}
