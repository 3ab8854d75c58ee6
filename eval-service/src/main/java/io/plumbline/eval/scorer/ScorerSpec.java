package io.plumbline.eval.scorer;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.audit.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The definition of a scorer's version: exactly one of a module, a source and an endpoint.
record ScorerSpec(
        byte @Nullable [] module,
        @Nullable String source,
        @Nullable HttpEndpoint http) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// The definition as previews compare it.
    ///
    /// @param module digest of the module
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Compared(
            String team,
            @Nullable String module,
            @Nullable String source,
            @Nullable HttpEndpoint http) {}

    ScorerKind kind() {
        if (module != null) {
            return ScorerKind.WASM;
        }
        return source != null ? ScorerKind.PYTHON : ScorerKind.HTTP;
    }

    /// Returns the digest of everything that affects scores: `sha256:` and 64 hexadecimal digits.
    String digest() {
        return switch (kind()) {
            case WASM -> sha256(Objects.requireNonNull(module));
            case PYTHON -> sha256(Objects.requireNonNull(source).getBytes(StandardCharsets.UTF_8));
            case HTTP -> sha256(CanonicalJson.bytes(JSON.convertValue(Objects.requireNonNull(http), Map.class)));
        };
    }

    /// Returns its size in bytes; 0 for an endpoint.
    int bytes() {
        if (module != null) {
            return module.length;
        }
        return source == null ? 0 : source.getBytes(StandardCharsets.UTF_8).length;
    }

    /// Returns the price of one item in US dollars.
    double costPerItem() {
        return http == null ? 0 : http.costPerItem();
    }

    /// Returns the definition as previews compare it.
    JsonNode tree(String team) {
        return JSON.valueToTree(new Compared(team, module == null ? null : sha256(module), source, http));
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Leaves out the definition.
    @Override
    public String toString() {
        return "ScorerSpec[" + kind() + "]";
    }
}
