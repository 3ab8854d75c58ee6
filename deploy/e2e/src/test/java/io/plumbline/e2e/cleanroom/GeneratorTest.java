package io.plumbline.e2e.cleanroom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GeneratorTest {

    private static final int COUNT = 2_000;

    private static Generator generator(String service, long seed) {
        Path document = Path.of("..", "..", "docs", "reference", "openapi", service + ".json");
        return new Generator(
                Surface.of(
                        service,
                        URI.create("http://127.0.0.1:1"),
                        JsonMapper.shared().readTree(document.toFile())),
                "key",
                seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "registry", "eval", "governance", "monitoring"})
    void makesRequestsOfEveryOperation(String service) {
        Set<Operation> met = new HashSet<>();
        for (int i = 0; i < COUNT; i++) {
            met.add(generator(service, 1).request(i).operation());
        }
        assertThat(met)
                .hasSameSizeAs(new OpenApi(JsonMapper.shared()
                                .readTree(Path.of("..", "..", "docs", "reference", "openapi", service + ".json")
                                        .toFile()))
                        .operations().stream()
                                .filter(operation -> !operation.path().equals("/v1/chat/completions"))
                                .toList());
    }

    @Test
    void makesTheSameOfTheSameSeed() {
        for (int i = 0; i < COUNT; i++) {
            Malformed request = generator("registry", 7).request(i);
            Malformed again = generator("registry", 7).request(i);
            assertThat(again.toString()).isEqualTo(request.toString());
            assertThat(again.body()).isEqualTo(request.body());
        }
        assertThat(generator("registry", 8).request(0).toString())
                .isNotEqualTo(generator("registry", 7).request(0).toString());
    }

    @Test
    void makesEveryKindOfFault() {
        StringBuilder all = new StringBuilder();
        boolean overLong = false;
        // Long ones are few.
        for (int i = 0; i < 3 * COUNT; i++) {
            Malformed request = generator("registry", 1).request(i);
            overLong |= request.isOverLong();
            all.append(request)
                    .append(new String(request.body(), 0, Math.min(request.body().length, 20_000), ISO_8859_1));
        }
        assertThat(overLong).isTrue();
        assertThat(all)
                .contains("\\u0000", "\\uD800", "\0", "\u00c0\u0080", "1E+999999999", "[".repeat(5_000))
                .contains("unheardOf", "%ed%a0%80", "cursor=", "*/*", Generator.CANARY);
    }
}
