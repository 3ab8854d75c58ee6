package io.plumbline.registry.supplychain;

import static io.plumbline.registry.supplychain.SignedManifest.invalid;

import dev.sigstore.KeylessVerificationException;
import dev.sigstore.KeylessVerifier;
import dev.sigstore.VerificationOptions;
import dev.sigstore.bundle.Bundle;
import dev.sigstore.bundle.BundleParseException;
import dev.sigstore.encryption.certificates.Certificates;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.trustroot.SigstoreConfigurationException;
import dev.sigstore.trustroot.SigstoreTrustedRoot;
import dev.sigstore.trustroot.TransparencyLog;
import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Verifies bundles that were signed without a key of one's own: with a short-lived certificate of Fulcio for an
/// identity, and an entry in Rekor. sigstore-java verifies the chain, the timestamp of a CT log in the certificate, the
/// signature, the log entry with its inclusion proof and checkpoint, and timestamps of authorities. It does not compare
/// the time of an entry with the validity of the certificate and of the log's key, so this class does. Nothing is
/// fetched: all trust is in the operator's trusted root.
final class KeylessSignature {

    /// The issuer as a UTF-8 string in DER, and its predecessor, a plain text (Fulcio's `oid-info.md`).
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";

    private static final String FORMER_ISSUER = "1.3.6.1.4.1.57264.1.1";
    private static final int VALUE = 1;

    private KeylessSignature() {}

    /// Who signed, and when.
    ///
    /// @param identity the subject alternative name of the certificate
    /// @param issuer of the identity token
    /// @param signedAt when the log integrated the entry; null if only an authority's timestamp proves the time
    record Proof(
            TrustedSigner signer,
            String identity,
            String issuer,
            @Nullable Instant signedAt,
            SignedManifest manifest) {}

    /// Reads a `trusted_root.json`.
    ///
    /// @throws IllegalArgumentException if it is none, or has no authority, no transparency log or no CT log
    static SigstoreTrustedRoot root(Map<String, Object> document) {
        SigstoreTrustedRoot root;
        try {
            byte[] json = JsonMapper.shared().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
            root = SigstoreTrustedRoot.from(new ByteArrayInputStream(json));
        } catch (SigstoreConfigurationException | RuntimeException e) {
            throw new IllegalArgumentException("not a trusted root of Sigstore", e);
        }
        if (root.getCAs().isEmpty()
                || root.getTLogs().isEmpty()
                || root.getCTLogs().isEmpty()) {
            throw new IllegalArgumentException("a trusted root without authorities or logs");
        }
        return root;
    }

    /// @param payload the signed statement of the bundle
    /// @throws ProblemException 422 with the cause
    static Proof verify(JsonNode bundle, byte[] payload, Map<String, Object> trustedRoot, List<TrustedSigner> signers) {
        SignedManifest manifest = SignedManifest.read(payload);
        try {
            Bundle parsed = Bundle.from(new StringReader(bundle.toString()));
            if (parsed.getEntries().size() != 1) {
                throw invalid("The bundle must have one entry of a transparency log.");
            }
            SigstoreTrustedRoot root = root(trustedRoot);
            KeylessVerifier.builder()
                    .trustedRootProvider(() -> root)
                    .build()
                    .verify(HexFormat.of().parseHex(manifest.sha256()), parsed, VerificationOptions.empty());
            X509Certificate leaf = Certificates.getLeaf(parsed.getCertPath());
            Instant signedAt = signedAt(parsed, leaf, root);
            String identity = identity(leaf);
            String issuer = issuer(leaf);
            TrustedSigner signer = signers.stream()
                    .filter(one -> one.trusts(identity, issuer))
                    .findFirst()
                    .orElseThrow(() -> invalid("No signer of the supply-chain policy has the identity " + identity
                            + " of the issuer " + issuer + "."));
            return new Proof(signer, identity, issuer, signedAt, manifest);
        } catch (BundleParseException e) {
            throw invalid("The bundle cannot be read as a Sigstore bundle of version 0.3.");
        } catch (KeylessVerificationException | GeneralSecurityException | SigstoreConfigurationException e) {
            throw invalid("The trusted root does not verify the keyless signature: " + e.getMessage() + ".");
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw invalid("The bundle is malformed, or proves no time of signing.");
        }
    }

    /// Returns the time of the entry, which the log signed, if it is within the validity of the certificate and of the
    /// log's key.
    private static @Nullable Instant signedAt(Bundle bundle, X509Certificate leaf, SigstoreTrustedRoot root)
            throws GeneralSecurityException {
        RekorEntry entry = bundle.getEntries().getFirst();
        String promise = entry.getVerification().getSignedEntryTimestamp();
        if (promise == null || promise.isEmpty()) {
            if (bundle.getTimestamps().isEmpty()) {
                throw invalid("The bundle proves no time of signing: it needs a signed entry timestamp of the log, or a"
                        + " timestamp of an authority.");
            }
            return null;
        }
        Instant time = entry.getIntegratedTimeInstant();
        leaf.checkValidity(Date.from(time));
        byte[] log = HexFormat.of().parseHex(entry.getLogID());
        if (TransparencyLog.find(root.getTLogs(), log, time).isEmpty()) {
            throw invalid("The key of the transparency log was not valid when it integrated the entry.");
        }
        return time;
    }

    private static String identity(X509Certificate leaf) throws GeneralSecurityException {
        Collection<List<?>> names = leaf.getSubjectAlternativeNames();
        if (names == null || names.size() != 1 || !(names.iterator().next().get(VALUE) instanceof String name)) {
            throw invalid("The certificate must have one identity.");
        }
        return name;
    }

    private static String issuer(X509Certificate leaf) {
        byte[] encoded = leaf.getExtensionValue(ISSUER);
        try {
            if (encoded != null) {
                byte[] value = ASN1OctetString.getInstance(encoded).getOctets();
                if (ASN1Primitive.fromByteArray(value) instanceof ASN1String text) {
                    return text.getString();
                }
            }
        } catch (java.io.IOException e) {
            throw invalid("The issuer of the certificate's identity cannot be read.");
        }
        byte[] former = leaf.getExtensionValue(FORMER_ISSUER);
        if (former == null) {
            throw invalid("The certificate names no issuer of its identity.");
        }
        return new String(ASN1OctetString.getInstance(former).getOctets(), StandardCharsets.UTF_8);
    }
}
