package io.plumbline.kit.tenancy;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The rows that the current thread sees. Default: those of no team. Code without a caller sees no tenant's data
/// until it names the teams or acts as the worker role.
///
/// [TenantDataSource] applies it when a connection is taken. So the tenancy encloses the transaction; a thread
/// cannot take on or leave the worker role inside one.
public final class Tenancy {

    /// Stands for every team.
    public static final String EVERY_TEAM = "*";

    /// No team has an empty name between commas.
    private static final String WORKER = ",";

    private static final ThreadLocal<String> TEAMS = new ThreadLocal<>();

    private Tenancy() {}

    /// Returns the value of the database setting `plumbline.teams`: comma-separated names, `*` for all teams,
    /// empty for none.
    static String current() {
        String teams = TEAMS.get();
        return teams == null ? "" : teams;
    }

    static boolean isWorker() {
        return WORKER.equals(TEAMS.get());
    }

    /// Returns the teams whose rows the current thread sees; empty if it sees every team. Use it for conditions
    /// that an index can serve, which row-level security policies cannot. The policies still isolate the teams.
    public static Optional<Set<String>> teams() {
        String teams = current();
        if (teams.equals(EVERY_TEAM) || isWorker()) {
            return Optional.empty();
        }
        return Optional.of(teams.isEmpty() ? Set.of() : Set.of(teams.split(",")));
    }

    static void enter(Set<String> teams) {
        TEAMS.set(joined(teams));
    }

    static void leave() {
        TEAMS.remove();
    }

    /// Runs a call that sees these teams, under row-level security.
    public static <T extends @Nullable Object> T callAs(Set<String> teams, Supplier<T> call) {
        return within(joined(teams), call);
    }

    /// Runs a call that sees every team, for work of the platform itself, under row-level security.
    public static <T extends @Nullable Object> T callAsPlatform(Supplier<T> call) {
        return callAs(Set.of(EVERY_TEAM), call);
    }

    /// Runs an action that sees these teams, under row-level security.
    public static void runAs(Set<String> teams, Runnable run) {
        callAs(teams, () -> {
            run.run();
            return Boolean.TRUE;
        });
    }

    /// Runs a background task's call as the worker role, which is not under row-level security and has
    /// connections of its own. Controllers must not use it. Other threads that the call starts do not inherit
    /// the role.
    ///
    /// @throws IllegalStateException if the thread is in a transaction of another role
    public static <T extends @Nullable Object> T asWorker(Supplier<T> call) {
        return within(WORKER, call);
    }

    /// Runs a background task as the worker role; see [#asWorker(Supplier)].
    ///
    /// @throws IllegalStateException if the thread is in a transaction of another role
    public static void asWorker(Runnable run) {
        asWorker(() -> {
            run.run();
            return Boolean.TRUE;
        });
    }

    private static <T extends @Nullable Object> T within(String teams, Supplier<T> call) {
        String before = TEAMS.get();
        if (WORKER.equals(before) != WORKER.equals(teams)
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("The database role cannot change inside a transaction");
        }
        TEAMS.set(teams);
        try {
            return call.get();
        } finally {
            if (before == null) {
                TEAMS.remove();
            } else {
                TEAMS.set(before);
            }
        }
    }

    /// @throws IllegalArgumentException for a name with a comma, which would join other teams, or the worker
    private static String joined(Set<String> teams) {
        for (String team : teams) {
            if (team.indexOf(',') >= 0) {
                throw new IllegalArgumentException("The name of a team has no comma: " + team);
            }
        }
        return String.join(",", new TreeSet<>(teams));
    }
}
