package io.plumbline.eval.suite;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.eval.suite.document.SuiteDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The digest of a suite's document: `sha256:` and 64 hexadecimal digits of its canonical form (RFC 8785). Whole
/// numbers without a canonical form, possible in older documents, count by their digits.
final class SuiteDigest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SuiteDigest() {}

    /// @throws IllegalArgumentException if some text has no canonical form
    static String of(JsonNode document) {
        return ServedConfiguration.digestOf(exact(JSON.convertValue(document, Object.class)));
    }

    private static @Nullable Object exact(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                map.forEach((name, member) -> members.put(String.valueOf(name), exact(member)));
                yield members;
            }
            case List<?> list -> list.stream().map(SuiteDigest::exact).toList();
            case Long number when Math.abs(number) > SuiteDocument.MOST_SEED -> number.toString();
            case java.math.BigInteger number -> number.toString();
            case null, default -> value;
        };
    }
}
