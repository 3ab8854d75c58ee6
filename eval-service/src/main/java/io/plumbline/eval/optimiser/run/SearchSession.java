package io.plumbline.eval.optimiser.run;

import io.plumbline.clients.registry.PromptVersion;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.optimiser.job.Optimisation;
import io.plumbline.eval.optimiser.search.PromptDraft;
import io.plumbline.eval.optimiser.search.RecordSplit;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.prompt.PromptTemplate;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// What a run of a job works with.
///
/// @param prompt the version to improve
/// @param records the usable records
/// @param metric within the corpus of these records
record SearchSession(Optimisation job, PromptVersion prompt, List<GateItem> records, RecordSplit split, Metric metric) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Whether a draft is a valid template of the prompt's variables.
    boolean isValid(PromptDraft draft) {
        try {
            template(draft);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    /// @throws ProblemException if the draft is no valid template
    PromptTemplate template(PromptDraft draft) {
        return PromptTemplate.of(JSON.valueToTree(draft.messages()), prompt.variables());
    }

    /// Returns the messages for a record.
    ArrayNode render(PromptTemplate template, GateItem record) {
        return template.render(JSON.valueToTree(record.fieldsOf(template.variables())));
    }
}
