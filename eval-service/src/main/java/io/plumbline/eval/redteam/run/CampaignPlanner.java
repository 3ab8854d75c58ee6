package io.plumbline.eval.redteam.run;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.RegressionProbe;
import io.plumbline.eval.redteam.ledger.RegressionStore;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.probe.CorpusProbes;
import io.plumbline.eval.redteam.probe.Probe;
import io.plumbline.eval.redteam.probe.ProbeGrammar;
import io.plumbline.eval.redteam.probe.ProbeOrigin;
import io.plumbline.eval.redteam.probe.ProbePlan;
import io.plumbline.eval.redteam.probe.StrategyChain;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the probes of a campaign once, each once, and stores them: a resumed campaign sends the same ones, whatever
/// the library of a newer release says.
final class CampaignPlanner {

    private static final int PAGE = 500;
    private static final int MOST_RECORDS = 5_000;
    private static final int MOST_REGRESSIONS = 1_000;

    private final ProbeGrammar grammar;
    private final RegistryClient registry;
    private final SiblingServices siblings;
    private final RegressionStore regressions;
    private final ProbeStore probes;

    CampaignPlanner(
            ProbeGrammar grammar,
            RegistryClient registry,
            SiblingServices siblings,
            RegressionStore regressions,
            ProbeStore probes) {
        this.grammar = grammar;
        this.registry = registry;
        this.siblings = siblings;
        this.regressions = regressions;
        this.probes = probes;
    }

    /// Returns the probes of a campaign.
    ///
    /// @throws UnrunnableTrialException if its dataset does not exist or is too large
    List<StoredProbe> plan(Campaign campaign) {
        if (campaign.progress().total() > 0) {
            return probes.probes(campaign.id());
        }
        List<StoredProbe> planned = new ArrayList<>();
        Set<Probe> known = new HashSet<>();
        String target = RegressionStore.targetOf(campaign.request().target().candidate());
        for (RegressionProbe kept : regressions.of(campaign.team(), target, MOST_REGRESSIONS)) {
            if (known.add(kept.probe())) {
                planned.add(new StoredProbe(planned.size(), kept.probe(), ProbeOrigin.REGRESSION, kept.id()));
            }
        }
        CampaignRequest request = campaign.request();
        List<StrategyChain> chains = chains(request);
        add(
                planned,
                known,
                ProbeOrigin.LIBRARY,
                grammar.probes(new ProbePlan(
                        request.categoriesOrAll(), chains, request.probesOrDefault(), request.seedOrDefault())));
        if (request.dataset() != null) {
            add(planned, known, ProbeOrigin.DATASET, CorpusProbes.of(records(campaign, request.dataset()), chains));
        }
        probes.plan(campaign, planned, campaign.request().comparesWithoutGuards() ? 2 : 1);
        return planned;
    }

    private static void add(List<StoredProbe> planned, Set<Probe> known, ProbeOrigin origin, List<Probe> probes) {
        for (Probe probe : probes) {
            if (known.add(probe)) {
                planned.add(new StoredProbe(planned.size(), probe, origin, null));
            }
        }
    }

    private static List<StrategyChain> chains(CampaignRequest request) {
        return request.strategiesOrDefault().stream()
                .map(chain -> StrategyChain.of(chain)
                        .orElseThrow(() -> new UnrunnableTrialException("The strategy " + chain + " is unknown.")))
                .toList();
    }

    private List<Map<String, Object>> records(Campaign campaign, String reference) {
        DatasetVersion dataset = siblings.dataset(campaign.team(), reference)
                .orElseThrow(() -> new UnrunnableTrialException("The dataset " + reference + " does not exist."));
        if (dataset.records() > MOST_RECORDS) {
            throw new UnrunnableTrialException("A campaign takes at most " + MOST_RECORDS + " records of a dataset.");
        }
        List<Map<String, Object>> records = new ArrayList<>();
        String cursor = null;
        do {
            RegistryClient.RecordPage page = registry.records(dataset.name(), dataset.version(), PAGE, cursor);
            records.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null && records.size() < MOST_RECORDS);
        return records;
    }
}
