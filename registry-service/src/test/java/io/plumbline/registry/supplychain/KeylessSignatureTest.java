package io.plumbline.registry.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.supplychain.FakeSigstore.Signing;
import io.plumbline.registry.supplychain.SignatureVerifier.Method;
import io.plumbline.registry.supplychain.SignatureVerifier.Verified;
import io.plumbline.registry.supplychain.SupplyChainPolicy.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class KeylessSignatureTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String ISSUER = "https://token.actions.githubusercontent.com";
    private static final String WORKFLOW = "https://github.com/example/models/.github/workflows/sign.yml@refs/tags/v7";
    private static final FakeSigstore SIGSTORE = new FakeSigstore(NOW);

    @Test
    void verifiesTheIdentityThatSigned() throws GeneralSecurityException {
        ObjectNode bundle = SIGSTORE.bundle(payload(), Signing.of(WORKFLOW, ISSUER));
        TrustedSigner release = signer("https://github.com/example/models/.github/workflows/sign.yml@*", ISSUER);

        Verified verified = SignatureVerifier.verify(bundle, List.of(release), SIGSTORE.trustedRoot(), Instant.EPOCH);

        assertThat(verified.method()).isEqualTo(Method.KEYLESS);
        assertThat(verified.subject()).isEqualTo(WORKFLOW);
        assertThat(verified.issuer()).isEqualTo(ISSUER);
        assertThat(verified.signedAt()).isEqualTo(NOW.plusSeconds(20));
        assertThat(verified.manifest().files()).containsOnlyKeys("config.json", "weights/model.safetensors");
    }

    @Test
    void refusesOtherIdentitiesAndIssuers() throws GeneralSecurityException {
        ObjectNode bundle = SIGSTORE.bundle(payload(), Signing.of("ann@example.com", "https://login.example.com"));
        assertRefused(bundle, SIGSTORE, signer("bob@example.com", "https://login.example.com"), "No signer");
        assertRefused(bundle, SIGSTORE, signer("ann@example.com", "https://login.example.org"), "No signer");
        assertRefused(bundle, SIGSTORE, signer("ann@example.co", "https://login.example.com"), "No signer");
    }

    @Test
    void refusesAnotherSigstoreOrAnotherLogOfIt() throws GeneralSecurityException {
        ObjectNode bundle = SIGSTORE.bundle(payload(), Signing.of("ann@example.com", ISSUER));
        FakeSigstore other = new FakeSigstore(NOW);
        assertRefused(bundle, other, ann(), "does not verify");
        for (String log : List.of("tlogs", "ctlogs", "certificateAuthorities")) {
            Map<String, Object> root = new HashMap<>(SIGSTORE.trustedRoot());
            root.put(log, other.trustedRoot().get(log));
            assertRefused(bundle, root, ann(), "does not verify");
        }
    }

    @Test
    void refusesTimesThatTheCertificateDoesNotCover() throws GeneralSecurityException {
        ObjectNode late =
                SIGSTORE.bundle(payload(), new Signing("ann@example.com", ISSUER, Duration.ofMinutes(11), true));
        assertRefused(late, SIGSTORE, ann(), "does not verify");
        ObjectNode unproven =
                SIGSTORE.bundle(payload(), new Signing("ann@example.com", ISSUER, Duration.ofSeconds(20), false));
        assertRefused(unproven, SIGSTORE, ann(), "proves no time");
        ObjectNode honest = SIGSTORE.bundle(payload(), Signing.of("ann@example.com", ISSUER));
        assertRefused(honest, SIGSTORE.trustedRootOfEndedLog(), ann(), "was not valid when");
    }

    @Test
    void refusesBundlesThatWereTamperedWith() throws GeneralSecurityException {
        List<Consumer<ObjectNode>> changes = List.of(
                bundle -> flip(bundle, "/dsseEnvelope/signatures/0", "sig"),
                bundle -> flip(bundle, "/verificationMaterial/tlogEntries/0", "canonicalizedBody"),
                bundle -> flip(bundle, "/verificationMaterial/tlogEntries/0/inclusionPromise", "signedEntryTimestamp"),
                bundle -> flip(bundle, "/verificationMaterial/tlogEntries/0/inclusionProof", "rootHash"),
                bundle -> at(bundle, "/verificationMaterial/tlogEntries/0/inclusionProof")
                        .putArray("hashes"),
                bundle -> at(bundle, "/verificationMaterial/tlogEntries/0").put("integratedTime", "1793527260"),
                bundle -> at(bundle, "/verificationMaterial/tlogEntries/0").remove("inclusionProof"),
                bundle -> at(bundle, "/verificationMaterial").putArray("tlogEntries"),
                bundle -> at(bundle, "/verificationMaterial/certificate").put("rawBytes", "AAAA"),
                bundle -> at(bundle, "/dsseEnvelope").put("payload", other()));
        for (Consumer<ObjectNode> change : changes) {
            ObjectNode bundle = SIGSTORE.bundle(payload(), Signing.of("ann@example.com", ISSUER));
            change.accept(bundle);
            assertThatThrownBy(() -> SignatureVerifier.verify(bundle, List.of(ann()), SIGSTORE.trustedRoot(), NOW))
                    .as("change %d", changes.indexOf(change))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void acceptsOnlyCompleteTrustedRoots() {
        assertThat(KeylessSignature.root(SIGSTORE.trustedRoot()).getCTLogs()).hasSize(1);
        for (String missing : List.of("tlogs", "ctlogs", "certificateAuthorities")) {
            Map<String, Object> root = new HashMap<>(SIGSTORE.trustedRoot());
            root.remove(missing);
            assertThatThrownBy(() -> KeylessSignature.root(root)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> KeylessSignature.root(Map.of("tlogs", "none")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void flip(ObjectNode bundle, String parent, String member) {
        ObjectNode node = at(bundle, parent);
        byte[] bytes = Base64.getDecoder().decode(node.path(member).asString());
        bytes[bytes.length / 2] ^= 1;
        node.put(member, Base64.getEncoder().encodeToString(bytes));
    }

    private static ObjectNode at(ObjectNode bundle, String pointer) {
        return (ObjectNode) bundle.at(pointer);
    }

    private static byte[] payload() {
        return Base64.getDecoder()
                .decode(SignedModel.bundle("keyBundle")
                        .at("/dsseEnvelope/payload")
                        .asString());
    }

    /// Another valid statement.
    private static String other() {
        String text = new String(payload(), StandardCharsets.UTF_8).replace("\"model\"", "\"other\"");
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TrustedSigner ann() {
        try {
            return signer("ann@example.com", ISSUER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustedSigner signer(String identity, String issuer) throws GeneralSecurityException {
        return TrustedSigner.of(new Signer("release", null, null, null, identity, issuer));
    }

    private static void assertRefused(ObjectNode bundle, FakeSigstore trusted, TrustedSigner signer, String cause) {
        assertRefused(bundle, trusted.trustedRoot(), signer, cause);
    }

    private static void assertRefused(ObjectNode bundle, Map<String, Object> root, TrustedSigner signer, String cause) {
        assertThatThrownBy(() -> SignatureVerifier.verify(bundle, List.of(signer), root, NOW))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(cause);
    }
}
