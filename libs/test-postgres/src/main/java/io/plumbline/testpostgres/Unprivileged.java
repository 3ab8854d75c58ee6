package io.plumbline.testpostgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs commands without root. PostgreSQL refuses to run as root, the user of builds in many containers. In that
/// case it runs in its own user namespace, or as an unprivileged user where namespaces are forbidden.
enum Unprivileged {
    AS_IS(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    private static final int NOBODY_ID = 65534;

    private final String prefix;

    Unprivileged(String prefix) {
        this.prefix = prefix;
    }

    static Unprivileged here() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return AS_IS;
        }
        try {
            Process probe = new ProcessBuilder(NAMESPACE.command("true"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor() == 0 ? NAMESPACE : NOBODY;
        } catch (IOException e) {
            return NOBODY; // without the program there is no namespace either
        }
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (!prefix.isEmpty()) {
            command.addAll(List.of(prefix.split(" ", -1)));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    /// Changes the owner of the path to the user that runs the commands.
    void own(Path path) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(path, "unix:uid", NOBODY_ID);
            Files.setAttribute(path, "unix:gid", NOBODY_ID);
        }
    }
}
