package io.plumbline.registry.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.supplychain.SignatureVerifier.Method;
import io.plumbline.registry.supplychain.SignatureVerifier.Verified;
import io.plumbline.registry.supplychain.SupplyChainPolicy.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SignatureVerifierTest {

    private static final Instant VALID = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void verifiesASignatureOfAKey() throws GeneralSecurityException {
        Verified verified =
                SignatureVerifier.verify(SignedModel.bundle("keyBundle"), List.of(root(null), key()), null, VALID);
        assertThat(verified.method()).isEqualTo(Method.KEY);
        assertThat(verified.signer().name()).isEqualTo("release");
        assertThat(verified.manifest().files()).containsOnlyKeys("config.json", "weights/model.safetensors");
    }

    @Test
    void verifiesASignatureOfACertificateThroughItsAuthority() throws GeneralSecurityException {
        ObjectNode bundle = SignedModel.bundle("certificateBundle");
        Verified verified = SignatureVerifier.verify(bundle, List.of(key(), root("CN=Test release")), null, VALID);
        assertThat(verified.method()).isEqualTo(Method.CERTIFICATE);
        assertThat(verified.subject()).isEqualTo("CN=Test release");
        assertRefused(bundle, "not valid now", Instant.parse("2027-06-01T00:00:00Z"), root(null));
        assertRefused(bundle, "issued by an authority", VALID, root("CN=Somebody else"));
        assertRefused(bundle, "issued by an authority", VALID, authority("otherRoot", null));
        assertRefused(bundle, "issued by an authority", VALID, key());
    }

    @Test
    void refusesWhatTheKeyDidNotSign() throws GeneralSecurityException {
        ObjectNode changed = SignedModel.bundle("keyBundle");
        ObjectNode envelope = (ObjectNode) changed.path("dsseEnvelope");
        String payload =
                new String(Base64.getDecoder().decode(envelope.path("payload").asString()), StandardCharsets.UTF_8);
        envelope.put(
                "payload",
                Base64.getEncoder()
                        .encodeToString(
                                payload.replace("\"model\"", "\"other\"").getBytes(StandardCharsets.UTF_8)));
        assertRefused(changed, "No public key", VALID, key());
        assertRefused(SignedModel.bundle("keyBundle"), "No public key", VALID, root(null));
    }

    @Test
    void refusesBundlesOfOtherKinds() throws GeneralSecurityException {
        ObjectNode old = SignedModel.bundle("keyBundle");
        old.put("mediaType", "application/vnd.dev.sigstore.bundle.v0.1+json");
        assertRefused(old, "version 0.3", VALID, key());
        ObjectNode keyless = SignedModel.bundle("keyBundle");
        keyless.putObject("verificationMaterial").putObject("certificate").put("rawBytes", "");
        assertRefused(keyless, "no trustedRoot", VALID, key());
        ObjectNode unsigned = SignedModel.bundle("keyBundle");
        ((ObjectNode) unsigned.path("dsseEnvelope")).putArray("signatures");
        assertRefused(unsigned, "one signature", VALID, key());
    }

    @Test
    void coversOnlyFilesOfTheSamePathAndDigest() throws GeneralSecurityException {
        SignedManifest manifest = SignatureVerifier.verify(SignedModel.bundle("keyBundle"), List.of(key()), null, VALID)
                .manifest();
        manifest.cover(List.of(file("s3://models/7/weights/model.safetensors", SignedModel.weights())));
        for (ModelFile other : List.of(
                file("s3://models/7/weights/other.safetensors", SignedModel.weights()),
                file("s3://models/7/weights/model.safetensors", "sha256:" + "0".repeat(64)),
                file("s3://models/7/weights/model.safetensors", null))) {
            assertThatThrownBy(() -> manifest.cover(List.of(other))).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> manifest.cover(List.of())).hasMessageContaining("lists no artifacts");
    }

    private static ModelFile file(String uri, @Nullable String digest) {
        return new ModelFile(uri, null, digest, new byte[0]);
    }

    private static void assertRefused(ObjectNode bundle, String cause, Instant now, TrustedSigner signer) {
        assertThatThrownBy(() -> SignatureVerifier.verify(bundle, List.of(signer), null, now))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(cause);
    }

    private static TrustedSigner key() throws GeneralSecurityException {
        return TrustedSigner.of(new Signer("release", SignedModel.pem("publicKey"), null, null, null, null));
    }

    private static TrustedSigner root(@Nullable String subject) throws GeneralSecurityException {
        return authority("root", subject);
    }

    private static TrustedSigner authority(String member, @Nullable String subject) throws GeneralSecurityException {
        return TrustedSigner.of(new Signer("authority", null, SignedModel.pem(member), subject, null, null));
    }
}
