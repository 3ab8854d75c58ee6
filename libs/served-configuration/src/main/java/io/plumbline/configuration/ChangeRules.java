package io.plumbline.configuration;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The table of what each kind of production change requires. Governance owns it, shows it to people and sends it
/// to the other services in its snapshot. Immutable.
///
/// @param rules one rule for each kind
public record ChangeRules(Map<ChangeKind, Rule> rules) {

    /// The default table. If data would reach another party, one person must approve even in the lowest tier.
    public static final ChangeRules STANDARD = standard();

    private static final int MOST_APPROVERS = 5;

    public ChangeRules {
        EnumMap<ChangeKind, Rule> complete = new EnumMap<>(ChangeKind.class);
        for (ChangeKind kind : ChangeKind.values()) {
            // A table from a release that does not know a kind has no rule for it.
            Rule rule = rules.get(kind);
            complete.put(
                    kind,
                    rule == null
                            ? Objects.requireNonNull(STANDARD, "no rule for " + kind)
                                    .of(kind)
                            : rule);
        }
        rules = Map.copyOf(complete);
    }

    /// The requirements of a kind of change.
    ///
    /// @param refused whether it is allowed only under break-glass
    /// @param gate whether each new part must have passed its gates
    /// @param approvers number of people who must approve, by tier: MINIMAL, LIMITED, HIGH; 0..5 each, never
    ///     fewer in a higher tier
    public record Rule(boolean refused, boolean gate, List<Integer> approvers) {

        static final Rule ALLOWED = new Rule(false, false, List.of(0, 0, 0));
        static final Rule REFUSED = new Rule(true, false, List.of(0, 0, 0));

        public Rule {
            approvers = List.copyOf(approvers);
            if (approvers.size() != RiskTier.values().length
                    || approvers.stream().anyMatch(number -> number < 0 || number > MOST_APPROVERS)
                    || approvers.get(0) > approvers.get(1)
                    || approvers.get(1) > approvers.get(2)) {
                throw new IllegalArgumentException(
                        "approvers are three numbers from 0 to 5 in ascending order: " + approvers);
            }
        }

        static Rule approvedBy(int minimal, int limited, int high) {
            return new Rule(false, false, List.of(minimal, limited, high));
        }

        static Rule gatedAndApprovedBy(int minimal, int limited, int high) {
            return new Rule(false, true, List.of(minimal, limited, high));
        }

        public int approvers(RiskTier tier) {
            return approvers.get(
                    switch (tier) {
                        case MINIMAL -> 0;
                        case LIMITED -> 1;
                        case HIGH -> 2;
                    });
        }
    }

    public Rule of(ChangeKind kind) {
        return Objects.requireNonNull(rules.get(kind));
    }

    /// Returns a copy with other rules for some kinds.
    public ChangeRules with(@Nullable Map<ChangeKind, Rule> others) {
        if (others == null || others.isEmpty()) {
            return this;
        }
        EnumMap<ChangeKind, Rule> changed = new EnumMap<>(rules);
        changed.putAll(others);
        return new ChangeRules(changed);
    }

    private static ChangeRules standard() {
        Map<ChangeKind, Rule> rules = new EnumMap<>(ChangeKind.class);
        for (ChangeKind kind : ChangeKind.values()) {
            rules.put(
                    kind,
                    switch (kind) {
                        case TARGET, PROMPT, FALLBACK_ADDED -> Rule.gatedAndApprovedBy(0, 1, 2);
                        case HARDENING, POLICY_LOOSER, OUTPUT, ROUTE_REMOVED, SUITE -> Rule.approvedBy(0, 1, 2);
                        case PROVIDER_ADDRESS, RETRIEVAL, SHADOW_OTHER_VENDOR -> Rule.approvedBy(1, 1, 2);
                        case FALLBACK_REMOVED, POLICY_STRICTER, SHADOW -> Rule.ALLOWED;
                        case LEAVES_PRODUCTION -> Rule.REFUSED;
                    });
        }
        return new ChangeRules(rules);
    }
}
