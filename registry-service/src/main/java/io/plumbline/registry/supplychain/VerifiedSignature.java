package io.plumbline.registry.supplychain;

import io.plumbline.registry.asset.Author;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A verified signature over all files of a model version. Never changes.
///
/// @param signer the signer of the policy at that time
/// @param signerDigest digest of the signer's key or certificate
/// @param method KEY or CERTIFICATE
/// @param subject the subject of the certificate that signed; null for a key
/// @param manifestDigest the root digest of the signed files
public record VerifiedSignature(
        UUID id,
        String signer,
        String signerDigest,
        String method,
        @Nullable String subject,
        String manifestDigest,
        Instant verifiedAt,
        Author verifiedBy) {}
