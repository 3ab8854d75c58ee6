package io.plumbline.kit.tenancy;

import io.plumbline.kit.security.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The teams whose rows the current thread sees. Default: no team. Code without a caller sees no tenant's data
/// until it names the teams.
public final class Tenancy {

    private static final ThreadLocal<String> TEAMS = new ThreadLocal<>();

    private Tenancy() {}

    /// Returns the value of the database setting `plumbline.teams`: comma-separated names, `*` for all teams,
    /// empty for none.
    static String current() {
        String teams = TEAMS.get();
        return teams == null ? "" : teams;
    }

    /// Returns the teams whose rows the current thread sees; empty if it sees every team. Use it for conditions
    /// that an index can serve, which row-level security policies cannot. The policies still isolate the teams.
    public static Optional<Set<String>> teams() {
        String teams = current();
        if (teams.equals(Caller.EVERY_TEAM)) {
            return Optional.empty();
        }
        return Optional.of(teams.isEmpty() ? Set.of() : Set.of(teams.split(",")));
    }

    static void enter(Set<String> teams) {
        TEAMS.set(String.join(",", new TreeSet<>(teams)));
    }

    static void leave() {
        TEAMS.remove();
    }

    /// Runs a call that sees these teams. It must enclose the transaction because the setting is applied when a
    /// connection is taken.
    public static <T> T callAs(Set<String> teams, Supplier<T> call) {
        String before = TEAMS.get();
        enter(teams);
        try {
            return call.get();
        } finally {
            if (before == null) {
                leave();
            } else {
                TEAMS.set(before);
            }
        }
    }

    /// Runs a call that sees every team, for work of the platform itself.
    public static <T> T callAsPlatform(Supplier<T> call) {
        return callAs(Set.of(Caller.EVERY_TEAM), call);
    }

    /// Runs an action that sees these teams.
    public static void runAs(Set<String> teams, Runnable run) {
        callAs(teams, () -> {
            run.run();
            return Boolean.TRUE;
        });
    }
}
