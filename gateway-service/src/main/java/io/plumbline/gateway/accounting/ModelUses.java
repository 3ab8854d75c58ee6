package io.plumbline.gateway.accounting;

import io.plumbline.clients.gateway.CallRouting.ModelUse;
import io.plumbline.gateway.budget.ledger.PaidAnswer;
import io.plumbline.gateway.route.resolve.ServedTarget;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The usage of a call's answers by model. An attempt without output counts as an answer of its target.
final class ModelUses {

    private ModelUses() {}

    /// Returns the usage by model, first the one that answered; if none did, the one that the call was charged
    /// for last.
    ///
    /// @param paid in order
    /// @return null if all answers are from one model, so that the call itself has the usage
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

    /// Returns the registered version as `name@version`, otherwise the provider's name for the model.
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
