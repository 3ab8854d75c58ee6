package io.plumbline.registry.supplychain;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A verified signature over all files of a model version. Never changes.
///
/// @param signer the signer of the policy at that time
/// @param signerDigest digest of the signer's key or certificate, or identity and issuer
/// @param method KEY, CERTIFICATE or KEYLESS
/// @param subject the subject of the certificate that signed; the identity of a keyless signature; null for a key
/// @param issuer the OpenID provider of the identity of a keyless signature
/// @param signedAt when the transparency log integrated a keyless signature; null if it does not prove the time
/// @param manifestDigest the root digest of the signed files
public record VerifiedSignature(
        UUID id,
        String signer,
        String signerDigest,
        String method,
        @Nullable String subject,
        @Nullable String issuer,
        @Nullable Instant signedAt,
        String manifestDigest,
        Instant verifiedAt,
        Author verifiedBy) {}
