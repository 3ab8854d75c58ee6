package io.plumbline.governance.production;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.ChangeRules.Rule;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Deviations of this installation from the default requirements of production changes.
///
/// @param rules by kind, for example `rules.hardening.approvers=1,1,2`
@Validated
@ConfigurationProperties("plumbline.governance.production-changes")
record ChangeRuleProperties(@DefaultValue Map<ChangeKind, @Valid Given> rules) {

    /// Missing members have the default.
    ///
    /// @param refused whether a change of this [kind](../guides/production-changes.md), for example `hardening`,
    ///     is never allowed; default: as in the standard table
    /// @param gate whether new parts must have passed their gates; default: as in the standard table
    /// @param approvers number of approvers in the tiers MINIMAL, LIMITED and HIGH: three numbers from 0 to 5 in
    ///     ascending order; default: as in the standard table
    record Given(
            @Nullable Boolean refused,
            @Nullable Boolean gate,

            @Nullable @Size(min = 3, max = 3) List<@NotNull @Min(0) @Max(5) Integer> approvers) {

        Rule over(Rule usual) {
            return new Rule(
                    refused == null ? usual.refused() : refused,
                    gate == null ? usual.gate() : gate,
                    approvers == null ? usual.approvers() : approvers);
        }
    }

    /// @throws IllegalArgumentException if a higher tier would need fewer people
    ChangeRules table() {
        Map<ChangeKind, Rule> others = new EnumMap<>(ChangeKind.class);
        rules.forEach((kind, given) -> others.put(kind, given.over(ChangeRules.STANDARD.of(kind))));
        return ChangeRules.STANDARD.with(others);
    }
}
