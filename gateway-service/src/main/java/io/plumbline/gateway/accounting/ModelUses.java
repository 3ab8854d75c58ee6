package io.plumbline.gateway.accounting;

import io.plumbline.clients.gateway.CallRouting.ModelUse;
import io.plumbline.gateway.budget.PaidAnswer;
import io.plumbline.gateway.route.ServedTarget;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the answers of a call used, by the model that gave them; an attempt of which nothing came counts as an answer
/// of whoever was asked.
final class ModelUses {

    private ModelUses() {}

    /// The model that answered is the first; where nobody did, the one that the call was charged for last.
    ///
    /// @param paid in their order
    /// @return null where all answers are of one model, so that the call says it itself
    static @Nullable List<ModelUse> of(List<PaidAnswer> paid) {
        if (paid.size() < 2) {
            return null;
        }
        Map<String, ModelUse> uses = new LinkedHashMap<>();
        for (PaidAnswer answer : paid.reversed()) {
            uses.merge(labelOf(answer.served()), useOf(answer), ModelUses::sum);
        }
        return uses.size() < 2 ? null : List.copyOf(uses.values());
    }

    /// Registered version as `name@version`, else the provider's name for the model.
    private static String labelOf(ServedTarget served) {
        return served.model() == null ? served.upstream().model() : served.model() + "@" + served.version();
    }

    private static ModelUse useOf(PaidAnswer answer) {
        return new ModelUse(
                labelOf(answer.served()), answer.usage().input(), answer.usage().output(), answer.costUsd());
    }

    private static ModelUse sum(ModelUse one, ModelUse other) {
        BigDecimal cost = one.costUsd() == null || other.costUsd() == null
                ? null
                : one.costUsd().add(other.costUsd());
        return new ModelUse(
                one.model(), one.inputTokens() + other.inputTokens(), one.outputTokens() + other.outputTokens(), cost);
    }
}
