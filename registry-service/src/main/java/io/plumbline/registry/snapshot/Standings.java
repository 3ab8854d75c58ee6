package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.RegistryClient.SuiteUses;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.configuration.RiskTier;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.evaluation.Verdict;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.ProductionStanding;
import io.plumbline.registry.promotion.SuiteRevisions;
import io.plumbline.registry.snapshot.StandingController.VersionQuery;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Returns current standings of versions, and the versions that depend on a suite. Eval-service is called outside
/// transactions, so no connection is held during the call.
@Service
class Standings {

    private static final int MAX_USES = 100;

    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final StandingReader reader;
    private final SuiteRevisions suites;
    private final Pointers pointers;
    private final TransactionTemplate transactions;

    Standings(
            AssetCatalog assets,
            AssetVersions versions,
            StandingReader reader,
            SuiteRevisions suites,
            Pointers pointers,
            PlatformTransactionManager transactionManager) {
        this.assets = assets;
        this.versions = versions;
        this.reader = reader;
        this.suites = suites;
        this.pointers = pointers;
        this.transactions = new TransactionTemplate(transactionManager);
        transactions.setReadOnly(true);
    }

    /// @throws io.plumbline.kit.problem.ProblemException 404 if a version does not exist; 503 if eval-service is
    ///     unavailable
    List<VersionStanding> now(List<VersionQuery> queries) {
        List<ProductionStanding> known =
                transactions.execute(_ -> queries.stream().map(this::known).toList());
        return known.stream()
                .map(standing -> standing.by(suites.now(standing.asset(), standing.evidence())))
                .map(reader::describe)
                .toList();
    }

    private ProductionStanding known(VersionQuery query) {
        Asset asset = assets.get(query.type(), query.name());
        versions.get(asset, query.version());
        return reader.of(asset, query.version());
    }

    /// Returns the versions that require a suite, required it before their rules were loosened, or require none
    /// and depend on it, and that are in production or may return. A version removed from production counts until
    /// it is archived: production routes may still name it, and its return needs no approval.
    @Transactional(readOnly = true)
    public SuiteUses usesOf(String suite) {
        List<Use> uses = assets.restingOn(suite).stream()
                .flatMap(asset -> usesBy(asset, suite))
                .toList();
        RiskTier strictest = uses.stream()
                .map(use -> use.asset().tierInForce())
                .reduce(RiskTier::or)
                .orElse(null);
        List<String> named = uses.stream().limit(MAX_USES).map(Use::reference).toList();
        return new SuiteUses(strictest, named);
    }

    private record Use(Asset asset, int version) {
        String reference() {
            return asset.name() + "@" + version;
        }
    }

    private Stream<Use> usesBy(Asset asset, String suite) {
        return pointers.returning(asset).stream()
                .filter(version -> dependsOn(asset, version, suite))
                .map(version -> new Use(asset, version));
    }

    private boolean dependsOn(Asset asset, int version, String suite) {
        List<String> required = asset.suitesInForce();
        return required.contains(suite)
                || (required.isEmpty()
                        && reader.of(asset, version).evidence().verdicts().get(suite) == Verdict.PASS);
    }
}
