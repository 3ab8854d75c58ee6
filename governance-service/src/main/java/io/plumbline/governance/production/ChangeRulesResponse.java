package io.plumbline.governance.production;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.RiskTier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The table of production changes, as people read it.
///
/// @param rules one row for each kind of change
record ChangeRulesResponse(List<Row> rules) {

    /// @param meaning what happens
    /// @param refused whether it is never allowed, except by break-glass
    /// @param gate whether what is new has to have passed its gates first
    /// @param approvers how many people other than the requester approve it, by risk tier
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
