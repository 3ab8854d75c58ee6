package io.plumbline.registry.supplychain;

import io.plumbline.registry.supplychain.SupplyChainPolicy.Signer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A signer of the policy with its parsed key or certificate, or its identity. One of them is not null.
///
/// @param digest digest of the key or certificate, or of the identity and its issuer
/// @param identity of keyless signatures; a `*` at the end stands for any end
/// @param issuer of the identity; null without one
record TrustedSigner(
        String name,
        String digest,
        @Nullable ECPublicKey key,
        @Nullable X509Certificate certificate,
        @Nullable X500Principal subject,
        @Nullable String identity,
        @Nullable String issuer) {

    private static final int LINE = 64;
    private static final Map<Integer, String> ALGORITHMS =
            Map.of(256, "SHA256withECDSA", 384, "SHA384withECDSA", 521, "SHA512withECDSA");

    /// @throws GeneralSecurityException if neither or both are given, or one cannot be read
    /// @throws IllegalArgumentException if the subject is not a name
    static TrustedSigner of(Signer signer) throws GeneralSecurityException {
        if (signer.identity() != null || signer.issuer() != null) {
            return ofIdentity(signer);
        }
        X500Principal subject = signer.subject() == null ? null : new X500Principal(signer.subject());
        if (signer.publicKey() != null && signer.certificate() == null && subject == null) {
            ECPublicKey key = readKey(signer.publicKey());
            return new TrustedSigner(signer.name(), digest(key.getEncoded()), key, null, null, null, null);
        }
        if (signer.certificate() != null && signer.publicKey() == null) {
            X509Certificate certificate = readCertificate(signer.certificate());
            return new TrustedSigner(
                    signer.name(), digest(certificate.getEncoded()), null, certificate, subject, null, null);
        }
        throw new InvalidKeyException(
                "one of publicKey, certificate and identity is required; subject goes with certificate");
    }

    private static TrustedSigner ofIdentity(Signer signer) throws InvalidKeyException {
        boolean isMixed = signer.publicKey() != null || signer.certificate() != null || signer.subject() != null;
        String identity = signer.identity();
        String issuer = signer.issuer();
        if (isMixed || identity == null || issuer == null) {
            throw new InvalidKeyException("identity and issuer belong together, without publicKey and certificate");
        }
        byte[] both = (issuer + "\n" + identity).getBytes(StandardCharsets.UTF_8);
        return new TrustedSigner(signer.name(), digest(both), null, null, null, identity, issuer);
    }

    /// Whether a keyless signature of an identity is one of this signer.
    boolean trusts(String signing, String signingIssuer) {
        if (identity == null || !signingIssuer.equals(issuer)) {
            return false;
        }
        return identity.endsWith("*")
                ? signing.startsWith(identity.substring(0, identity.length() - 1))
                : signing.equals(identity);
    }

    private static ECPublicKey readKey(String pem) throws GeneralSecurityException {
        String body = pem.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(body);
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        return supported(key);
    }

    private static X509Certificate readCertificate(String pem) throws CertificateException {
        return parse(pem.getBytes(StandardCharsets.US_ASCII));
    }

    static X509Certificate parse(byte[] encoded) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    /// @throws InvalidKeyException unless the key is on a curve of the model-signing specification
    static ECPublicKey supported(PublicKey key) throws InvalidKeyException {
        if (key instanceof ECPublicKey elliptic && ALGORITHMS.containsKey(bits(elliptic))) {
            return elliptic;
        }
        throw new InvalidKeyException("the key is not on P-256, P-384 or P-521");
    }

    /// Returns the name of the signature algorithm that belongs to the curve of a supported key.
    static String algorithm(ECPublicKey key) {
        return ALGORITHMS.getOrDefault(bits(key), "");
    }

    private static int bits(ECPublicKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    /// Returns the hint by which a bundle names a key: the digest of its PEM, in hex.
    static String hint(ECPublicKey key) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        String pem = "-----BEGIN PUBLIC KEY-----\n" + lines.encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return hex(sha256().digest(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String digest(byte[] encoded) {
        return "sha256:" + hex(sha256().digest(encoded));
    }
}
