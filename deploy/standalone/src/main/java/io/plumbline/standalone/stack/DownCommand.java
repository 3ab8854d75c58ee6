package io.plumbline.standalone.stack;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.postgres.DatabaseChoice;
import io.plumbline.standalone.process.Stopping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `down`: makes the leader stop its stack in order, and itself stops the remains of a killed leader.
public final class DownCommand {

    private static final Duration LEADER_GRACE = Duration.ofMinutes(2);

    private final Home home;
    private final Narrator narrator;

    public DownCommand(Home home, Narrator narrator) {
        this.home = home;
        this.narrator = narrator;
    }

    /// @param purge whether to remove all data as well
    public void run(boolean purge) {
        Leftovers leftovers = new Leftovers(home);
        leftovers.stopWarden();
        Optional<ProcessHandle> leader = stopLeader();
        List<String> leftBehind = narrator.during("stopping leftover processes", progress -> leftovers.stopAll());
        StackState.forget(home);
        // The warden may have started a supervisor a moment before it was stopped, which then took over.
        boolean tookOver = stopLeader().isPresent();
        if (tookOver) {
            List<String> _ = leftovers.stopAll();
            StackState.forget(home);
        }
        if (leader.isEmpty() && leftBehind.isEmpty() && !tookOver) {
            narrator.say("Nothing was running.");
        } else if (leftBehind.isEmpty()) {
            narrator.say("Stopped.");
        } else {
            narrator.say("Stopped, including leftover processes: " + String.join(", ", leftBehind) + ".");
        }
        if (purge) {
            purge();
        }
    }

    private Optional<ProcessHandle> stopLeader() {
        Optional<ProcessHandle> leader = StackState.leader(home);
        leader.ifPresent(running -> narrator.whileDoing("stopping", progress -> Stopping.stop(running, LEADER_GRACE)));
        return leader;
    }

    private void purge() {
        Optional<String> own = new DatabaseChoice(home).own();
        if (own.isEmpty()) {
            home.purge();
            narrator.say("Removed data, secrets and logs from " + home.root() + ".");
        } else {
            home.purgeAllButWhatADatabaseNeeds();
            narrator.say(("Removed logs and records from %s. Your database %s stays, and so does %s, without"
                            + " which the database is unreadable. Remove both if you need neither.")
                    .formatted(home.root(), own.get(), home.secrets()));
        }
    }
}
