package io.plumbline.registry.supplychain;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.VersionDocument;
import io.plumbline.registry.dataset.standing.DatasetStandings;
import io.plumbline.registry.supplychain.SignatureVerifier.Verified;
import io.plumbline.registry.supplychain.SupplyChainPolicy.GuardedStage;
import io.plumbline.registry.supplychain.SupplyChainStore.Version;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Applies the supply-chain policy to model versions, and verifies signatures over their files. Prompts have no
/// files and are always admitted.
@Service
public class SupplyChain {

    private static final int MAX_SIGNATURES = 20;
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final SupplyChainStore store;
    private final DatasetStandings datasets;
    private final AssetSequence progress;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    SupplyChain(
            AssetCatalog assets,
            AssetVersions versions,
            Evidence evidence,
            AssetSequence progress,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock) {
        this.assets = assets;
        this.versions = versions;
        this.store = evidence.store();
        this.datasets = evidence.datasets();
        this.progress = progress;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    /// What the policy is compared with.
    @Component
    record Evidence(SupplyChainStore store, DatasetStandings datasets) {}

    /// Decides for many versions at one point in time.
    public interface Admissions {

        /// Whether the policy admits a version to production.
        boolean admits(Asset asset, AssetVersion version);
    }

    /// A stored signature, and whether it is new.
    record Recorded(VerifiedSignature signature, boolean isNew) {}

    /// Returns the decisions for the versions of assets changed after a change number.
    @Transactional(readOnly = true)
    public Admissions changedSince(long change) {
        SupplyChainPolicy policy = store.policy().policy();
        SupplyChainRule rule = new SupplyChainRule(
                policy, datasets.blocked(policy.datasets(), store.trainingDataChangedSince(change)));
        Map<Version, List<VerifiedSignature>> signatures = store.changedSince(change);
        return (asset, version) -> asset.type() != AssetType.MODEL
                || rule.violations(
                                document(version),
                                signatures.getOrDefault(new Version(asset.id(), version.number()), List.of()),
                                GuardedStage.PRODUCTION)
                        .isEmpty();
    }

    /// Returns what of the policy a version breaks, for entering a stage. Empty if it is admitted.
    @Transactional(readOnly = true)
    public List<Violation> violations(Asset asset, AssetVersion version, GuardedStage stage) {
        return asset.type() == AssetType.MODEL
                ? rule(version).violations(document(version), signatures(asset, version.number()), stage)
                : List.of();
    }

    /// Returns the verified signatures of a version, newest first, whether or not the policy still trusts the
    /// signer.
    @Transactional(readOnly = true)
    public List<VerifiedSignature> signatures(Asset model, int version) {
        return store.of(model.id(), version);
    }

    /// Returns the files, signatures and violations of a version.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    @Transactional(readOnly = true)
    public SupplyChainReport report(String name, int number) {
        Asset model = assets.get(AssetType.MODEL, name);
        AssetVersion version = versions.get(model, number);
        SupplyChainRule rule = rule(version);
        JsonNode document = document(version);
        List<VerifiedSignature> signatures = signatures(model, number);
        return SupplyChainReport.of(
                document, signatures, rule::counts, stage -> rule.violations(document, signatures, stage));
    }

    /// Verifies a bundle and stores the outcome. Returns the stored signature if the bundle was sent before.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404; 422 if it is not a valid signature of a
    ///     signer of the policy over all files of the version
    @Transactional
    Recorded sign(String name, int number, JsonNode bundle) {
        Asset model = assets.lock(AssetType.MODEL, name);
        AssetVersion version = versions.get(model, number);
        if (!bundle.isObject()) {
            throw SignedManifest.invalid("The body must be a Sigstore bundle in JSON.");
        }
        VersionDocument sent = VersionDocument.of(JsonMapper.shared().convertValue(bundle, MEMBERS));
        Optional<VerifiedSignature> known = store.ofBundle(model.id(), number, sent.digest());
        if (known.isPresent()) {
            return new Recorded(known.get(), false);
        }
        if (signatures(model, number).size() >= MAX_SIGNATURES) {
            throw SignedManifest.invalid("A version has " + MAX_SIGNATURES + " signatures at most.");
        }
        Verified verified = SignatureVerifier.verify(
                bundle, rule(version).signers(), store.policy().policy().trustedRoot(), clock.instant());
        verified.manifest().cover(ModelFile.of(document(version)));
        VerifiedSignature signature = new VerifiedSignature(
                ids.next(),
                verified.signer().name(),
                verified.signer().digest(),
                verified.method().name(),
                verified.subject(),
                verified.issuer(),
                verified.signedAt(),
                verified.manifest().digest(),
                clock.instant(),
                Author.current());
        store.append(model, number, signature, sent.json(), sent.digest());
        progress.changed(model.id());
        trail.append(AuditEntry.of(SupplyChainAction.SIGNATURE_VERIFIED, model.team(), "model-version", name)
                .version(number)
                .with("signer", signature.signer())
                .with("signerDigest", signature.signerDigest())
                .with("method", signature.method())
                .with("manifestDigest", signature.manifestDigest())
                .with("bundleDigest", sent.digest()));
        return new Recorded(signature, true);
    }

    private SupplyChainRule rule(AssetVersion version) {
        SupplyChainPolicy policy = store.policy().policy();
        return new SupplyChainRule(
                policy, datasets.blocked(policy.datasets(), SupplyChainRule.trainingData(document(version))));
    }

    private static JsonNode document(AssetVersion version) {
        return JsonMapper.shared().readTree(version.document());
    }
}
