package io.plumbline.eval.optimiser.run;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.search.PromptDraft;
import io.plumbline.eval.optimiser.search.RecordSplit;
import io.plumbline.eval.optimiser.search.TemplateMessage;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prepares the run of a job: reads the prompt version and the records, which never change, so a continued
/// run has the same split.
final class SearchSessions {

    private static final int PAGE = 500;
    private static final int MOST_RECORDS = 5_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SiblingServices siblings;
    private final RegistryClient registry;
    private final MetricResolver metrics;

    SearchSessions(SiblingServices siblings, RegistryClient registry, MetricResolver metrics) {
        this.siblings = siblings;
        this.registry = registry;
        this.metrics = metrics;
    }

    /// A session, and the number of records that it leaves out.
    record Opened(SearchSession session, int unusable) {}

    /// @throws UnrunnableSearchException if prompt or dataset do not exist, or there are too few usable records
    Opened open(Optimisation job) {
        OptimisationPlan plan = job.plan();
        String reference = Objects.requireNonNull(plan.candidate().promptReference());
        PromptVersion prompt = siblings.prompt(job.team(), reference)
                .orElseThrow(() -> new UnrunnableSearchException("The prompt " + reference + " does not exist."));
        if (prompt.variableNames().contains(GateItem.REFERENCES)) {
            throw new UnrunnableSearchException("The prompt " + reference + " contains the references of the records.");
        }
        Metric metric = metric(plan);
        Records read = read(job, template(prompt), metric);
        boolean examples = plan.strategy().addsExamples() || plan.proposer() != null;
        RecordSplit split = RecordSplit.of(read.usable().size(), examples, plan.seed());
        if (!split.isLargeEnough()) {
            throw new UnrunnableSearchException(
                    "The dataset has %d usable records, which are too few: training and the held-out records each need %d. A usable record has all variables of the prompt, a reference if the metric needs one, and a question of its own."
                            .formatted(read.usable().size(), RecordSplit.FEWEST));
        }
        List<String> references = read.usable().stream()
                .flatMap(item -> item.references().stream())
                .toList();
        return new Opened(
                new SearchSession(job, prompt, read.usable(), split, metric.within(references)), read.unusable());
    }

    /// Returns the draft of the version itself.
    static PromptDraft original(PromptVersion prompt) {
        JsonNode messages = Objects.requireNonNull(prompt.messages());
        return new PromptDraft(
                PromptDraft.Origin.ORIGINAL,
                "the version itself",
                prompt.technique(),
                messages.valueStream()
                        .map(message -> new TemplateMessage(
                                message.path("role").asString(),
                                message.path("content").asString()))
                        .toList());
    }

    private Metric metric(OptimisationPlan plan) {
        try {
            return metrics.metric(plan.metric().definition());
        } catch (InvalidMetricException e) {
            throw new UnrunnableSearchException("The metric " + plan.metric().label() + " does not exist here.");
        }
    }

    private static PromptTemplate template(PromptVersion prompt) {
        return PromptTemplate.of(prompt.messages(), prompt.variables());
    }

    private record Records(List<GateItem> usable, int unusable) {}

    private Records read(Optimisation job, PromptTemplate template, Metric metric) {
        String reference = job.plan().document().dataset();
        DatasetVersion dataset = siblings.dataset(job.team(), reference)
                .orElseThrow(() -> new UnrunnableSearchException("The dataset " + reference + " does not exist."));
        List<GateItem> usable = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        int place = 0;
        String cursor = null;
        do {
            RegistryClient.RecordPage page = registry.records(dataset.name(), dataset.version(), PAGE, cursor);
            for (Map<String, Object> fields : page.items()) {
                GateItem item = GateItem.of(place++, fields);
                if (isUsable(item, template, metric, asked)) {
                    usable.add(item);
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null && place < MOST_RECORDS);
        return new Records(usable, place - usable.size());
    }

    private static boolean isUsable(GateItem item, PromptTemplate template, Metric metric, Set<String> asked) {
        if (metric.needsReferences() && item.references().isEmpty()) {
            return false;
        }
        try {
            String rendered = template.render(JSON.valueToTree(item.fieldsOf(template.variables())))
                    .toString();
            return asked.add(rendered);
        } catch (ProblemException e) {
            return false;
        }
    }
}
