package io.plumbline.console.model;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.console.asset.AssetClient.Author;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Versions of registered models. For models, see [io.plumbline.console.asset.AssetClient].
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/models/{name}/versions")
interface ModelClient {

    @GetExchange
    Page<ModelVersion> versions(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{version}")
    ModelVersion version(@PathVariable String name, @PathVariable int version);

    @PostExchange
    ModelVersion register(@PathVariable String name, @RequestBody VersionBody body);

    @GetExchange("/{version}/supply-chain")
    SupplyChain supplyChain(@PathVariable String name, @PathVariable int version);

    /// The signatures of a version, and what prevents its production by the supply-chain policy.
    record SupplyChain(List<SignatureReport> signatures, List<Violation> production) {}

    /// A signature.
    ///
    /// @param counts whether the policy still trusts the signer
    record SignatureReport(Signature signature, boolean counts) {}

    /// Who signed.
    ///
    /// @param subject the subject of the certificate, or the identity of a keyless signature
    /// @param issuer of the identity
    /// @param signedAt when the transparency log integrated a keyless signature
    record Signature(
            String signer,
            String method,
            @Nullable String subject,
            @Nullable String issuer,
            @Nullable Instant signedAt,
            Instant verifiedAt) {}

    /// What the policy refuses.
    record Violation(String message) {}

    /// A version.
    record ModelVersion(
            int version,
            String stage,
            String kind,
            String provider,
            String upstreamModel,
            @Nullable String base,
            @Nullable String license,
            List<String> trainingData,
            @Nullable Map<String, Object> parameters,
            String digest,
            Instant createdAt,
            Author createdBy) {}

    /// The body that registers a version.
    record VersionBody(
            String kind,
            String provider,
            String upstreamModel,
            @Nullable String base,
            @Nullable String license,
            @Nullable Map<String, Object> parameters) {}
}
