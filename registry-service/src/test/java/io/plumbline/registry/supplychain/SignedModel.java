package io.plumbline.registry.supplychain;

import io.plumbline.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A model of two files that was signed twice, with a key and with a certificate. The bundles were made by
/// Python's `cryptography` 48 as OpenSSF Model Signing 1.0 specifies them.
public final class SignedModel {

    private static final JsonNode FILE = read();

    private SignedModel() {}

    private static JsonNode read() {
        try (InputStream stream = SignedModel.class.getResourceAsStream("/model-signing.json")) {
            return Registry.JSON.readTree(Objects.requireNonNull(stream));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The text of a member: `publicKey`, `root` or `otherRoot`.
    static String pem(String member) {
        return FILE.path(member).asString();
    }

    /// A copy of `keyBundle` or `certificateBundle`.
    static ObjectNode bundle(String member) {
        return (ObjectNode) FILE.path(member).deepCopy();
    }

    public static String keyBundle() {
        return bundle("keyBundle").toString();
    }

    static String weights() {
        return "sha256:" + FILE.path("weights").asString();
    }

    /// A version that lists the signed weights with this digest.
    static String version(String digest) {
        return """
                {"kind": "FINE_TUNED", "provider": "simulator", "upstreamModel": "sim-1", "artifacts": [
                    {"uri": "s3://models/7/weights/model.safetensors", "digest": "%s"}]}
                """.formatted(digest);
    }

    /// A version that lists the signed weights.
    public static String version() {
        return version(weights());
    }

    /// A policy that trusts the key, with these rules for production.
    public static String policy(String production) {
        return Registry.JSON.writeValueAsString(Map.of(
                "signers",
                java.util.List.of(Map.of("name", "release", "publicKey", pem("publicKey"))),
                "production",
                Registry.JSON.readTree(production)));
    }
}
