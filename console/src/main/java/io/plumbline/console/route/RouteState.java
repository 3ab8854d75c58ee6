package io.plumbline.console.route;

import io.plumbline.console.route.RouteClient.TargetHealth;
import java.util.List;

/// The health of a route in a word: that of its variants' worst target.
enum RouteState {
    HEALTHY("good", "Healthy"),
    UNUSED("plain", "No calls yet"),
    DEGRADED("warn", "Degraded"),
    FAILING("bad", "Failing"),
    NOT_GATED("bad", "Not gated");

    private static final double MANY = 0.2;

    private final String tone;
    private final String words;

    RouteState(String tone, String words) {
        this.tone = tone;
        this.words = words;
    }

    public String tone() {
        return tone;
    }

    public String words() {
        return words;
    }

    static RouteState of(RouteClient.Health health) {
        List<RouteState> states = health.targets().stream()
                .filter(target -> "variant".equals(target.use()))
                .map(RouteState::of)
                .toList();
        // Of several variants, one without calls does not hide that the others work.
        return states.stream()
                .max(Enum::compareTo)
                .filter(worst -> worst.compareTo(UNUSED) > 0)
                .orElseGet(() -> states.contains(HEALTHY) ? HEALTHY : UNUSED);
    }

    static RouteState of(TargetHealth target) {
        if (!target.mayServe()) {
            return NOT_GATED;
        }
        if ("OPEN".equals(target.state())) {
            return FAILING;
        }
        if (target.calls() == 0) {
            return UNUSED;
        }
        return "HALF_OPEN".equals(target.state()) || target.failures() > target.calls() * MANY ? DEGRADED : HEALTHY;
    }
}
