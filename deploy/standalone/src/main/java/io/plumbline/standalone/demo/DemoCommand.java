package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.CannotContinue;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.stack.Mode;
import io.plumbline.standalone.stack.UpCommand;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/// `demo`: starts the stack if necessary, runs the story, and leaves the stack running.
public final class DemoCommand {

    private final Home home;
    private final Map<String, String> environment;
    private final Narrator narrator;

    public DemoCommand(Home home, Map<String, String> environment, Narrator narrator) {
        this.home = home;
        this.environment = environment;
        this.narrator = narrator;
    }

    public void run() {
        new UpCommand(home, environment, narrator).detached(Mode.ONE_JVM);
        Credentials credentials = Credentials.read(home)
                .orElseThrow(() -> new CannotContinue(home.credentials() + " is missing; ./plumbline down, then up."));
        try {
            new Story(home, credentials, Clock.systemUTC(), narrator).tell();
        } catch (StoryBroke e) {
            narrator.bad(Objects.requireNonNull(e.getMessage()));
            throw new CannotContinue(
                    "The demo failed. The stack keeps running. Its logs are in " + home.logs() + ".", e);
        }
    }
}
