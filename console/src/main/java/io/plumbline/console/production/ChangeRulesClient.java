package io.plumbline.console.production;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.util.List;
import java.util.Map;
import org.springframework.web.service.annotation.GetExchange;

/// The rules of production changes.
@ServiceApi(RemoteService.GOVERNANCE)
interface ChangeRulesClient {

    @GetExchange("/api/v1/production-changes/rules")
    Rules rules();

    /// The table.
    record Rules(List<Rule> rules) {}

    /// What a kind of change needs.
    ///
    /// @param approvers by risk tier
    record Rule(String kind, String meaning, boolean refused, boolean gate, Map<String, Integer> approvers) {

        /// Returns the number of approvers in a tier.
        public int in(String tier) {
            return approvers.getOrDefault(tier, 0);
        }
    }
}
