package io.plumbline.kit.tenancy;

import io.plumbline.kit.security.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The teams whose rows the current thread sees. Nothing is the default: code that runs for no caller sees no
/// tenant's data until it says which.
public final class Tenancy {

    private static final ThreadLocal<String> TEAMS = new ThreadLocal<>();

    private Tenancy() {}

    /// The value of the database setting `plumbline.teams`: names joined by commas, `*` for all, empty for none.
    static String current() {
        String teams = TEAMS.get();
        return teams == null ? "" : teams;
    }

    /// The teams whose rows the current thread sees; empty when it sees every team's. For a condition that an
    /// index can serve, which the policies of row-level security cannot; they stay what keeps teams apart.
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

    /// Runs something that sees these teams. Must enclose the transaction, since the setting is made when a
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

    /// Runs something that sees every team: for work that is the platform's own.
    public static <T> T callAsPlatform(Supplier<T> call) {
        return callAs(Set.of(Caller.EVERY_TEAM), call);
    }

    /// Runs something that sees these teams.
    public static void runAs(Set<String> teams, Runnable run) {
        callAs(teams, () -> {
            run.run();
            return Boolean.TRUE;
        });
    }
}
