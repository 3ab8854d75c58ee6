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

/// What production changes take in this installation, where that is not the usual.
///
/// @param rules by kind, such as `rules.hardening.approvers=1,1,2`
@Validated
@ConfigurationProperties("plumbline.governance.production-changes")
record ChangeRuleProperties(@DefaultValue Map<ChangeKind, @Valid Given> rules) {

    /// What is not given is as usual.
    ///
    /// @param refused whether this [kind](../guides/production-changes.md) of change, such as `hardening`, is never
    ///     allowed; the built-in rule applies unless set
    /// @param gate whether the new configuration must have passed its gates; the built-in rule applies unless set
    /// @param approvers the number of approvers in the tiers MINIMAL, LIMITED and HIGH: three numbers from 0 to 5
    ///     in ascending order; the built-in rule applies unless set
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

    /// @throws IllegalArgumentException when a higher tier would need fewer people
    ChangeRules table() {
        Map<ChangeKind, Rule> others = new EnumMap<>(ChangeKind.class);
        rules.forEach((kind, given) -> others.put(kind, given.over(ChangeRules.STANDARD.of(kind))));
        return ChangeRules.STANDARD.with(others);
    }
}
