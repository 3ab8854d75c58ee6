package io.plumbline.governance.production;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.RiskTier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table of production changes in the API.
///
/// @param rules one row per kind of change
record ChangeRulesResponse(List<Row> rules) {

    /// @param meaning description of the change
    /// @param refused whether it is never allowed except under break-glass
    /// @param gate whether new parts must have passed their gates
    /// @param approvers number of approvers other than the requester, by risk tier
    record Row(ChangeKind kind, String meaning, boolean refused, boolean gate, Map<RiskTier, Integer> approvers) {}

    static ChangeRulesResponse from(ChangeRules rules) {
        return new ChangeRulesResponse(Arrays.stream(ChangeKind.values())
                .map(kind -> row(kind, rules.of(kind)))
                .toList());
    }

    private static Row row(ChangeKind kind, ChangeRules.Rule rule) {
        Map<RiskTier, Integer> approvers = new TreeMap<>();
        for (RiskTier tier : RiskTier.values()) {
            approvers.put(tier, rule.approvers(tier));
        }
        return new Row(kind, kind.meaning(), rule.refused(), rule.gate(), approvers);
    }
}
