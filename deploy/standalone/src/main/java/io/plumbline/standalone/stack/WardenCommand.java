package io.plumbline.standalone.stack;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.process.Jvm;

/// The main program of the [Warden]'s process; not a user command.
public final class WardenCommand {

    private final Home home;
    private final Narrator narrator;

    public WardenCommand(Home home, Narrator narrator) {
        this.home = home;
        this.narrator = narrator;
    }

    /// Returns when the stack was taken down.
    public void run() {
        Warden warden = new Warden(home, LeaderProcess.takingOver(home, Jvm.ofThisBuild()), narrator::say);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(warden::stop));
        warden.watch();
    }
}
