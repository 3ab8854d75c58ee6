package io.plumbline.registry.supplychain;

import static io.plumbline.registry.supplychain.SignedManifest.invalid;

import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Verifies bundles of OpenSSF Model Signing 1.0: a Sigstore bundle 0.3 with a DSSE envelope, signed with a key or a
/// certificate, or keyless ([KeylessSignature]).
final class SignatureVerifier {

    private static final Set<String> MEDIA_TYPES = Set.of(
            "application/vnd.dev.sigstore.bundle.v0.3+json", "application/vnd.dev.sigstore.bundle+json;version=0.3");
    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
    private static final int MAX_CERTIFICATES = 10;

    private SignatureVerifier() {}

    /// The ways to sign.
    enum Method {
        KEY,
        CERTIFICATE,
        /// With a short-lived certificate for an identity.
        KEYLESS
    }

    /// A verified bundle.
    ///
    /// @param subject of the certificate that signed; the identity of a keyless signature; null for a key
    /// @param issuer of the identity of a keyless signature
    /// @param signedAt when the transparency log integrated a keyless signature
    record Verified(
            TrustedSigner signer,
            Method method,
            @Nullable String subject,
            @Nullable String issuer,
            @Nullable Instant signedAt,
            SignedManifest manifest) {

        private static Verified of(TrustedSigner signer, Method method, @Nullable String subject, byte[] payload) {
            return new Verified(signer, method, subject, null, null, SignedManifest.read(payload));
        }

        private static Verified of(KeylessSignature.Proof proof) {
            return new Verified(
                    proof.signer(),
                    Method.KEYLESS,
                    proof.identity(),
                    proof.issuer(),
                    proof.signedAt(),
                    proof.manifest());
        }
    }

    /// @param trustedRoot of Sigstore; null to refuse keyless signatures
    /// @param now certificates of authorities must be valid at this time
    /// @throws ProblemException 422 with the cause
    static Verified verify(
            JsonNode bundle, List<TrustedSigner> signers, @Nullable Map<String, Object> trustedRoot, Instant now) {
        if (!MEDIA_TYPES.contains(bundle.path("mediaType").asString(""))) {
            throw invalid("The body must be a Sigstore bundle of version 0.3.");
        }
        JsonNode envelope = bundle.path("dsseEnvelope");
        if (!PAYLOAD_TYPE.equals(envelope.path("payloadType").asString(""))
                || envelope.path("signatures").size() != 1) {
            throw invalid("The bundle must have a DSSE envelope with an in-toto statement and one signature.");
        }
        Envelope signed = new Envelope(
                decode(envelope.path("payload")),
                decode(envelope.path("signatures").path(0).path("sig")));
        JsonNode material = bundle.path("verificationMaterial");
        if (material.has("publicKey")) {
            return byKey(signed, material.path("publicKey").path("hint").asString(""), signers);
        }
        if (material.has("x509CertificateChain")) {
            return byCertificate(signed, material.path("x509CertificateChain").path("certificates"), signers, now);
        }
        if (!material.has("certificate")) {
            throw invalid("The bundle must have a public key, a certificate chain, or a certificate of Fulcio.");
        }
        if (trustedRoot == null) {
            throw invalid("The supply-chain policy has no trustedRoot to verify keyless signatures with.");
        }
        return Verified.of(KeylessSignature.verify(bundle, signed.payload(), trustedRoot, signers));
    }

    /// What was signed, and the signature.
    private record Envelope(byte[] payload, byte[] signature) {

        boolean isSignedBy(ECPublicKey key) {
            try {
                Signature check = Signature.getInstance(TrustedSigner.algorithm(key));
                check.initVerify(key);
                check.update(("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                        .getBytes(StandardCharsets.US_ASCII));
                check.update(payload);
                return check.verify(signature);
            } catch (GeneralSecurityException e) {
                return false;
            }
        }
    }

    private static Verified byKey(Envelope signed, String hint, List<TrustedSigner> signers) {
        for (TrustedSigner signer : signers) {
            ECPublicKey key = signer.key();
            if (key != null && (hint.isEmpty() || hint.equals(TrustedSigner.hint(key))) && signed.isSignedBy(key)) {
                return Verified.of(signer, Method.KEY, null, signed.payload());
            }
        }
        throw invalid("No public key of the supply-chain policy verifies the signature.");
    }

    private static Verified byCertificate(Envelope signed, JsonNode encoded, List<TrustedSigner> signers, Instant now) {
        List<X509Certificate> chain = chain(encoded);
        X509Certificate leaf = chain.getFirst();
        TrustedSigner signer = signers.stream()
                .filter(one -> isIssuedBy(chain, one, now))
                .findFirst()
                .orElseThrow(() -> invalid("The certificate that signed is not valid now, may not sign, or was not"
                        + " issued by an authority of the supply-chain policy."));
        ECPublicKey key;
        try {
            key = TrustedSigner.supported(leaf.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw invalid("The certificate's key is not on P-256, P-384 or P-521.");
        }
        if (!signed.isSignedBy(key)) {
            throw invalid("The certificate's key does not verify the signature.");
        }
        return Verified.of(
                signer, Method.CERTIFICATE, leaf.getSubjectX500Principal().getName(), signed.payload());
    }

    private static List<X509Certificate> chain(JsonNode encoded) {
        if (!encoded.isArray() || encoded.isEmpty() || encoded.size() > MAX_CERTIFICATES) {
            throw invalid("The bundle must have 1 to " + MAX_CERTIFICATES + " certificates.");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode certificate : encoded) {
            try {
                chain.add(TrustedSigner.parse(decode(certificate.path("rawBytes"))));
            } catch (GeneralSecurityException e) {
                throw invalid("A certificate of the bundle cannot be read.");
            }
        }
        return chain;
    }

    private static boolean isIssuedBy(List<X509Certificate> chain, TrustedSigner signer, Instant now) {
        X509Certificate leaf = chain.getFirst();
        X509Certificate authority = signer.certificate();
        if (authority == null
                || !maySign(leaf)
                || (signer.subject() != null && !signer.subject().equals(leaf.getSubjectX500Principal()))) {
            return false;
        }
        try {
            leaf.checkValidity(Date.from(now));
            if (leaf.equals(authority)) {
                return true;
            }
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(leaf);
            PKIXBuilderParameters terms = new PKIXBuilderParameters(Set.of(new TrustAnchor(authority, null)), target);
            terms.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            terms.setRevocationEnabled(false);
            terms.setDate(Date.from(now));
            CertPathBuilder.getInstance("PKIX").build(terms);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean maySign(X509Certificate leaf) {
        try {
            boolean[] usage = leaf.getKeyUsage();
            List<String> extended = leaf.getExtendedKeyUsage();
            return (usage != null && usage[0]) || (extended != null && extended.contains(CODE_SIGNING));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] decode(JsonNode text) {
        try {
            return Base64.getDecoder().decode(text.asString(""));
        } catch (IllegalArgumentException e) {
            throw invalid("The bundle contains text that is not base64.");
        }
    }
}
