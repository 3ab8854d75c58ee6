package io.plumbline.audit.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Inner(int a, @Nullable String z) {}

    private record Outer(String m, @JsonUnwrapped @Nullable Inner inner) {}

    @Test
    void writesTheMembersOfUnwrappedRecordsInPlace() {
        assertThat(CanonicalJson.text(new Outer("x", new Inner(1, "y")))).isEqualTo("""
                {"a":1,"m":"x","z":"y"}""");
        assertThat(CanonicalJson.text(new Outer("x", new Inner(1, null)))).isEqualTo("""
                {"a":1,"m":"x"}""");
        assertThat(CanonicalJson.text(new Outer("x", null))).isEqualTo("""
                {"m":"x"}""");
    }

    /// RFC 8785, appendix B.
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsTheRfcDoes(String bits, String expected) {
        assertThat(CanonicalJson.text(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesInvalidNumbers(double value) {
        assertThatThrownBy(() -> CanonicalJson.text(value)).hasMessageContaining("no JSON number");
    }

    /// RFC 8785, 3.2.2 and 3.2.4.
    @Test
    void writesTheExampleOfTheRfc() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put(
                "numbers",
                List.of(Double.parseDouble("333333333.33333329"), 1E30, 4.50, 2e-3, 0.000000000000000000000000001));
        example.put("string", "\u20ac$\u000F\nA'B\"\\\\\"/");
        example.put("literals", Arrays.asList(null, true, false));

        assertThat(CanonicalJson.text(example))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /// RFC 8785, 3.2.3: by UTF-16 code units, so the emoji (a surrogate pair) comes before U+FB33.
    @Test
    void sortsNamesByCodeUnits() {
        Map<String, Object> names = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            names.put(name, 0);
        }

        assertThat(CanonicalJson.text(names))
                .isEqualTo(
                        "{\"\\r\":0,\"1\":0,\"\u0080\":0,\"\u00f6\":0,\"\u20ac\":0,\"\ud83d\ude00\":0,\"\ufb33\":0}");
    }

    @Test
    void writesEachKindOfNumberAlike() {
        assertThat(CanonicalJson.text(List.of(
                        1, 1L, (short) 1, (byte) 1, 1.0, 1f, BigInteger.ONE, BigDecimal.ONE, new BigDecimal("1.00"))))
                .isEqualTo("[1,1,1,1,1,1,1,1,1]");
        assertThat(CanonicalJson.text(List.of(0.1f, new BigDecimal("0.1"), -0.0, 1e-7)))
                .isEqualTo("[0.1,0.1,0,1e-7]");
    }

    @Test
    void refusesWholeNumbersADoubleCannotHold() {
        assertThat(CanonicalJson.text(List.of(1L << 53, -(1L << 53))))
                .isEqualTo("[9007199254740992,-9007199254740992]");
        assertThatThrownBy(() -> CanonicalJson.text((1L << 53) + 1)).hasMessageContaining("give it as a string");
        assertThatThrownBy(() -> CanonicalJson.text(Long.MIN_VALUE)).hasMessageContaining("give it as a string");
        assertThatThrownBy(() -> CanonicalJson.text(BigInteger.TWO.pow(80)))
                .hasMessageContaining("give it as a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ud800x", "\udc00\ud800"})
    void refusesUnpairedSurrogates(String text) {
        assertThatThrownBy(() -> CanonicalJson.text(text)).hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> CanonicalJson.text(Map.of(text, 1))).hasMessageContaining("half of a surrogate pair");
    }

    @Test
    void refusesNul() {
        assertThatThrownBy(() -> CanonicalJson.text(List.of("a\u0000b"))).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> CanonicalJson.text(Map.of("\u0000", 1))).hasMessageContaining("U+0000");
    }

    @Test
    void refusesUnsupportedTypes() {
        assertThatThrownBy(() -> CanonicalJson.text(new Object()))
                .hasMessageContaining("java.lang.Object is no JSON value");
        assertThatThrownBy(() -> CanonicalJson.text(Map.of(1, 2))).hasMessageContaining("name is a string");
        assertThatThrownBy(() -> CanonicalJson.text(new AtomicReference<>("x"))).hasMessageContaining("no JSON value");
    }

    @Test
    void refusesDeepNesting() {
        Object value = "leaf";
        for (int i = 0; i < CanonicalJson.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        Object deepest = value;

        assertThat(CanonicalJson.text(deepest)).startsWith("[[[");
        assertThatThrownBy(() -> CanonicalJson.text(List.of(deepest))).hasMessageContaining("nested deeper");
    }

    @Test
    void agreesWithTheReferenceImplementationOnRandomNumbers() throws IOException {
        Random random = new Random(8785);
        for (int i = 0; i < 3_000; i++) {
            double value = number(random);
            assertThat(CanonicalJson.text(value))
                    .as("the double %s", value)
                    .isEqualTo(NumberToJSON.serializeNumber(value));
        }
    }

    @Test
    void writesTheShortestRoundTripDigits() {
        Random random = new Random(754);
        for (int i = 0; i < 100_000; i++) {
            double value = Math.abs(number(random));
            String text = CanonicalJson.text(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            BigDecimal digits = new BigDecimal(text).stripTrailingZeros();
            for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
                int fewer = digits.precision() - 1;
                assertThat(fewer == 0
                                || digits.round(new MathContext(fewer, mode)).doubleValue() != value)
                        .as("%s needs no more than %d digits", text, fewer)
                        .isTrue();
            }
        }
    }

    @Test
    void agreesWithTheReferenceImplementationOnRandomDocuments() throws IOException {
        Random random = new Random(20261124);
        for (int i = 0; i < 2_000; i++) {
            Map<String, @Nullable Object> document = document(random, 0);
            String canonical = CanonicalJson.text(document);

            assertThat(canonical)
                    .isEqualTo(new JsonCanonicalizer(JSON.writeValueAsString(document)).getEncodedString());
            assertThat(CanonicalJson.bytes(document)).isEqualTo(canonical.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void writesItsOwnOutputUnchangedInAnyOrder() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            Map<String, @Nullable Object> document = document(random, 0);
            byte[] canonical = CanonicalJson.bytes(document);

            assertThat(CanonicalJson.bytes(JSON.readValue(canonical, Object.class)))
                    .isEqualTo(canonical);
            assertThat(CanonicalJson.bytes(shuffled(document, random))).isEqualTo(canonical);
        }
    }

    /// Of all magnitudes, with many digits and with few, where one digit may be enough.
    private static double number(Random random) {
        double value = switch (random.nextInt(3)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / Math.pow(10, random.nextInt(12));
            default -> Double.parseDouble((1 + random.nextInt(99)) + "e" + random.nextInt(-330, 300));
        };
        return Double.isFinite(value) ? value : 0;
    }

    private static Map<String, @Nullable Object> shuffled(Map<String, @Nullable Object> map, Random random) {
        List<String> names = new ArrayList<>(map.keySet());
        Collections.shuffle(names, random);
        Map<String, @Nullable Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, map.get(name)));
        return shuffled;
    }

    private static Map<String, @Nullable Object> document(Random random, int depth) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            document.put(text(random), value(random, depth + 1));
        }
        return document;
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong(-(1L << 53), 1L << 53);
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30));
            case 5 -> text(random);
            case 6 -> document(random, depth);
            default -> Arrays.asList(value(random, depth + 1), value(random, depth + 1));
        };
    }

    /// Of all planes, without NUL and lone surrogates.
    private static String text(Random random) {
        int[] bounds = {0x20, 0x7F, 0x800, 0xD800, 0x10FFFF};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            int point = 1 + random.nextInt(bounds[random.nextInt(bounds.length)]);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
        }
        return text.toString();
    }
}
