package io.plumbline.registry.supplychain;

import io.plumbline.registry.supplychain.SupplyChainPolicy.GuardedStage;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The files, licence and signatures of a model version, and what of the policy it breaks.
///
/// @param staging what prevents it from entering STAGING
/// @param production what prevents it from entering production
public record SupplyChainReport(
        @Nullable String license,
        List<FileReport> artifacts,
        List<SignatureReport> signatures,
        List<Violation> staging,
        List<Violation> production) {

    /// A file.
    ///
    /// @param digest `sha256:` and 64 hexadecimal digits; null if unknown
    /// @param danger why the format is unsafe; null for a safe or unknown one
    public record FileReport(
            String uri,
            String path,
            @Nullable String digest,
            FileFormat format,
            @Nullable String danger) {}

    /// A signature.
    ///
    /// @param counts whether the policy still trusts the signer
    public record SignatureReport(VerifiedSignature signature, boolean counts) {}

    /// Returns the licence that a version's document states; null for none.
    static @Nullable String license(JsonNode document) {
        JsonNode license = document.path("license");
        return license.isString() ? license.asString() : null;
    }

    static SupplyChainReport of(
            JsonNode document,
            List<VerifiedSignature> signatures,
            Predicate<VerifiedSignature> counts,
            Function<GuardedStage, List<Violation>> violations) {
        return new SupplyChainReport(
                license(document),
                ModelFile.of(document).stream()
                        .map(file -> new FileReport(
                                file.uri(),
                                file.path(),
                                file.digest(),
                                file.format(),
                                file.format().danger().orElse(null)))
                        .toList(),
                signatures.stream()
                        .map(signature -> new SignatureReport(signature, counts.test(signature)))
                        .toList(),
                violations.apply(GuardedStage.STAGING),
                violations.apply(GuardedStage.PRODUCTION));
    }
}
