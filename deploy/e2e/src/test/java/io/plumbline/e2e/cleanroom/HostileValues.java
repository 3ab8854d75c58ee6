package io.plumbline.e2e.cleanroom;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// JSON values that hardly any schema allows, or that it allows and should not.
final class HostileValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("-1"),
            new BigDecimal("0"),
            new BigDecimal("0.1"),
            new BigDecimal("2147483648"),
            new BigDecimal("-2147483649"),
            new BigDecimal("9223372036854775807"),
            new BigDecimal("9223372036854775808"),
            new BigDecimal("1e308"),
            new BigDecimal("1e309"),
            new BigDecimal("4e-324"),
            new BigDecimal("1e-999999"),
            new BigDecimal("1e999999999"),
            new BigDecimal(BigInteger.TEN.pow(900)),
            new BigDecimal(BigInteger.TEN.pow(5000)));

    /// With the canary for `%s`.
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "%s",
            "%s\0",
            "\0",
            "%s\ud800",
            "\udc00%s",
            "%s\u202e\u200b\ufeff",
            "%s\r\nSet-Cookie: a=b",
            "\t%s",
            "${jndi:ldap://127.0.0.1:1/%s}",
            "__${T(java.lang.Runtime).getRuntime()}__%s",
            "{{%s}}{{#each",
            "../../../../etc/%s",
            "'; drop table model; -- %s",
            "<script>%s</script>",
            "%s@1",
            "%s@99999999999999999999",
            "http://[%s",
            "(a+)+$%s",
            "9999-99-99T99:99:99Z%s",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2026-11-24T10:00:00+18:00",
            "P999999999999999999D",
            "NaN",
            "Infinity",
            "null",
            "00000000-0000-0000-0000-000000000000",
            "\uffff\ufffe%s",
            "\ud83d\ude00%s");

    private final RandomGenerator random;
    private final String canary;

    HostileValues(RandomGenerator random, String canary) {
        this.random = random;
        this.canary = canary;
    }

    JsonNode any() {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2, 3 -> NODES.numberNode(number());
            case 4 -> NODES.objectNode();
            case 5 -> NODES.arrayNode();
            case 6 -> NODES.objectNode().put("some", canary);
            case 7 -> many();
            case 8 -> nested();
            default -> NODES.stringNode(text());
        };
    }

    BigDecimal number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    String text() {
        if (random.nextInt(12) == 0) {
            return canary.repeat(1 + random.nextInt(200_000) / canary.length());
        }
        return TEXTS.get(random.nextInt(TEXTS.size())).replace("%s", canary);
    }

    private ArrayNode many() {
        ArrayNode many = NODES.arrayNode();
        for (int i = random.nextInt(2, 3_000); i > 0; i--) {
            many.add(canary);
        }
        return many;
    }

    /// Not deeper than parsers take.
    private JsonNode nested() {
        JsonNode nested = NODES.stringNode(canary);
        for (int i = random.nextInt(10, 400); i > 0; i--) {
            nested = random.nextBoolean()
                    ? NODES.arrayNode().add(nested)
                    : NODES.objectNode().set("some", nested);
        }
        return nested;
    }
}
