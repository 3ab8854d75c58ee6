package io.plumbline.registry.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.kit.security.Role;
import io.plumbline.registry.Registry;
import io.plumbline.registry.Registry.Answer;
import io.plumbline.registry.Registry.Client;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class SupplyChainIT {

    @RegisterExtension
    static final Registry registry = new Registry();

    private static final String POLICY = "/api/v1/supply-chain-policy";
    private static final String GATED = "2026-11-01T12:00:00Z";

    private final Client engineer = registry.engineer("supply");
    private final Client officer = registry.user("supply", Role.COMPLIANCE_OFFICER);

    @AfterEach
    void restore() {
        officer.put(POLICY, "{}").expect(200);
    }

    @Test
    void refusesFormatsThatRunCode() {
        registry.model(engineer, "unsafe", "MINIMAL");
        register("unsafe", "{\"uri\": \"s3://models/1/model.pkl\"}");
        register("unsafe", "{\"uri\": \"s3://models/1/pytorch_model.bin\"}");
        String pickle = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x80, 4, (byte) 0x95, 1});
        register("unsafe", "{\"uri\": \"s3://models/1/data.bin\", \"head\": \"" + pickle + "\"}");
        register("unsafe", "{\"uri\": \"s3://models/1/model.safetensors\"}");
        Answer refused = move("unsafe", 1, "STAGING").expect(409, "supply-chain-refused");
        assertThat(refused.body().at("/violations/0/rule").asString()).isEqualTo("FORMAT");
        assertThat(refused.body().path("detail").asString()).contains("PICKLE", "runs the code");
        assertThat(registry.audited("registry.pointer.moveRefused", "unsafe", "DENIED"))
                .isEqualTo(1);
        move("unsafe", 2, "STAGING").expect(409, "supply-chain-refused");
        officer.put(POLICY, "{\"staging\": {\"allowedExtensions\": [\"bin\"]}}").expect(200);
        move("unsafe", 2, "STAGING").expect(200);
        move("unsafe", 2, "PRODUCTION").expect(409, "supply-chain-refused");
        move("unsafe", 3, "STAGING").expect(409, "supply-chain-refused");
        move("unsafe", 4, "STAGING").expect(200);
        engineer.post("/api/v1/models/unsafe/versions", """
                        {"kind": "FINE_TUNED", "provider": "p", "upstreamModel": "m",
                         "artifacts": [{"uri": "a", "head": "A"}]}
                        """).expect(400, "invalid-request");
    }

    @Test
    void refusesLicencesThatAreNotListed() {
        registry.model(engineer, "licensed", "MINIMAL");
        for (String license : List.of("", "\"license\": \"GPL-3.0-only\",", "\"license\": \"MIT OR GPL-3.0-only\",")) {
            engineer.post("/api/v1/models/licensed/versions", """
                            {%s "kind": "FOUNDATION", "provider": "simulator", "upstreamModel": "sim-1"}
                            """.formatted(license))
                    .expect(201);
        }
        officer.put(POLICY, "{\"production\": {\"licenses\": [\"MIT\", \"Apache-2.0\"]}}")
                .expect(200);
        assertThat(move("licensed", 1, "PRODUCTION")
                        .expect(409, "supply-chain-refused")
                        .body()
                        .path("detail")
                        .asString())
                .contains("states no licence");
        assertThat(move("licensed", 2, "PRODUCTION")
                        .expect(409, "supply-chain-refused")
                        .body()
                        .at("/violations/0/rule")
                        .asString())
                .isEqualTo("LICENSE");
        move("licensed", 3, "PRODUCTION").expect(409, "gate-required");
        move("licensed", 2, "STAGING").expect(200);
    }

    @Test
    void requiresASignatureThatASignerOfThePolicyMade() {
        registry.model(engineer, "signed", "MINIMAL");
        engineer.post("/api/v1/models/signed/versions", SignedModel.version()).expect(201);
        engineer.post("/api/v1/models/signed/versions", SignedModel.version("sha256:" + "1".repeat(64)))
                .expect(201);
        for (int version = 1; version <= 2; version++) {
            registry.gate("signed", version, "support", "PASS", GATED);
        }
        String signatures = "/api/v1/models/signed/versions/1/signatures";
        engineer.post(signatures, SignedModel.keyBundle()).expect(422, "signature-invalid");
        officer.put(POLICY, SignedModel.policy("{\"requireSignature\": true, \"requireDigests\": true}"))
                .expect(200);
        move("signed", 1, "PRODUCTION").expect(409, "supply-chain-refused");
        assertThat(gated(1)).isFalse();
        engineer.post("/api/v1/models/signed/versions/2/signatures", SignedModel.keyBundle())
                .expect(422, "signature-invalid");
        registry.engineer("others").post(signatures, SignedModel.keyBundle()).expect(404);
        engineer.post(signatures, SignedModel.keyBundle()).expect(201);
        engineer.post(signatures, SignedModel.keyBundle()).expect(200);
        assertThat(registry.audited("registry.signature.verified", "signed", "SUCCESS"))
                .isEqualTo(1);
        assertThat(gated(1)).isTrue();

        JsonNode card = engineer.get("/api/v1/models/signed/versions/1/card")
                .expect(200)
                .body();
        assertThat(card.at("/terms/supplyChain/signatures/0/signature/signer").asString())
                .isEqualTo("release");
        assertThat(card.at("/terms/supplyChain/artifacts/0/format").asString()).isEqualTo("SAFETENSORS");
        assertThat(engineer.get("/api/v1/models/signed/versions/1/bom")
                        .expect(200)
                        .body()
                        .toString())
                .contains("plumbline:signer");

        officer.put(POLICY, "{\"production\": {\"requireSignature\": true}}").expect(200);
        assertThat(gated(1)).isFalse();
        move("signed", 1, "PRODUCTION").expect(409, "supply-chain-refused");
        officer.put(POLICY, SignedModel.policy("{\"requireSignature\": true}")).expect(200);
        move("signed", 1, "PRODUCTION").expect(200);
        officer.put(POLICY, "{\"production\": {\"requireSignature\": true}}").expect(200);
        move("signed", 1, "STAGING").expect(200);
        move("signed", 1, "PRODUCTION").expect(200);
        JsonNode report = engineer.get("/api/v1/models/signed/versions/1/supply-chain")
                .expect(200)
                .body();
        assertThat(report.at("/signatures/0/counts").asBoolean()).isFalse();
        assertThat(report.at("/production/0/rule").asString()).isEqualTo("SIGNATURE");
    }

    @Test
    void countsKeylessSignaturesOfTheIdentitiesInThePolicy() {
        registry.model(engineer, "keyless", "MINIMAL");
        engineer.post("/api/v1/models/keyless/versions", SignedModel.version()).expect(201);
        registry.gate("keyless", 1, "support", "PASS", GATED);
        FakeSigstore sigstore = new FakeSigstore(Instant.parse("2026-11-01T10:00:00Z"));
        String bundle = sigstore.bundle(
                        Base64.getDecoder()
                                .decode(SignedModel.bundle("keyBundle")
                                        .at("/dsseEnvelope/payload")
                                        .asString()),
                        FakeSigstore.Signing.of("ann@example.com", "https://login.example.com"))
                .toString();
        Map<String, Object> policy = new HashMap<>(Map.of(
                "signers",
                List.of(Map.of("name", "ann", "identity", "ann@example.com", "issuer", "https://login.example.com")),
                "production",
                Map.of("requireSignature", true)));
        assertThat(officer.put(POLICY, Registry.JSON.writeValueAsString(policy))
                        .expect(400)
                        .pointers())
                .containsExactly("/trustedRoot");
        policy.put("trustedRoot", sigstore.trustedRoot());
        officer.put(POLICY, Registry.JSON.writeValueAsString(policy)).expect(200);
        String signatures = "/api/v1/models/keyless/versions/1/signatures";
        move("keyless", 1, "PRODUCTION").expect(409, "supply-chain-refused");
        engineer.post(signatures, bundle).expect(201);
        move("keyless", 1, "PRODUCTION").expect(200);
        JsonNode signature = engineer.get("/api/v1/models/keyless/versions/1/supply-chain")
                .expect(200)
                .body()
                .at("/signatures/0/signature");
        assertThat(signature.path("method").asString()).isEqualTo("KEYLESS");
        assertThat(signature.path("subject").asString()).isEqualTo("ann@example.com");
        assertThat(signature.path("issuer").asString()).isEqualTo("https://login.example.com");
        assertThat(signature.path("signedAt").asString()).isEqualTo("2026-11-01T10:00:20Z");
    }

    @Test
    void storesThePolicyForThoseWhoMayWritePolicies() {
        engineer.put(POLICY, "{}").expect(403, "forbidden");
        Answer refused = officer.put(POLICY, """
                        {"signers": [{"name": "a"}, {"name": "a", "publicKey": "x"}], "staging": {"licenses": ["MIT"]}}
                        """).expect(400, "invalid-request");
        assertThat(refused.pointers()).contains("/signers/0", "/signers/1", "/signers/1/name");
        String tag = officer.put(POLICY, "{\"staging\": {\"requireArtifacts\": true}}")
                .expect(200)
                .header("ETag");
        JsonNode diff = officer.post(POLICY + "/diff", "{\"datasets\": {\"maxPhrases\": 0}}")
                .expect(200)
                .body();
        assertThat(diff.path("etag").asString()).isEqualTo(tag);
        assertThat(diff.path("changes").valueStream())
                .extracting(change -> change.path("pointer").asString())
                .containsExactly("/datasets/maxPhrases", "/staging/requireArtifacts");
        officer.with("If-Match", "\"stale\"").put(POLICY, "{}").expect(412);
        officer.with("If-Match", tag).put(POLICY, "{}").expect(200);
        assertThat(engineer.get(POLICY)
                        .expect(200)
                        .body()
                        .at("/staging/requireArtifacts")
                        .asBoolean())
                .isFalse();
    }

    private void register(String model, String artifact) {
        engineer.post(
                        "/api/v1/models/" + model + "/versions",
                        "{\"kind\": \"FINE_TUNED\", \"provider\": \"simulator\", \"upstreamModel\": \"sim-1\","
                                + " \"artifacts\": [" + artifact + "]}")
                .expect(201);
    }

    private Answer move(String model, int version, String stage) {
        return engineer.post(
                "/api/v1/models/" + model + "/versions/" + version + "/transitions", "{\"to\": \"" + stage + "\"}");
    }

    private static boolean gated(int version) {
        return registry.sibling("gateway")
                .post(
                        "/internal/v1/standings",
                        "[{\"type\": \"MODEL\", \"name\": \"signed\", \"version\": " + version + "}]")
                .expect(200)
                .body()
                .at("/0/gated")
                .asBoolean();
    }
}
