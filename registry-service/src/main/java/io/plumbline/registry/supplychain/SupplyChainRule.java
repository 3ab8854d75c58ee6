package io.plumbline.registry.supplychain;

import io.plumbline.registry.supplychain.SupplyChainPolicy.GuardedStage;
import io.plumbline.registry.supplychain.SupplyChainPolicy.Signer;
import io.plumbline.registry.supplychain.SupplyChainPolicy.StageRules;
import io.plumbline.registry.supplychain.Violation.Rule;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Decides what of the policy a version breaks. It depends on the version's document, which never changes, its
/// signatures, the audits of its training data and the policy alone. Immutable.
final class SupplyChainRule {

    private final SupplyChainPolicy policy;
    private final Map<String, List<String>> blockedDatasets;
    private final List<TrustedSigner> signers;

    /// @param blockedDatasets dataset version as `name@version` → the reasons why the policy blocks it
    SupplyChainRule(SupplyChainPolicy policy, Map<String, List<String>> blockedDatasets) {
        this.policy = policy;
        this.blockedDatasets = blockedDatasets;
        this.signers = trusted(policy.signers());
    }

    /// A stored signer was readable when it was stored.
    private static List<TrustedSigner> trusted(List<Signer> signers) {
        List<TrustedSigner> trusted = new ArrayList<>();
        for (Signer signer : signers) {
            try {
                trusted.add(TrustedSigner.of(signer));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the stored signer " + signer.name() + " cannot be read", e);
            }
        }
        return List.copyOf(trusted);
    }

    List<TrustedSigner> signers() {
        return signers;
    }

    /// @param document the document of the version
    List<Violation> violations(JsonNode document, List<VerifiedSignature> signatures, GuardedStage stage) {
        StageRules rules = policy.rules(stage);
        List<ModelFile> files = ModelFile.of(document);
        List<Violation> violations = new ArrayList<>();
        license(SupplyChainReport.license(document), rules, violations);
        if (rules.requireArtifacts()
                && files.isEmpty()
                && !"FOUNDATION".equals(document.path("kind").asString(""))) {
            violations.add(new Violation(
                    Rule.ARTIFACTS, null, "The version lists no artifacts. Register a version that lists its files."));
        }
        for (ModelFile file : files) {
            file(file, rules, violations);
        }
        if (rules.requireSignature() && !files.isEmpty() && signatures.stream().noneMatch(this::counts)) {
            violations.add(new Violation(
                    Rule.SIGNATURE,
                    null,
                    "No signer of the policy has signed the artifacts. Sign them and send the" + " bundle."));
        }
        for (String dataset : trainingData(document)) {
            List<String> reasons = blockedDatasets.get(dataset);
            if (reasons != null) {
                violations.add(new Violation(
                        Rule.DATASET,
                        null,
                        "The training data " + dataset + " is blocked. " + String.join(" ", reasons)));
            }
        }
        return violations;
    }

    /// Returns the dataset versions that a version was trained with, as `name@version`.
    static List<String> trainingData(JsonNode document) {
        return document.path("trainingData")
                .valueStream()
                .map(each -> each.asString(""))
                .toList();
    }

    private static void license(@Nullable String license, StageRules rules, List<Violation> violations) {
        if (rules.licenses().isEmpty()) {
            return;
        }
        if (license == null) {
            violations.add(new Violation(
                    Rule.LICENSE, null, "The version states no licence. Register a version that states one."));
        } else if (!LicenseExpression.isAllowed(license, rules.licenses())) {
            violations.add(new Violation(
                    Rule.LICENSE, null, "The licence " + license + " is not on the organisation's list."));
        }
    }

    private static void file(ModelFile file, StageRules rules, List<Violation> violations) {
        file.format()
                .danger()
                .filter(_ -> !file.isAllowedBy(rules.allowedExtensions()))
                .ifPresent(danger -> violations.add(new Violation(
                        Rule.FORMAT,
                        file.uri(),
                        "The format " + file.format() + " is refused. " + danger + " Convert the file to safetensors,"
                                + " GGUF or ONNX.")));
        if (rules.requireDigests() && file.digest() == null) {
            violations.add(new Violation(
                    Rule.DIGEST, file.uri(), "The artifact has no SHA-256 digest. Register a version that states it."));
        }
    }

    /// Whether the policy still trusts the key or certificate that a signature was verified with.
    boolean counts(VerifiedSignature signature) {
        return signers.stream()
                .anyMatch(signer -> signer.digest().equals(signature.signerDigest())
                        && (signer.subject() == null
                                || signer.subject()
                                        .getName()
                                        .equals(Objects.requireNonNullElse(signature.subject(), ""))));
    }
}
