package io.plumbline.registry.supplychain;

import io.plumbline.registry.Registry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import tools.jackson.databind.node.ObjectNode;

/// A Sigstore of its own: an authority for certificates, a log of certificates, and a transparency log whose tree
/// has two entries. Its bundles are those that `model_signing sign sigstore` makes.
final class FakeSigstore {

    private static final String HOST = "rekor.example.com";
    private static final String SCTS = "1.3.6.1.4.1.11129.2.4.2";
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final KeyPair authority = key();
    private final KeyPair certificateLog = key();
    private final KeyPair log = key();
    private final X509Certificate root;
    private final Instant now;

    FakeSigstore(Instant now) {
        this.now = now;
        this.root = rootCertificate();
    }

    /// What a bundle has, and how it deviates from an honest one.
    ///
    /// @param integratedAfter from the issue of the certificate, which is valid for ten minutes
    record Signing(String identity, String issuer, Duration integratedAfter, boolean promised) {

        static Signing of(String identity, String issuer) {
            return new Signing(identity, issuer, Duration.ofSeconds(20), true);
        }
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate rootCertificate() {
        try {
            X500Name name = new X500Name("O=example.com,CN=fulcio");
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofDays(30))),
                    Date.from(now.plus(Duration.ofDays(30))),
                    name,
                    authority.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return certificate(builder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(X509v3CertificateBuilder builder) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The `trusted_root.json` of this Sigstore.
    Map<String, Object> trustedRoot() {
        Map<String, Object> valid =
                Map.of("start", now.minus(Duration.ofDays(30)).toString());
        return Map.of(
                "mediaType",
                "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                "tlogs",
                List.of(trustedLog("https://" + HOST, log, valid)),
                "ctlogs",
                List.of(trustedLog("https://ct.example.com", certificateLog, valid)),
                "certificateAuthorities",
                List.of(Map.of(
                        "subject",
                        Map.of("organization", "example.com", "commonName", "fulcio"),
                        "uri",
                        "https://fulcio.example.com",
                        "certChain",
                        Map.of("certificates", List.of(Map.of("rawBytes", encoded(root)))),
                        "validFor",
                        valid)));
    }

    /// A trusted root in which the key of the transparency log ended before its entries.
    Map<String, Object> trustedRootOfEndedLog() {
        Map<String, Object> root = new TreeMap<>(trustedRoot());
        Map<String, Object> ended = Map.of(
                "start",
                now.minus(Duration.ofDays(30)).toString(),
                "end",
                now.minus(Duration.ofDays(1)).toString());
        root.put("tlogs", List.of(trustedLog("https://" + HOST, log, ended)));
        return root;
    }

    private static Map<String, Object> trustedLog(String url, KeyPair key, Map<String, Object> valid) {
        return Map.of(
                "baseUrl",
                url,
                "hashAlgorithm",
                "SHA2_256",
                "publicKey",
                Map.of(
                        "rawBytes",
                        BASE64.encodeToString(key.getPublic().getEncoded()),
                        "keyDetails",
                        "PKIX_ECDSA_P256_SHA_256",
                        "validFor",
                        valid),
                "logId",
                Map.of("keyId", BASE64.encodeToString(id(key))));
    }

    /// A bundle over a statement.
    ObjectNode bundle(byte[] payload, Signing signing) {
        KeyPair own = key();
        X509Certificate leaf = leaf(own, signing);
        byte[] signature = sign(own, preAuthenticated(payload));
        byte[] body = bytes(json(Map.of(
                "apiVersion",
                "0.0.1",
                "kind",
                "dsse",
                "spec",
                Map.of(
                        "envelopeHash",
                        hash(payload),
                        "payloadHash",
                        hash(payload),
                        "signatures",
                        List.of(Map.of(
                                "signature",
                                BASE64.encodeToString(signature),
                                "verifier",
                                BASE64.encodeToString(bytes(pem(leaf)))))))));
        long integratedAt =
                leaf.getNotBefore().toInstant().plus(signing.integratedAfter()).getEpochSecond();
        Map<String, Object> entry = new TreeMap<>(Map.of(
                "logIndex",
                "7",
                "logId",
                Map.of("keyId", BASE64.encodeToString(id(log))),
                "kindVersion",
                Map.of("kind", "dsse", "version", "0.0.1"),
                "integratedTime",
                Long.toString(integratedAt),
                "inclusionProof",
                proof(body),
                "canonicalizedBody",
                BASE64.encodeToString(body)));
        if (signing.promised()) {
            entry.put("inclusionPromise", Map.of("signedEntryTimestamp", promise(body, integratedAt)));
        }
        return (ObjectNode) Registry.JSON.readTree(json(Map.of(
                "mediaType",
                "application/vnd.dev.sigstore.bundle.v0.3+json",
                "verificationMaterial",
                Map.of("certificate", Map.of("rawBytes", encoded(leaf)), "tlogEntries", List.of(entry)),
                "dsseEnvelope",
                Map.of(
                        "payload",
                        BASE64.encodeToString(payload),
                        "payloadType",
                        "application/vnd.in-toto+json",
                        "signatures",
                        List.of(Map.of("sig", BASE64.encodeToString(signature)))))));
    }

    private X509Certificate leaf(KeyPair own, Signing signing) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name("O=example.com,CN=fulcio"),
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now),
                    Date.from(now.plus(Duration.ofMinutes(10))),
                    new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
                    own.getPublic());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            int kind =
                    signing.identity().contains("://") ? GeneralName.uniformResourceIdentifier : GeneralName.rfc822Name;
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    true,
                    new GeneralNames(new GeneralName(kind, signing.identity())));
            builder.addExtension(new ASN1ObjectIdentifier(ISSUER), false, new DERUTF8String(signing.issuer()));
            byte[] precertificate = certificate(builder).getTBSCertificate();
            builder.addExtension(new ASN1ObjectIdentifier(SCTS), false, new DEROctetString(timestamps(precertificate)));
            return certificate(builder);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A list of one signed certificate timestamp (RFC 6962, 3.2 and 3.3).
    private byte[] timestamps(byte[] precertificate) throws IOException {
        long time = now.toEpochMilli();
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(signed);
        out.writeByte(0);
        out.writeByte(0);
        out.writeLong(time);
        out.writeShort(1);
        out.write(sha256(authority.getPublic().getEncoded()));
        out.writeByte(precertificate.length >> 16);
        out.writeShort(precertificate.length);
        out.write(precertificate);
        out.writeShort(0);
        byte[] signature = sign(certificateLog, signed.toByteArray());
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        DataOutputStream timestamp = new DataOutputStream(one);
        timestamp.writeByte(0);
        timestamp.write(id(certificateLog));
        timestamp.writeLong(time);
        timestamp.writeShort(0);
        timestamp.writeByte(4);
        timestamp.writeByte(3);
        timestamp.writeShort(signature.length);
        timestamp.write(signature);
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(list);
        all.writeShort(one.size() + 2);
        all.writeShort(one.size());
        all.write(one.toByteArray());
        return list.toByteArray();
    }

    /// The second leaf of a tree of two (RFC 6962, 2.1), with a signed checkpoint.
    private Map<String, Object> proof(byte[] body) {
        byte[] sibling = sha256(new byte[] {0}, bytes("another entry"));
        byte[] head = sha256(new byte[] {1}, sibling, sha256(new byte[] {0}, body));
        String note = HOST + " - 7\n2\n" + BASE64.encodeToString(head) + "\n";
        byte[] hint = Arrays.copyOf(id(log), 4);
        byte[] signature = sign(log, bytes(note));
        byte[] line = Arrays.copyOf(hint, hint.length + signature.length);
        System.arraycopy(signature, 0, line, hint.length, signature.length);
        return Map.of(
                "logIndex",
                "1",
                "treeSize",
                "2",
                "rootHash",
                BASE64.encodeToString(head),
                "hashes",
                List.of(BASE64.encodeToString(sibling)),
                "checkpoint",
                Map.of("envelope", note + "\n\u2014 " + HOST + " " + BASE64.encodeToString(line) + "\n"));
    }

    private String promise(byte[] body, long integratedAt) {
        Map<String, Object> signed = new TreeMap<>(Map.of(
                "body",
                BASE64.encodeToString(body),
                "integratedTime",
                integratedAt,
                "logID",
                HexFormat.of().formatHex(id(log)),
                "logIndex",
                7));
        return BASE64.encodeToString(sign(log, bytes(json(signed))));
    }

    private static byte[] preAuthenticated(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " "));
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static Map<String, Object> hash(byte[] content) {
        return Map.of("algorithm", "sha256", "value", HexFormat.of().formatHex(sha256(content)));
    }

    private static byte[] id(KeyPair key) {
        return sha256(key.getPublic().getEncoded());
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(KeyPair key, byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return BASE64.encodeToString(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509Certificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n" + encoded(certificate) + "\n-----END CERTIFICATE-----\n";
    }

    private static String json(Map<String, Object> members) {
        return Registry.JSON.writeValueAsString(members);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
