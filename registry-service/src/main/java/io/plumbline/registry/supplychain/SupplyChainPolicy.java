package io.plumbline.registry.supplychain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.dataset.standing.DatasetRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the organisation accepts of model versions: one document for all teams, both as sent and as stored.
///
/// @param signers whose signatures count
/// @param staging the rules for entering STAGING
/// @param production the rules for entering production
/// @param datasets what audits of dataset versions may find
/// @param trustedRoot the `trusted_root.json` of Sigstore that keyless signatures are verified with; null for none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SupplyChainPolicy(
        @Size(max = 50) List<@NotNull @Valid Signer> signers,
        @Valid StageRules staging,
        @Valid StageRules production,
        @Valid DatasetRules datasets,
        @Nullable Map<String, Object> trustedRoot) {

    /// The policy until someone stores one: unsafe formats are refused, nothing else.
    static final SupplyChainPolicy DEFAULT =
            new SupplyChainPolicy(List.of(), StageRules.NONE, StageRules.NONE, DatasetRules.NONE, null);

    public SupplyChainPolicy {
        signers = List.copyOf(Objects.requireNonNullElse(signers, List.of()));
        staging = Objects.requireNonNullElse(staging, StageRules.NONE);
        production = Objects.requireNonNullElse(production, StageRules.NONE);
        datasets = Objects.requireNonNullElse(datasets, DatasetRules.NONE);
    }

    /// The stages that have rules.
    public enum GuardedStage {
        STAGING,
        PRODUCTION
    }

    StageRules rules(GuardedStage stage) {
        return stage == GuardedStage.STAGING ? staging : production;
    }

    /// A signer whose signatures count. It has either a public key, a certificate, or an identity.
    ///
    /// @param publicKey an elliptic-curve key in PEM, on P-256, P-384 or P-521
    /// @param certificate the certificate of an authority in PEM; certificates that it issued sign
    /// @param subject the only subject that may sign with a certificate of this authority, such as
    ///     `CN=release,O=Example`; null for any
    /// @param identity the address or URI that signs keyless, as its certificate has it. A `*` at the
    ///     end stands for any end
    /// @param issuer the URL of the OpenID provider of that identity
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signer(
            @NotNull @Pattern(regexp = Names.NAME) String name,

            @Nullable @Size(min = 1, max = 10_000) String publicKey,

            @Nullable @Size(min = 1, max = 10_000) String certificate,

            @Nullable @Size(min = 1, max = 500) String subject,

            @Nullable @Pattern(regexp = "[^\\s\\p{Cntrl}*]{3,500}\\*?")
            String identity,

            @Nullable @Pattern(regexp = "https?://[^\\s\\p{Cntrl}]{1,490}")
            String issuer) {}

    /// The rules for entering a stage. Files in formats whose loading may run code are refused, unless their
    /// extension is allowed.
    ///
    /// @param licenses the SPDX identifiers of the allowed licences; empty for any licence, or none
    /// @param requireArtifacts whether FINE_TUNED and ADAPTER versions must list their files
    /// @param requireDigests whether each listed file must have a SHA-256 digest
    /// @param requireSignature whether a signer must have signed all listed files
    /// @param allowedExtensions extensions such as `bin` that are accepted although a format of them is
    ///     unsafe
    public record StageRules(
            @Size(max = 200) List<@NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9.+ -]{0,99}") String> licenses,

            Boolean requireArtifacts,
            Boolean requireDigests,
            Boolean requireSignature,
            @Size(max = 20) List<@NotNull @Pattern(regexp = "[a-z0-9]{1,12}") String> allowedExtensions) {

        static final StageRules NONE = new StageRules(List.of(), false, false, false, List.of());

        public StageRules {
            licenses = List.copyOf(Objects.requireNonNullElse(licenses, List.of()));
            requireArtifacts = Objects.requireNonNullElse(requireArtifacts, false);
            requireDigests = Objects.requireNonNullElse(requireDigests, false);
            requireSignature = Objects.requireNonNullElse(requireSignature, false);
            allowedExtensions = List.copyOf(Objects.requireNonNullElse(allowedExtensions, List.of()));
        }
    }
}
